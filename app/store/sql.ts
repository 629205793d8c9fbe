import { mkdirSync } from 'node:fs'
import { PGlite, type PGliteOptions, type Transaction, types } from '@electric-sql/pglite'
import pg from 'pg'
import { AppError, messageOf } from '../errors.ts'

/** Named SQL on either database. Rows come as plain objects: timestamptz as Date, numbers cast in the statement. */
export type Sql = {
  readonly query: <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>
  /** Several statements without values. */
  readonly script: (text: string) => Promise<void>
  /** Commits when `work` returns, rolls back when it throws. Inside, use only the `tx` that it gets: on PGlite there is one connection. */
  readonly transaction: <Result>(work: (tx: Sql) => Promise<Result>) => Promise<Result>
}

export type Database = Sql & { readonly kind: 'pglite' | 'postgresql'; readonly close: () => Promise<void> } & (
    | { readonly kind: 'pglite'; readonly pglite: PGlite }
    | { readonly kind: 'postgresql'; readonly pool: pg.Pool; readonly lockPool: pg.Pool }
  )

/** PostgreSQL where a URL is given, else PGlite in a folder (or in memory when there is none either). */
export const openDatabase = async (options: { readonly url?: string; readonly folder?: string }): Promise<Database> =>
  options.url === undefined ? openPglite(options.folder) : openPostgresql(options.url)

const openPglite = async (folder: string | undefined): Promise<Database> => {
  const pglite = await startPglite(folder)
  const over = (runner: PGlite | Transaction): Pick<Sql, 'query' | 'script'> => ({
    query: async <Row>(text: string, values: readonly unknown[] = []) => {
      const { rows } = await runner.query<Row>(text, [...values])
      return rows
    },
    script: async (text) => void (await runner.exec(text)),
  })
  const inside = (tx: Transaction): Sql => {
    const sql: Sql = { ...over(tx), transaction: (work) => work(sql) }
    return sql
  }
  return {
    kind: 'pglite',
    pglite,
    ...over(pglite),
    transaction: (work) => pglite.transaction((tx) => work(inside(tx))),
    close: () => pglite.close(),
  }
}

const startPglite = async (folder: string | undefined): Promise<PGlite> => {
  try {
    if (folder === undefined) return await PGlite.create(BYTES_AT_ONCE)
    mkdirSync(folder, { recursive: true })
    return await PGlite.create({ dataDir: folder, ...BYTES_AT_ONCE })
  } catch (error) {
    throw new AppError('store.unwritable', `The data folder ${folder} cannot be used: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

/** PGlite's own way takes bodies apart byte by byte, which was half of the time that a busy shop took. */
const BYTES_AT_ONCE: PGliteOptions = {
  parsers: { [types.BYTEA]: (hex) => Buffer.from(hex.slice(2), 'hex') },
  serializers: {
    [types.BYTEA]: (bytes: Uint8Array) =>
      `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`,
  },
}

const openPostgresql = async (url: string): Promise<Database> => {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5_000 })
  // Whoever holds a lock goes on to ask the database: on the same pool, ten holders would wait for each other for ever.
  const lockPool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 60_000 })
  // An idle connection that breaks is replaced by the pool; the query that meets a broken one gets the error itself.
  for (const each of [pool, lockPool]) each.on('error', () => {})
  const over = (runner: pg.Pool | pg.PoolClient): Pick<Sql, 'query' | 'script'> => ({
    query: async (text, values = []) => (await runner.query(text, [...values])).rows,
    script: async (text) => void (await runner.query(text)),
  })
  const inside = (client: pg.PoolClient): Sql => {
    const sql: Sql = { ...over(client), transaction: (work) => work(sql) }
    return sql
  }
  const closePools = async () => {
    await pool.end()
    await lockPool.end()
  }
  try {
    await pool.query('SELECT 1')
  } catch (error) {
    await closePools()
    throw new AppError('store.unreachable', `The database of DATABASE_URL gives no answer: ${messageOf(error)}`, {
      cause: error,
    })
  }
  return {
    kind: 'postgresql',
    pool,
    lockPool,
    ...over(pool),
    transaction: async (work) => {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await client.query('BEGIN')
        const result = await work(inside(client))
        await client.query('COMMIT')
        return result
      } catch (error) {
        await client.query('ROLLBACK').catch((failure: Error) => {
          broken = failure
        })
        throw error
      } finally {
        client.release(broken)
      }
    },
    close: closePools,
  }
}
