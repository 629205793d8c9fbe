import { randomBytes } from 'node:crypto'
import pg from 'pg'

export type TestDatabase = { readonly url: string; readonly drop: () => Promise<void> }

/** The PostgreSQL server that tests may use; undefined where none is named, and tests on it are skipped with that reason. */
export const serverUrl = (): string | undefined => process.env.DATABASE_URL || undefined

/** A new empty database on the server of `url`. */
export const createDatabase = async (url: string): Promise<TestDatabase> => {
  const name = `perennial_test_${randomBytes(6).toString('hex')}`
  await administer(url, `CREATE DATABASE ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return { url: own.href, drop: () => administer(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

const administer = async (url: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
