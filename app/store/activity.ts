import type { Lot } from '../engine/draw.ts'
import type { KeyedEffect } from '../engine/ports.ts'
import type { OrderEntry } from '../ledger/entries.ts'
import type { Sql } from './sql.ts'

export type ActivityFilter = 'all' | 'decided' | 'failed' | 'waiting'

export type DeliveryRow = {
  readonly id: string
  readonly topic: string
  readonly resourceId: string
  readonly entryKind: number | null
  readonly entryId: string | null
  readonly at: Date | null
  readonly storedAt: Date
  readonly status: 'pending' | 'processed' | 'failed' | 'parked' | 'waiting'
  readonly problem: string | null
  readonly late: boolean
  readonly customerId: string | null
}
export type DecisionRow = {
  readonly entryKind: string
  readonly entryId: string
  readonly ruleId: string
  readonly ruleName: string
  readonly ruleVersion: number
  readonly priority: number
  readonly at: Date
  /** The delivery that brought it; null for a day that begins. */
  readonly deliveryId: string | null
  readonly customerId: string | null
  readonly orderId: string | null
  readonly lot: Lot | null
  readonly verdict: 'granted' | 'withheld'
  readonly reason: string | null
  readonly facts: Record<string, number | string | boolean | readonly string[]>
}
export type EffectRow = {
  readonly key: string
  readonly subject: string
  readonly entryKind: string
  readonly entryId: string
  readonly ruleId: string | null
  readonly deliveryId: string | null
  readonly body: KeyedEffect['effect']
  readonly state: 'pending' | 'done' | 'failed' | 'cancelled' | 'undone'
  readonly attempts: number
  readonly problem: string | null
  readonly result: Record<string, unknown> | null
}

const PAGE = 40
const SHOWN_OF_ENTRY = 40

export const createActivity = (sql: Sql) => ({
  /** Newest first. `before` is a delivery's id. */
  deliveries: async (
    shop: string,
    filter: ActivityFilter,
    before: string | null,
  ): Promise<{ rows: DeliveryRow[]; next: string | null }> => {
    const rows = await sql.query<DeliveryRow>(
      `SELECT d.id::text, d.topic, d.resource_id AS "resourceId", d.kind_rank AS "entryKind", d.entry_id AS "entryId", d.at,
         d.stored_at AS "storedAt", d.status, d.problem, d.late, d.customer_id AS "customerId"
       FROM delivery d
       WHERE d.shop = $1 AND ($2::bigint IS NULL OR d.id < $2::bigint) AND d.topic <> 'deferred' AND ${FILTERS[filter]}
       ORDER BY d.id DESC LIMIT ${PAGE + 1}`,
      [shop, before],
    )
    return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null }
  },
  /** The first of each entry, what was given before what was kept back, and how many there are in all: a day that begins is about many. */
  decisionsOf: (shop: string, entries: readonly EntryName[]): Promise<(DecisionRow & { readonly ofAll: number })[]> =>
    sql.query(
      `SELECT ${DECISION}, "ofAll" FROM (
         SELECT d.*, (count(*) OVER of_entry)::int AS "ofAll",
           row_number() OVER (of_entry ORDER BY d.verdict, d.priority DESC, d.rule_name, length(d.subject), d.subject) AS place
         FROM decision d JOIN ${ENTRIES} ON d.entry_kind = e.kind AND d.entry_id = e.id
         WHERE d.shop = $1 WINDOW of_entry AS (PARTITION BY d.entry_kind, d.entry_id)
       ) d
       WHERE d.place <= ${SHOWN_OF_ENTRY} ORDER BY d.priority DESC, d.rule_name, length(d.subject), d.subject`,
      [shop, JSON.stringify(entries)],
    ),
  /** Of a day that begins, those on these customers. */
  effectsOf: (shop: string, entries: readonly EntryName[], customerIds: readonly string[]): Promise<EffectRow[]> =>
    sql.query(
      `SELECT f.key, f.subject, f.entry_kind AS "entryKind", f.entry_id AS "entryId", f.rule_id AS "ruleId", f.delivery_id::text AS "deliveryId", f.body, f.state, f.attempts,
         f.problem, f.result
       FROM effect f JOIN ${ENTRIES} ON f.entry_kind = e.kind AND f.entry_id = e.id
       WHERE f.shop = $1 AND (f.entry_kind <> 'tick'
         OR f.subject IN (SELECT 'customer:' || listed FROM jsonb_array_elements_text($3::jsonb) AS listed))
       ORDER BY f.id`,
      [shop, JSON.stringify(entries), JSON.stringify(customerIds)],
    ),
  decision: async (shop: string, entry: EntryName, ruleId: string, customerId: string): Promise<DecisionRow | null> => {
    const [row] = await sql.query<DecisionRow>(
      `SELECT ${DECISION} FROM decision d WHERE d.shop = $1 AND d.entry_kind = $2 AND d.entry_id = $3 AND d.rule_id = $4 AND d.subject = $5`,
      [shop, entry.kind, entry.id, ruleId, customerId],
    )
    return row ?? null
  },
  orders: async (shop: string, ids: readonly string[]): Promise<Map<string, OrderEntry>> => {
    const rows = await sql.query<{ body: OrderEntry }>(
      `SELECT body FROM entry WHERE shop = $1 AND kind = 'order' AND id IN (SELECT jsonb_array_elements_text($2::jsonb))`,
      [shop, JSON.stringify(ids)],
    )
    return new Map(rows.map(({ body }) => [body.id, body]))
  },
  /** True when there was a failed one, or a pending one waiting for its next try, to take up again now. */
  retryEffect: async (shop: string, key: string): Promise<boolean> => {
    const rows = await sql.query(
      `UPDATE effect SET state = 'pending', next_at = clock_timestamp(), problem = NULL
       WHERE shop = $1 AND key = $2 AND state IN ('failed', 'pending') RETURNING key`,
      [shop, key],
    )
    return rows.length > 0
  },
  /** Only what has a place in ledger order can be taken up again. */
  retryDelivery: async (shop: string, id: string): Promise<boolean> => {
    const rows = await sql.query(
      `UPDATE delivery SET status = 'pending', attempts = 0, retry_at = NULL, problem = NULL
       WHERE shop = $1 AND id = $2::bigint AND status IN ('failed', 'parked') AND at IS NOT NULL RETURNING id`,
      [shop, id],
    )
    return rows.length > 0
  },
  counts: async (shop: string) => {
    const [row] = await sql.query<Counts>(
      `SELECT
         (SELECT count(*) FROM delivery WHERE shop = $1 AND status IN ('pending', 'parked'))::int AS pending,
         (SELECT count(*) FROM delivery WHERE shop = $1 AND status = 'failed')::int AS failed,
         (SELECT count(*) FROM delivery WHERE shop = $1 AND status = 'waiting')::int AS waiting,
         (SELECT count(*) FROM effect WHERE shop = $1 AND state = 'pending')::int AS "effectsPending",
         (SELECT count(*) FROM effect WHERE shop = $1 AND state = 'failed')::int AS "effectsFailed",
         (SELECT count(*) FROM disagreement WHERE shop = $1)::int AS disagreements,
         (SELECT count(*) FROM difference WHERE shop = $1)::int AS differences`,
      [shop],
    )
    return (
      row ?? {
        pending: 0,
        failed: 0,
        waiting: 0,
        effectsPending: 0,
        effectsFailed: 0,
        disagreements: 0,
        differences: 0,
      }
    )
  },
})

