import type { RuleDocument } from '../rules/types.ts'
import type { PlannedEffect } from '../vocabulary/define.ts'
import { OF_GRANT } from './grants.ts'
import { iso } from './json.ts'
import type { Sql } from './sql.ts'

/** A code that a rule gave to a customer. */
export type HeldCode = {
  readonly code: string
  readonly expiresAt: Date | null
  readonly body: Extract<PlannedEffect, { kind: 'code' }>
  /** The rule as it was when it gave; null where that version is gone. */
  readonly document: RuleDocument | null
}

const MOST = 50

/** What one customer holds, and when they heard from the shop. */
export const createCustomerGrants = (sql: Sql) => ({
  /** Codes that are good at a moment, the first to run out first. Moments in epoch milliseconds. */
  codesGoodAt: (shop: string, customerId: string, at: number): Promise<HeldCode[]> =>
    sql.query<HeldCode>(
      `${SELECT} AND g.state = 'reserved' AND (g.expires_at IS NULL OR g.expires_at > $3::timestamptz)
       ORDER BY g.expires_at NULLS LAST, g.at, g.code LIMIT ${MOST}`,
      [shop, customerId, iso(at)],
    ),
  /** Those of these codes that are the customer's own and were not taken back; Shopify takes codes in any case. */
  codesAmong: (shop: string, customerId: string, codes: readonly string[]): Promise<HeldCode[]> =>
    sql.query<HeldCode>(
      `${SELECT} AND g.state IN ('reserved', 'booked') AND upper(g.code) IN (SELECT jsonb_array_elements_text($3::jsonb))
       ORDER BY g.code LIMIT ${MOST}`,
      [shop, customerId, JSON.stringify(codes.map((code) => code.toUpperCase()))],
    ),
  /** Moments at which they heard from the shop, oldest first; a code that was taken back came with words. */
  contacts: async (shop: string, customerId: string): Promise<number[]> => {
    const rows = await sql.query<{ at: Date }>(
      `SELECT at FROM granted WHERE shop = $1 AND customer_id = $2 AND is_contact
         AND (state IN ('reserved', 'booked') OR (state = 'released' AND code IS NOT NULL))
       ORDER BY at`,
      [shop, customerId],
    )
    return rows.map(({ at }) => at.getTime())
  },
})

const SELECT = `SELECT g.code, g.expires_at AS "expiresAt", f.body, v.document
  FROM granted g
    JOIN effect f ON ${OF_GRANT} AND f.kind = 'code' AND f.state = 'done' AND f.result->>'code' = g.code
    LEFT JOIN decision d ON d.shop = g.shop AND d.entry_kind = g.entry_kind AND d.entry_id = g.entry_id
      AND d.rule_id = g.rule_id AND d.subject = g.customer_id
    LEFT JOIN rule_version v ON v.shop = d.shop AND v.rule_id = d.rule_id AND v.version = d.rule_version
  WHERE g.shop = $1 AND g.customer_id = $2 AND g.code IS NOT NULL`
