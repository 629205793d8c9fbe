import { type Entrant, REASONS_AFTER_LOT } from '../engine/lift.ts'
import type { CustomerHistory } from '../ledger/customer.ts'
import type { EntryKind } from '../ledger/entries.ts'
import type { Sql } from './sql.ts'

type EntrantRow = Pick<Entrant, 'customerId' | 'orderId' | 'isLeftOut'> & {
  readonly at: Date
  readonly kind: EntryKind
  readonly id: string
}

/** Who came into the comparison of a rule, and what they bought. */
export const createComparisons = (sql: Sql) => ({
  /** Of customers left out, 1 to 90, by the latest version that decided anything with some; null where none did. */
  percentOf: async (shop: string, ruleId: string): Promise<number | null> => {
    const [row] = await sql.query<{ percent: number }>(
      `SELECT ${PERCENT} AS percent FROM rule_version v
       WHERE v.shop = $1 AND v.rule_id = $2 AND ${PERCENT} > 0 AND EXISTS (
         SELECT 1 FROM decision d WHERE d.shop = v.shop AND d.rule_id = v.rule_id AND d.rule_version = v.version)
       ORDER BY v.version DESC LIMIT 1`,
      [shop, ruleId],
    )
    return row?.percent ?? null
  },
  /**
   * Each customer's first decision that got as far as asking who is left out, in ledger order, made by a version that leaves
   * out as many per cent: with another share the lots fall otherwise, and a new comparison begins.
   */
  entrants: async (shop: string, ruleId: string, percent: number): Promise<Entrant[]> => {
    const rows = await sql.query<EntrantRow>(
      `SELECT DISTINCT ON (d.customer_id) d.customer_id AS "customerId", d.at, d.entry_kind AS kind, d.entry_id AS id,
         d.order_id AS "orderId", d.reason IS NOT DISTINCT FROM 'held_out' AS "isLeftOut"
       FROM decision d
       JOIN rule_version v ON v.shop = d.shop AND v.rule_id = d.rule_id AND v.version = d.rule_version
       WHERE d.shop = $1 AND d.rule_id = $2 AND d.customer_id IS NOT NULL AND ${PERCENT} = $3::float8
         AND (d.verdict = 'granted' OR d.reason IN (SELECT jsonb_array_elements_text($4::jsonb)))
       ORDER BY d.customer_id, d.at, d.kind_rank, d.sort_id`,
      [shop, ruleId, percent, JSON.stringify(['held_out', ...REASONS_AFTER_LOT])],
    )
    return rows.map(({ at, kind, id, ...row }) => ({ ...row, key: { at: at.getTime(), kind, id } }))
  },
  /** By customer id; customers of whom no order is known are left out. */
  histories: async (shop: string, customerIds: readonly string[]): Promise<Map<string, CustomerHistory>> => {
    const rows = await sql.query<{ id: string; history: CustomerHistory }>(
      `SELECT id, history FROM customer
       WHERE shop = $1 AND history IS NOT NULL AND id IN (SELECT jsonb_array_elements_text($2::jsonb))`,
      [shop, JSON.stringify(customerIds)],
    )
    return new Map(rows.map(({ id, history }) => [id, history]))
  },
})

export type Comparisons = ReturnType<typeof createComparisons>

const PERCENT = `coalesce((v.document->'limits'->>'holdOutPercent')::float8, 0)`
