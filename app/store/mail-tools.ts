import type { Sql } from './sql.ts'

/** Where each shop's messages go, and the sealed secret that they are signed with. */
export const createMailTools = (sql: Sql) => ({
  find: async (shop: string): Promise<{ address: string; sealedSecret: string } | null> => {
    const [row] = await sql.query<{ address: string; sealedSecret: string }>(
      `SELECT address, sealed_secret AS "sealedSecret" FROM mail_tool WHERE shop = $1`,
      [shop],
    )
    return row ?? null
  },
  /** `sealedSecret` is taken where there is none yet; true when it was. */
  setAddress: async (shop: string, address: string, sealedSecret: string): Promise<boolean> => {
    const [row] = await sql.query<{ taken: boolean }>(
      `INSERT INTO mail_tool (shop, address, sealed_secret) VALUES ($1, $2, $3)
       ON CONFLICT (shop) DO UPDATE SET address = excluded.address, changed_at = clock_timestamp()
       RETURNING sealed_secret = $3 AS taken`,
      [shop, address, sealedSecret],
    )
    return row?.taken === true
  },
  setSecret: async (shop: string, sealedSecret: string): Promise<boolean> => {
    const rows = await sql.query(
      `UPDATE mail_tool SET sealed_secret = $2, changed_at = clock_timestamp() WHERE shop = $1 RETURNING shop`,
      [shop, sealedSecret],
    )
    return rows.length > 0
  },
  remove: async (shop: string): Promise<void> => {
    await sql.query(`DELETE FROM mail_tool WHERE shop = $1`, [shop])
  },
})
