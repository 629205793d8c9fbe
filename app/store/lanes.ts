import type { StoredSides } from '../engine/crossings.ts'
import type {
  Claim,
  ClaimedDelivery,
  Lanes,
  LaneTransaction,
  LearnedEntry,
  PastDecision,
  StoredRule,
} from '../engine/ports.ts'
import type { CustomerHistory } from '../ledger/customer.ts'
import type { Entry, EntryKind, LedgerKey, OrderEntry } from '../ledger/entries.ts'
import { kindOfRank, nameOf } from '../ledger/ledger-order.ts'
import type { ShopForecast } from '../models/shop-forecast.ts'
import type { RuleDocument, Verdict } from '../rules/types.ts'
import { iso, storable } from './json.ts'
import type { Sql } from './sql.ts'
import { writeBatch } from './write-batch.ts'

/** How long a parked delivery waits for its next try; after the last it is failed and a person decides. */
const PARKED_FOR = '60 seconds'
const MOST_ATTEMPTS = 5

export const createLanes = (sql: Sql): Lanes => ({
  hold: (shop, work) =>
    sql.transaction(async (tx) => {
      const [lane] = await tx.query<LaneRow>(HOLD_LANE, [shop])
      return lane && work(laneTransaction(shop, tx, lane))
    }),
  park: async (shop, deliveryId, customerId, problem) => {
    await sql.query(
      `UPDATE delivery
       SET attempts = attempts + 1, customer_id = $3, problem = $4,
           retry_at = clock_timestamp() + interval '${PARKED_FOR}',
           status = CASE WHEN attempts + 1 >= ${MOST_ATTEMPTS} THEN 'failed' ELSE 'parked' END
       WHERE shop = $1 AND id = $2::bigint`,
      [shop, deliveryId, customerId, storable(problem)],
    )
  },
})

/** A lane is not held while the shop's past is being read: nothing may be decided on half a ledger. */
const HOLD_LANE = `
  SELECT lane.version, lane.begun_day, lane.passed_at, lane.passed_kind, lane.passed_id, shop.currency, shop.time_zone
  FROM lane JOIN shop ON shop.id = lane.shop
  WHERE lane.shop = $1 AND shop.history_state = 'done'
  FOR UPDATE OF lane SKIP LOCKED`

type LaneRow = {
  version: number
  passed_at: Date | null
  passed_kind: EntryKind | null
  passed_id: string | null
  begun_day: string | null
  currency: string
  time_zone: string
}

const laneTransaction = (shop: string, tx: Sql, row: LaneRow): LaneTransaction => ({
  currency: row.currency,
  timeZone: row.time_zone,
  version: row.version,
  begunDay: row.begun_day,
  passed:
    row.passed_at === null || row.passed_kind === null || row.passed_id === null
      ? null
      : { at: row.passed_at.getTime(), kind: row.passed_kind, id: row.passed_id },
  claim: ({ settleMs, limit }) => claim(shop, tx, settleMs, limit),
  liveRules: async () => {
    const rows = await tx.query<RuleRow>(LIVE_RULES, [shop])
    return rows.map(
      ({ id, version, document, live_since }): StoredRule => ({
        id,
        version,
        state: 'live',
        document,
        liveSince: live_since?.getTime() ?? null,
      }),
    )
  },
  known: async (keys) => {
    if (keys.length === 0) return new Set()
    const rows = await tx.query<{ kind: EntryKind; id: string }>(
      `SELECT entry.kind, entry.id FROM entry
       JOIN jsonb_to_recordset($2::jsonb) AS k (kind text, id text) ON entry.kind = k.kind AND entry.id = k.id
       WHERE entry.shop = $1`,
      [shop, JSON.stringify(keys.map(({ kind, id }) => ({ kind, id })))],
    )
    return new Set(rows.map(nameOf))
  },
  orders: async (ids) => {
    const rows = await rowsByIds<{ body: OrderEntry; copied_at: Date }>(
      tx,
      `SELECT body, copied_at FROM entry WHERE shop = $1 AND kind = 'order' AND id IN ${IDS}`,
      shop,
      ids,
    )
    return rows.map(({ body, copied_at }) => ({ entry: body, copiedAt: copied_at.getTime() }))
  },
  customers: async (ids) => {
    const rows = await rowsByIds<{ history: CustomerHistory }>(
      tx,
      `SELECT history FROM customer WHERE shop = $1 AND history IS NOT NULL AND id IN ${IDS}`,
      shop,
      ids,
    )
    return rows.map(({ history }) => history)
  },
  everyCustomer: () => everyCustomer(tx, shop),
  entriesOfCustomer: async (customerId) => {
    const rows = await tx.query<{ body: Entry; origin: 'history' | 'live'; learned_at: Date }>(
      `SELECT body, origin, learned_at FROM entry WHERE shop = $1 AND customer_id = $2`,
      [shop, customerId],
    )
    return rows.map(
      ({ body, origin, learned_at }): LearnedEntry => ({ entry: body, origin, learnedAt: learned_at.getTime() }),
    )
  },
  orphansOf: async (orderId) => {
    const rows = await tx.query<{ body: Entry }>(
      `SELECT body FROM entry WHERE shop = $1 AND customer_id IS NULL
         AND ((kind IN ('payment', 'cancellation') AND id = $2) OR (kind = 'refund' AND body->>'orderId' = $2))`,
      [shop, orderId],
    )
    return rows.map(({ body }) => body)
  },
  parkedCustomers: async () => {
    const rows = await tx.query<{ customer_id: string }>(
      `SELECT DISTINCT customer_id FROM delivery WHERE shop = $1 AND status = 'parked' AND customer_id IS NOT NULL`,
      [shop],
    )
    return new Set(rows.map(({ customer_id }) => customer_id))
  },
  grantsOf: async (customerIds, { ruleIds, since } = { ruleIds: [], since: 0 }) => {
    if (customerIds.length + ruleIds.length === 0) return []
    const rows = await tx.query<{ rule_id: string; customer_id: string; at: Date }>(
      `SELECT rule_id, customer_id, at FROM decision
       WHERE shop = $1 AND verdict = 'granted' AND customer_id IN ${IDS}
       UNION ALL
       SELECT rule_id, customer_id, at FROM decision
       WHERE shop = $1 AND verdict = 'granted' AND rule_id IN (SELECT jsonb_array_elements_text($3::jsonb))
         AND at > $4::timestamptz AND customer_id IS NOT NULL AND customer_id NOT IN ${IDS}`,
      [shop, JSON.stringify(customerIds), JSON.stringify(ruleIds), iso(since)],
    )
    return rows.map(({ rule_id, customer_id, at }) => ({ ruleId: rule_id, customerId: customer_id, at: at.getTime() }))
  },
  sides: () =>
    tx.query<StoredSides>(
      `SELECT d.rule_id AS "ruleId", d.seed,
         ARRAY(SELECT customer_id FROM inside_group i WHERE i.shop = d.shop AND i.rule_id = d.rule_id) AS inside
       FROM daily_rule d WHERE d.shop = $1`,
      [shop],
    ),
  forecast: async () => {
    const [row] = await tx.query<{ forecast: ShopForecast | null }>(`SELECT forecast FROM lane WHERE shop = $1`, [shop])
    return row?.forecast ?? null
  },
  decisionsOf: async (customerId) => {
    const rows = await tx.query<{
      rule_id: string
      at: Date
      entry_kind: EntryKind
      entry_id: string
      verdict: Verdict
    }>(`SELECT rule_id, at, entry_kind, entry_id, verdict FROM decision WHERE shop = $1 AND customer_id = $2`, [
      shop,
      customerId,
    ])
    return rows.map(
      (decision): PastDecision => ({
        ruleId: decision.rule_id,
        key: { at: decision.at.getTime(), kind: decision.entry_kind, id: decision.entry_id },
        verdict: decision.verdict,
      }),
    )
  },
  write: (batch) => writeBatch(tx, shop, batch),
})

