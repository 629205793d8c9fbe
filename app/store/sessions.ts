import type { WithLock } from './locks.ts'
import type { Sql } from './sql.ts'

/** Sealed text by shop: what is in it is none of the store's business. */
export const createSessions = (sql: Sql, withLock: WithLock) => {
  return {
    load: async (shop: string): Promise<string | undefined> => {
      const [row] = await sql.query<{ sealed: string }>(
        `SELECT sealed FROM session WHERE shop = $1 AND id = 'offline'`,
        [shop],
      )
      return row?.sealed
    },
    save: async (shop: string, sealed: string, expiresAt: number | null): Promise<void> => {
      await sql.query(
        `INSERT INTO session (shop, id, sealed, expires_at) VALUES ($1, 'offline', $2, $3::timestamptz)
         ON CONFLICT (shop, id) DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at, updated_at = clock_timestamp()`,
        [shop, sealed, expiresAt === null ? null : new Date(expiresAt).toISOString()],
      )
    },
    delete: async (shop: string): Promise<void> => {
      await sql.query(`DELETE FROM session WHERE shop = $1`, [shop])
    },
    withLock: <Result>(shop: string, run: () => Promise<Result>): Promise<Result> => withLock(`session ${shop}`, run),
  }
}
