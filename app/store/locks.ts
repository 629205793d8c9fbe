import type { Database } from './sql.ts'

export type WithLock = <Result>(name: string, run: () => Promise<Result>) => Promise<Result>

/**
 * Runs one thing at a time under a name, and holds no transaction meanwhile: in this process by queueing, among
 * processes by an advisory lock on a connection of its own, which a dying process lets go.
 */
export const createLocks = (database: Database): WithLock => {
  const waiting = new Map<string, Promise<unknown>>()
  return async (name, run) => {
    const turn = (waiting.get(name) ?? Promise.resolve()).then(() => lockAcrossProcesses(database, name, run))
    const settled = turn.catch(() => undefined)
    waiting.set(name, settled)
    try {
      return await turn
    } finally {
      if (waiting.get(name) === settled) waiting.delete(name)
    }
  }
}

const lockAcrossProcesses = async <Result>(
  database: Database,
  name: string,
  run: () => Promise<Result>,
): Promise<Result> => {
  // PGlite belongs to one process.
  if (database.kind === 'pglite') return run()
  const client = await database.lockPool.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(hashtextextended($1, 0))`, [name])
    try {
      return await run()
    } finally {
      await client.query(`SELECT pg_advisory_unlock(hashtextextended($1, 0))`, [name])
    }
  } finally {
    client.release()
  }
}