const IDS = '(SELECT jsonb_array_elements_text($2::jsonb))'

const rowsByIds = async <Row>(tx: Sql, statement: string, shop: string, ids: readonly string[]): Promise<Row[]> =>
  ids.length === 0 ? [] : tx.query<Row>(statement, [shop, JSON.stringify(ids)])

const LIVE_RULES = `
  SELECT rule.id, rule.version, rule.live_since, rule_version.document
  FROM rule JOIN rule_version
    ON rule_version.shop = rule.shop AND rule_version.rule_id = rule.id AND rule_version.version = rule.version
  WHERE rule.shop = $1 AND rule.state = 'live'`

type RuleRow = { id: string; version: number; live_since: Date | null; document: RuleDocument }

const PAGE = 2_000

/** Every customer with a history, in pages, so that the answer never stands in memory twice. */
export const everyCustomer = async function* (sql: Sql, shop: string): AsyncGenerator<CustomerHistory> {
  let after = ''
  for (;;) {
    const rows = await sql.query<{ id: string; history: CustomerHistory }>(
      `SELECT id, history FROM customer WHERE shop = $1 AND id > $2 AND history IS NOT NULL ORDER BY id LIMIT ${PAGE}`,
      [shop, after],
    )
    for (const { history } of rows) yield history
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    after = last.id
  }
}

type DeliveryRow = {
  id: string
  topic: string
  triggered_at: Date
  /** Null while unsettled: on a busy shop most rows that are looked at are, and bodies are large. */
  body: Uint8Array | null
  at: Date
  kind_rank: number
  entry_id: string
  attempts: number
  settles_in_ms: number
}

/** The first pending deliveries in ledger order, up to the first that has not settled by the database's clock. */
const claim = async (shop: string, tx: Sql, settleMs: number, limit: number): Promise<Claim> => {
  await tx.query(
    `UPDATE delivery SET status = 'pending', retry_at = NULL
     WHERE shop = $1 AND status = 'parked' AND retry_at <= clock_timestamp()`,
    [shop],
  )
  const rows = await tx.query<DeliveryRow>(
    `SELECT id::text, topic, triggered_at, CASE WHEN settles_in_ms <= 0 THEN body END AS body, at, kind_rank, entry_id,
       attempts, settles_in_ms
     FROM (
       SELECT *, ($2::float8 - extract(epoch FROM clock_timestamp() - stored_at) * 1000)::float8 AS settles_in_ms
       FROM delivery WHERE shop = $1 AND status = 'pending'
       ORDER BY at, kind_rank, sort_id, id LIMIT $3
     ) AS next
     ORDER BY next.at, next.kind_rank, next.sort_id, next.id`,
    [shop, settleMs, limit + 1],
  )
  const claimed: ClaimedDelivery[] = []
  for (const row of rows.slice(0, limit)) {
    if (row.body === null) break
    claimed.push({
      id: row.id,
      topic: row.topic,
      triggeredAt: row.triggered_at.getTime(),
      body: Buffer.from(row.body),
      key: keyOfRow(row),
      attempts: row.attempts,
    })
  }
  const left = rows[claimed.length]
  return {
    deliveries: claimed,
    cut: left === undefined ? null : keyOfRow(left),
    waitMs: left === undefined ? null : Math.max(0, Math.ceil(left.settles_in_ms)),
  }
}

const keyOfRow = ({ at, kind_rank, entry_id }: DeliveryRow): LedgerKey => ({
  at: at.getTime(),
  kind: kindOfRank(kind_rank),
  id: entry_id,
})
