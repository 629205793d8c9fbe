import { policiesOf } from '../contracts/policies.ts'
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
import type { Verdict } from '../rules/types.ts'
import { toldAtCheckout } from './checkout-uses.ts'
import { grantsOf, retryableIn, tryAgain, usesOf, waitingIn } from './grants.ts'
import { storable } from './json.ts'
import { checkoutIn } from './lane-checkout.ts'
import type { Sql } from './sql.ts'
import { type StoredRuleRow, toStoredRule } from './stored-rule.ts'
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
  inTurn: (shop, work) =>
    sql.transaction(async (tx) => {
      const [lane] = await tx.query<LaneRow>(WAIT_FOR_LANE, [shop])
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

const LANE = `
  SELECT lane.version, lane.begun_day, lane.passed_at, lane.passed_kind, lane.passed_id, shop.currency, shop.time_zone,
    shop.stopped_at IS NOT NULL AS is_stopped, policies.settings AS policies,
    EXISTS (SELECT 1 FROM standing_leaf WHERE standing_leaf.shop = lane.shop) AS has_leaves,
    shop.history_state = 'done' AND shop.uninstalled_at IS NULL AS is_ready
  FROM lane JOIN shop ON shop.id = lane.shop LEFT JOIN policies ON policies.shop = lane.shop
  WHERE lane.shop = $1`

/** A lane is not held while the shop's past is being read: nothing may be decided on half a ledger. */
const HOLD_LANE = `${LANE} AND shop.history_state = 'done' FOR UPDATE OF lane SKIP LOCKED`

const WAIT_FOR_LANE = `${LANE} FOR UPDATE OF lane`

type LaneRow = {
  version: number
  passed_at: Date | null
  passed_kind: EntryKind | null
  passed_id: string | null
  begun_day: string | null
  currency: string
  time_zone: string
  is_stopped: boolean
  policies: unknown
  has_leaves: boolean
  is_ready: boolean
}

const laneTransaction = (shop: string, tx: Sql, row: LaneRow): LaneTransaction => {
  const policies = policiesOf(row.policies)
  return {
    currency: row.currency,
    timeZone: row.time_zone,
    version: row.version,
    begunDay: row.begun_day,
    policies,
    isStopped: row.is_stopped,
    passed:
      row.passed_at === null || row.passed_kind === null || row.passed_id === null
        ? null
        : { at: row.passed_at.getTime(), kind: row.passed_kind, id: row.passed_id },
    claim: ({ settleMs, limit }) => claim(shop, tx, { settleMs, limit, countFreeOrders: policies.countFreeOrders }),
    askedRules: () => askedRulesOf(tx, shop),
    toldAtCheckout: (from, to) => toldAtCheckout(tx, shop, from, to),
    formerRules: async (ids) => (await rowsByIds<StoredRuleRow>(tx, FORMER_RULES, shop, ids)).map(toStoredRule),
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
    neverContact: async () => {
      const rows = await tx.query<{ customer_id: string }>(`SELECT customer_id FROM never_contact WHERE shop = $1`, [
        shop,
      ])
      return new Set(rows.map(({ customer_id }) => customer_id))
    },
    grantsOf: (customerIds, search) => grantsOf(tx, shop, customerIds, search),
    usesOf: (ruleIds) => usesOf(tx, shop, ruleIds),
    waiting: () => waitingIn(tx, shop),
    sides: () =>
      tx.query<StoredSides>(
        `SELECT d.rule_id AS "ruleId", d.seed,
         ARRAY(SELECT customer_id FROM inside_group i WHERE i.shop = d.shop AND i.rule_id = d.rule_id) AS inside
       FROM daily_rule d WHERE d.shop = $1`,
        [shop],
      ),
    forecast: async () => {
      const [row] = await tx.query<{ forecast: ShopForecast | null }>(`SELECT forecast FROM lane WHERE shop = $1`, [
        shop,
      ])
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
    retryable: (key) => retryableIn(tx, shop, key),
    tryAgain: (key, returned) => tryAgain(tx, shop, key, returned),
    checkout: checkoutIn(tx, shop, { hasLeaves: row.has_leaves, isReady: row.is_ready }),
    write: (batch) => writeBatch(tx, shop, batch),
  }
}

const IDS = '(SELECT jsonb_array_elements_text($2::jsonb))'

const rowsByIds = async <Row>(tx: Sql, statement: string, shop: string, ids: readonly string[]): Promise<Row[]> =>
  ids.length === 0 ? [] : tx.query<Row>(statement, [shop, JSON.stringify(ids)])

/** Those that are live or watched, in the version that runs. */
export const askedRulesOf = async (sql: Sql, shop: string): Promise<StoredRule[]> =>
  (await sql.query<StoredRuleRow>(ASKED_RULES, [shop])).map(toStoredRule)

const ASKED_RULES = `
  SELECT rule.id, rule.runs AS version, rule.state, rule.share, rule.seed, rule.live_since, rule_version.document
  FROM rule JOIN rule_version
    ON rule_version.shop = rule.shop AND rule_version.rule_id = rule.id AND rule_version.version = rule.runs
  WHERE rule.shop = $1 AND rule.state IN ('shadow', 'live')`

const FORMER_RULES = `
  SELECT rule.id, rule_version.version, rule.state, rule.share, rule.seed, rule.live_since, rule_version.document
  FROM rule JOIN rule_version ON rule_version.shop = rule.shop AND rule_version.rule_id = rule.id
    AND rule_version.version = coalesce((SELECT rule_version FROM decision d
      WHERE d.shop = rule.shop AND d.rule_id = rule.id AND d.verdict = 'granted' ORDER BY d.at DESC LIMIT 1), rule.runs, rule.version)
  WHERE rule.shop = $1 AND rule.id IN ${IDS}`

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

type ClaimOptions = { readonly settleMs: number; readonly limit: number; readonly countFreeOrders: boolean }

/** The first pending deliveries in ledger order, up to the first that has not settled by the database's clock. */
const claim = async (shop: string, tx: Sql, { settleMs, limit, countFreeOrders }: ClaimOptions): Promise<Claim> => {
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
      ...(countFreeOrders && { countFreeOrders }),
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
