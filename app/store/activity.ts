import type { Lot } from '../engine/draw.ts'
import type { KeyedEffect } from '../engine/ports.ts'
import type { OrderEntry } from '../ledger/entries.ts'
import type { Figures } from '../rules/types.ts'
import { OF_GRANT } from './grants.ts'
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
  readonly figures: Figures | null
  /** When it may run, where the reason passes. */
  readonly freeAt: Date | null
  /** Whether the customer waits for their turn with the rule. */
  readonly waits: boolean
  /** Whether the code that it gave was used. */
  readonly isUsed: boolean
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
  /** When it is to be tried, of one that was not tried yet because its time has not come. */
  readonly waitsUntil: Date | null
  /** What became of the code that it made; null where it made none. */
  readonly use: CodeUse | null
}
/** `booked`: used; `reserved`: not yet; `released`: taken back. */
export type CodeUse = {
  readonly state: 'reserved' | 'booked' | 'released'
  /** Minor units: what it really cost, once it is booked. */
  readonly amount: string
  readonly expiresAt: string | null
  /** The order that it was used on, as people call it. */
  readonly usedOn: string | null
}

export type DifferenceRow = {
  /** The late entry. */
  readonly becauseKind: string
  readonly becauseId: string
  readonly ruleId: string
  readonly ruleName: string
  readonly entryKind: string
  readonly entryId: string
  readonly at: Date
  readonly was: 'granted' | 'withheld' | 'no match'
  readonly wouldBe: 'match' | 'no match'
}

const PAGE = 40
const DIFFERENCES = 200
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
         f.problem, f.result,
         CASE WHEN f.state = 'pending' AND f.begun_at IS NULL AND f.problem IS NOT NULL THEN f.next_at END AS "waitsUntil",
         CASE WHEN g.code IS NOT NULL THEN jsonb_build_object('state', g.state,
           'amount', g.amount::text, 'expiresAt', g.expires_at, 'usedOn', coalesce(o.body->>'name', g.used_by)) END AS use
       FROM effect f JOIN ${ENTRIES} ON f.entry_kind = e.kind AND f.entry_id = e.id
         LEFT JOIN granted g ON f.kind = 'code' AND ${OF_GRANT} AND g.code = f.result->>'code'
         LEFT JOIN entry o ON o.shop = g.shop AND o.kind = 'order' AND o.id = g.used_by
       WHERE f.shop = $1 AND (f.entry_kind <> 'tick'
         OR f.subject IN (SELECT 'customer:' || listed FROM jsonb_array_elements_text($3::jsonb) AS listed))
       ORDER BY f.id`,
      [shop, JSON.stringify(entries), JSON.stringify(customerIds)],
    ),
  /** What late entries would have changed in decisions after them, oldest first. */
  differencesOf: (shop: string, entries: readonly EntryName[]): Promise<DifferenceRow[]> =>
    sql.query(
      `SELECT d.because_kind AS "becauseKind", d.because_id AS "becauseId", d.rule_id AS "ruleId", d.rule_name AS "ruleName",
         d.entry_kind AS "entryKind", d.entry_id AS "entryId", d.at, d.was, d.would_be AS "wouldBe"
       FROM difference d JOIN ${ENTRIES} ON d.because_kind = e.kind AND d.because_id = e.id
       WHERE d.shop = $1 ORDER BY d.at, d.rule_name, d.entry_kind, d.entry_id LIMIT ${DIFFERENCES}`,
      [shop, JSON.stringify(entries)],
    ),
  decision: async (shop: string, entry: EntryName, ruleId: string, customerId: string): Promise<DecisionRow | null> => {
    const [row] = await sql.query<DecisionRow>(
      `SELECT ${DECISION} FROM decision d WHERE d.shop = $1 AND d.entry_kind = $2 AND d.entry_id = $3 AND d.rule_id = $4 AND d.subject = $5`,
      [shop, entry.kind, entry.id, ruleId, customerId],
    )
    return row ?? null
  },
  /** The latest on one customer of each rule that ever decided about them. */
  latestDecisionsOf: (shop: string, customerId: string): Promise<DecisionRow[]> =>
    sql.query<DecisionRow>(
      `SELECT DISTINCT ON (d.rule_id) ${DECISION} FROM decision d WHERE d.shop = $1 AND d.customer_id = $2
       ORDER BY d.rule_id, d.at DESC, d.kind_rank DESC, d.sort_id DESC`,
      [shop, customerId],
    ),
  orders: async (shop: string, ids: readonly string[]): Promise<Map<string, OrderEntry>> => {
    const rows = await sql.query<{ body: OrderEntry }>(
      `SELECT body FROM entry WHERE shop = $1 AND kind = 'order' AND id IN (SELECT jsonb_array_elements_text($2::jsonb))`,
      [shop, JSON.stringify(ids)],
    )
    return new Map(rows.map(({ body }) => [body.id, body]))
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
  d.rule_version AS "ruleVersion", d.priority, d.at, d.delivery_id::text AS "deliveryId", d.customer_id AS "customerId", d.order_id AS "orderId", d.lot, d.verdict, d.reason, d.figures, d.free_at AS "freeAt",
  (d.reason = 'attention_spent' AND EXISTS (SELECT 1 FROM waiting w
     WHERE w.shop = d.shop AND w.rule_id = d.rule_id AND w.customer_id = d.customer_id AND w.since <= d.at)) IS TRUE AS waits,
  EXISTS (SELECT 1 FROM granted g WHERE g.shop = d.shop AND g.rule_id = d.rule_id AND g.entry_kind = d.entry_kind
     AND g.entry_id = d.entry_id AND g.customer_id = d.customer_id AND g.used_by IS NOT NULL) AS "isUsed", d.facts`

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