export type Activity = ReturnType<typeof createActivity>
export type EntryName = { readonly kind: string; readonly id: string }
type Counts = Record<
  'pending' | 'failed' | 'waiting' | 'effectsPending' | 'effectsFailed' | 'disagreements' | 'differences',
  number
>

const ENTRIES = 'jsonb_to_recordset($2::jsonb) AS e (kind text, id text)'

const DECISION = `d.entry_kind AS "entryKind", d.entry_id AS "entryId", d.rule_id AS "ruleId", d.rule_name AS "ruleName",
  d.rule_version AS "ruleVersion", d.priority, d.at, d.delivery_id::text AS "deliveryId", d.customer_id AS "customerId", d.order_id AS "orderId", d.lot, d.verdict, d.reason, d.facts`

/** The kinds of entry that a delivery may have brought: a copy of an order brings its payment and cancellation too. */
const KINDS = `(CASE WHEN d.kind_rank <= 2 THEN ARRAY['order', 'payment', 'cancellation']
  ELSE ARRAY[(ARRAY['refund', 'adjustment', 'customer', 'shop', 'tick'])[d.kind_rank - 2]] END)`

const FILTERS: Readonly<Record<ActivityFilter, string>> = {
  all: 'true',
  decided: `EXISTS (SELECT 1 FROM decision x WHERE x.shop = d.shop AND x.entry_kind = ANY (${KINDS}) AND x.entry_id = d.entry_id
     AND (x.delivery_id IS NULL OR x.delivery_id = d.id))`,
  failed: `(d.status IN ('failed', 'parked') OR EXISTS (SELECT 1 FROM effect f
     WHERE f.shop = d.shop AND f.state = 'failed' AND f.entry_kind = ANY (${KINDS}) AND f.entry_id = d.entry_id
     AND (f.delivery_id IS NULL OR f.delivery_id = d.id)))`,
  waiting: `d.status = 'waiting'`,
}
