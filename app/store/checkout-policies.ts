import type { PublishedPolicy } from '../engine/checkout-ports.ts'
import { iso, toJson } from './json.ts'
import type { Sql } from './sql.ts'

/** One that is or was in force. */
export type StoredPolicy = PublishedPolicy & {
  readonly version: number
  readonly since: Date
  /** Null while it is in force. */
  readonly until: Date | null
}

export const createCheckoutPolicies = (sql: Sql) => ({
  /** Every one that was ever in force, newest first. */
  list: (shop: string): Promise<StoredPolicy[]> =>
    sql.query<StoredPolicy>(`SELECT ${COLUMNS} FROM checkout_policy WHERE shop = $1 ORDER BY version DESC`, [shop]),
  /** The one that was in force at a moment, epoch milliseconds; null where there was none. */
  at: async (shop: string, at: number): Promise<StoredPolicy | null> => {
    const [row] = await sql.query<StoredPolicy>(
      `SELECT ${COLUMNS} FROM checkout_policy
       WHERE shop = $1 AND since <= $2::timestamptz AND (until IS NULL OR until > $2::timestamptz)
       ORDER BY version DESC LIMIT 1`,
      [shop, iso(at)],
    )
    return row ?? null
  },
  /** The one that is in force; null where there is none. */
  current: async (shop: string): Promise<StoredPolicy | null> => {
    const [row] = await sql.query<StoredPolicy>(
      `SELECT ${COLUMNS} FROM checkout_policy WHERE shop = $1 AND until IS NULL`,
      [shop],
    )
    return row ?? null
  },
  /** From now on this one is in force, and with null none; the same again changes nothing. */
  set: (shop: string, policy: PublishedPolicy | null): Promise<void> =>
    sql.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('checkout policy ' || $1, 0))`, [shop])
      const values = [shop, policy?.text ?? null, policy?.variables ?? null, policy && toJson(policy.terms)]
      await tx.query(
        `UPDATE checkout_policy SET until = greatest(clock_timestamp(), since) WHERE shop = $1 AND until IS NULL
           AND (text, variables, terms) IS DISTINCT FROM ($2, $3, $4::jsonb)`,
        values,
      )
      if (policy === null) return
      await tx.query(
        `INSERT INTO checkout_policy (shop, version, text, variables, terms, rules)
         SELECT $1, coalesce((SELECT max(version) FROM checkout_policy WHERE shop = $1), 0) + 1, $2, $3, $4::jsonb, $5::jsonb
         WHERE NOT EXISTS (SELECT 1 FROM checkout_policy WHERE shop = $1 AND until IS NULL)`,
        [...values, toJson(policy.rules)],
      )
    }),
})

export type CheckoutPolicies = ReturnType<typeof createCheckoutPolicies>

const COLUMNS = 'version, text, variables, terms, rules, since, until'
