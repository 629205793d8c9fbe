import { type DuckDBAppender, DuckDBInstance } from '@duckdb/node-api'
import type { Entry } from '../../app/ledger/entries.ts'
import type { VerdictCounts } from './verdict-counts.ts'

/** The rules of `sqlRules` as DuckDB has them quickest: one window over each customer's past, all rules in one pass. */
const QUERY = `
  WITH events AS (
    SELECT customer, moment, 0 AS kind, total AS gross, total AS net, 1 AS counted, total, items, country
    FROM orders WHERE customer IS NOT NULL
    UNION ALL
    SELECT customer, cancellations.moment, 1, -total, -total, -1, NULL, NULL, NULL
    FROM cancellations JOIN orders USING (id) WHERE customer IS NOT NULL
    UNION ALL
    SELECT customer, refunds.moment, 2, 0, -amount, 0, NULL, NULL, NULL
    FROM refunds JOIN orders USING (id) WHERE customer IS NOT NULL
  ),
  facts AS (
    SELECT kind, total, items, country,
      sum(counted) OVER past AS orders_count, sum(gross) OVER past AS gross_spent, sum(net) OVER past AS total_spent
    FROM events
    WINDOW past AS (PARTITION BY customer ORDER BY moment, kind ROWS UNBOUNDED PRECEDING)
  ),
  orders_with_facts AS (
    SELECT *, round(total_spent / orders_count) AS average FROM facts WHERE kind = 0
  )
  SELECT
    count(*) FILTER (total >= 12000 AND orders_count > 3 AND total_spent > 30000 AND country = 'GB')
      AS "big order of a regular",
    count(*) FILTER (orders_count = 1 AND total > 8000 AND items >= 3 AND country IN ('GB', 'IE'))
      AS "strong start",
    count(*) FILTER (orders_count BETWEEN 5 AND 10 AND gross_spent > 40000 AND average > 4000 AND total > 6000)
      AS "fifth to tenth order",
    count(*) FILTER (average < 3500 AND orders_count >= 3 AND total_spent > 20000 AND country <> 'FR')
      AS "many small orders"
  FROM orders_with_facts`

export type DuckDb = { readonly count: () => Promise<VerdictCounts>; readonly close: () => void }

/** One thread, for the backtest has one. Orders, cancellations and refunds as tables, in memory. */
export const openDuckDb = async (entries: Iterable<Entry>): Promise<DuckDb> => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  await connection.run(
    'CREATE TABLE orders (id VARCHAR, moment BIGINT, customer VARCHAR, total INTEGER, items INTEGER, country VARCHAR)',
  )
  await connection.run('CREATE TABLE cancellations (id VARCHAR, moment BIGINT)')
  await connection.run('CREATE TABLE refunds (id VARCHAR, moment BIGINT, amount INTEGER)')
  const tables = {
    orders: await connection.createAppender('orders'),
    cancellations: await connection.createAppender('cancellations'),
    refunds: await connection.createAppender('refunds'),
  }
  for (const entry of entries) append(entry, tables)
  for (const table of Object.values(tables)) table.closeSync()
  return {
    count: async () => {
      const [row = {}] = (await connection.runAndReadAll(QUERY)).getRowObjects()
      return new Map(Object.entries(row).map(([rule, granted]) => [`${rule}: granted`, Number(granted)]))
    },
    close: () => connection.closeSync(),
  }
}

const append = (
  entry: Entry,
  { orders, cancellations, refunds }: Readonly<Record<'orders' | 'cancellations' | 'refunds', DuckDBAppender>>,
): void => {
  switch (entry.kind) {
    case 'order':
      orders.appendVarchar(entry.id)
      orders.appendBigInt(BigInt(entry.at))
      if (entry.customerId === null) orders.appendNull()
      else orders.appendVarchar(entry.customerId)
      orders.appendInteger(entry.total)
      orders.appendInteger(entry.itemsCount ?? 0)
      orders.appendVarchar(entry.country ?? '')
      orders.endRow()
      return
    case 'cancellation':
      cancellations.appendVarchar(entry.id)
      cancellations.appendBigInt(BigInt(entry.at))
      cancellations.endRow()
      return
    case 'refund':
      refunds.appendVarchar(entry.orderId)
      refunds.appendBigInt(BigInt(entry.at))
      refunds.appendInteger(entry.amount)
      refunds.endRow()
  }
}
