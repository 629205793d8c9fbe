import type { Sql } from './sql.ts'

export type NeverContact = { readonly customerId: string; readonly since: Date; readonly saidBy: string }

/** Customers who asked not to be contacted. */
export const createNeverContact = (sql: Sql) => ({
  /** Who asked last comes first. */
  list: (shop: string): Promise<NeverContact[]> =>
    sql.query(`${SELECT} WHERE shop = $1 ORDER BY since DESC, customer_id`, [shop]),
  find: async (shop: string, customerId: string): Promise<NeverContact | null> => {
    const [row] = await sql.query<NeverContact>(`${SELECT} WHERE shop = $1 AND customer_id = $2`, [shop, customerId])
    return row ?? null
  },
  /** Said a second time, it stands as it was said first. */
  set: async (
    shop: string,
    customerId: string,
    { saidBy, since }: Pick<NeverContact, 'saidBy' | 'since'>,
  ): Promise<void> => {
    await sql.query(
      `INSERT INTO never_contact (shop, customer_id, since, said_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [shop, customerId, since.toISOString(), saidBy],
    )
  },
  /** With `since`, only what was said at that moment is taken back. */
  unset: async (shop: string, customerId: string, since?: Date): Promise<void> => {
    await sql.query(
      `DELETE FROM never_contact WHERE shop = $1 AND customer_id = $2 AND since = coalesce($3::timestamptz, since)`,
      [shop, customerId, since?.toISOString() ?? null],
    )
  },
})

const SELECT = `SELECT customer_id AS "customerId", since, said_by AS "saidBy" FROM never_contact`
