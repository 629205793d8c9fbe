import type { CustomerHistory } from '../ledger/customer.ts'
import type { ShopForecast } from '../models/shop-forecast.ts'
import type { DecisionRow } from './activity.ts'
import { everyCustomer } from './lanes.ts'
import type { Sql } from './sql.ts'

export type StatusRow = {
  readonly historyOrders: number
  readonly liveOrders: number
  readonly deliveries: Readonly<Record<string, number>>
  readonly granted: number
  readonly withheld: Readonly<Record<string, number>>
  readonly effects: Readonly<Record<string, number>>
  readonly effectsByKind: Readonly<Record<string, number>>
  readonly openTasks: number
}

const PAGE = 1_000

/** What a whole shop comes to, and lists of all of it. */
export const createFigures = (sql: Sql) => ({
  status: async (shop: string): Promise<StatusRow> => {
    const [row] = await sql.query<StatusRow>(
      `SELECT
         (SELECT count(*) FROM entry WHERE shop = $1 AND kind = 'order' AND origin = 'history')::int AS "historyOrders",
         (SELECT count(*) FROM entry WHERE shop = $1 AND kind = 'order' AND origin = 'live')::int AS "liveOrders",
         ${tally('status', 'delivery', 'true')} AS deliveries,
         (SELECT count(*) FROM decision WHERE shop = $1 AND verdict = 'granted')::int AS granted,
         ${tally('reason', 'decision', `verdict = 'withheld'`)} AS withheld,
         ${tally('state', 'effect', 'true')} AS effects,
         ${tally('kind', 'effect', 'true')} AS "effectsByKind",
         (SELECT count(*) FROM task WHERE shop = $1 AND state = 'open')::int AS "openTasks"`,
      [shop],
    )
    if (row === undefined) throw new Error(`No figures of ${shop}`)
    return row
  },
  /** In ledger order of the entry, then priority descending, then rule name, then customer: numbers of more digits are larger. */
  decisions: async (shop: string, offset: number): Promise<{ rows: DecisionRow[]; next: number | null }> => {
    const rows = await sql.query<DecisionRow>(
      `SELECT entry_kind AS "entryKind", entry_id AS "entryId", rule_id AS "ruleId", rule_name AS "ruleName",
         rule_version AS "ruleVersion", priority, at, customer_id AS "customerId", order_id AS "orderId", verdict, reason, facts
       FROM decision WHERE shop = $1
       ORDER BY at, kind_rank, sort_id, priority DESC, rule_name, rule_id, length(subject), subject LIMIT ${PAGE + 1} OFFSET $2`,
      [shop, offset],
    )
    return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? offset + PAGE : null }
  },
  everyCustomer: (shop: string): AsyncGenerator<CustomerHistory> => everyCustomer(sql, shop),
  /** Effects that are decided and not done yet. */
  stepsWaiting: async (shop: string): Promise<number> => {
    const [row] = await sql.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM effect WHERE shop = $1 AND state = 'pending'`,
      [shop],
    )
    return row?.count ?? 0
  },
  /** How far back orders are known, and of how many customers Shopify's records count others from before. */
  reach: async (shop: string): Promise<{ since: Date | null; customersWithEarlier: number }> => {
    const [row] = await sql.query<{ since: Date | null; customersWithEarlier: number }>(
      `SELECT (SELECT min(at) FROM entry WHERE shop = $1 AND kind = 'order') AS since,
         (SELECT count(*)::int FROM customer WHERE shop = $1 AND (history->'opening'->>'orders')::float8 > 0)
           AS "customersWithEarlier"`,
      [shop],
    )
    return row ?? { since: null, customersWithEarlier: 0 }
  },
  /** The shop's past as it was fitted last; null while nothing has asked for it. */
  forecast: async (shop: string): Promise<ShopForecast | null> => {
    const [row] = await sql.query<{ forecast: ShopForecast | null }>(`SELECT forecast FROM lane WHERE shop = $1`, [
      shop,
    ])
    return row?.forecast ?? null
  },
  lastMoment: async (shop: string): Promise<number | null> => {
    const [row] = await sql.query<{ passed_at: Date | null }>(`SELECT passed_at FROM lane WHERE shop = $1`, [shop])
    return row?.passed_at?.getTime() ?? null
  },
})

export type Figures = ReturnType<typeof createFigures>

/** Counts by the values of one column, as an object. */
const tally = (column: string, table: string, where: string): string =>
  `(SELECT coalesce(jsonb_object_agg(value, n), '{}') FROM
     (SELECT ${column} AS value, count(*)::int AS n FROM ${table} WHERE shop = $1 AND ${where} GROUP BY 1) counted)`
