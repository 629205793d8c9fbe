import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { backtest } from '../../app/engine/backtest.ts'
import type { Ledger } from '../../app/ledger/ledger.ts'
import { LedgerBuilder } from '../../app/ledger/ledger-builder.ts'
import { countByHand } from './backtest-by-hand.ts'
import { allRules, CURRENCY, runnableOf, sqlRules } from './backtest-rules.ts'
import { entriesOfShop } from './backtest-shop.ts'
import { openDuckDb } from './backtest-sql.ts'
import { printBench, type Row, timeInTurns } from './bench.ts'
import { countsOf, expectEqual, type VerdictCounts } from './verdict-counts.ts'

/**
 * Ten rules of four conditions, six of them with a rank as of the order, over a shop's whole ledger; then the four that SQL
 * can say against DuckDB, both on one thread and from a loaded ledger. Verdicts are held to a brute force on a small shop
 * and to DuckDB's on the whole.
 */
const ROUNDS = 5
const SMALL = 1_500
const { values } = parseArgs({ options: { orders: { type: 'string', default: '100000' }, json: { type: 'boolean' } } })
const orders = Number(values.orders)
const [ten, four] = [runnableOf(allRules), runnableOf(sqlRules)]
const options = { currency: CURRENCY, timeZone: 'UTC' }

const load = (count: number): Ledger => {
  const builder = new LedgerBuilder()
  for (const entry of entriesOfShop(count)) builder.add(entry)
  return builder.close()
}

/** In millions of bytes, once what is no longer needed is gone. */
const memory = (): { readonly used: number; readonly resident: number } => {
  globalThis.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { used: (heapUsed + external) / 1e6, resident: rss / 1e6 }
}

const small = load(SMALL)
expectEqual(countsOf(backtest(small, ten, options)), countByHand([...small], allRules), 'the brute force')

const empty = memory()
const startedAt = performance.now()
const ledger = load(orders)
const loadMs = performance.now() - startedAt
const loaded = memory()
const first = performance.now()
countsOf(backtest(ledger, ten, options))
const coldMs = performance.now() - first
const most = process.resourceUsage().maxRSS / 1e3

const duckDb = await openDuckDb(ledger)
const TEN = 'Perennial: ten rules, six by rank'
const FOUR = 'Perennial: the four that SQL can say'
const DUCKDB = 'DuckDB: the same four, one thread'
const found = new Map<string, VerdictCounts>()
const times = await timeInTurns(
  [
    { name: TEN, run: () => found.set(TEN, countsOf(backtest(ledger, ten, options))) },
    { name: FOUR, run: () => found.set(FOUR, countsOf(backtest(ledger, four, options))) },
    { name: DUCKDB, run: async () => found.set(DUCKDB, await duckDb.count()) },
  ],
  ROUNDS,
)
duckDb.close()
expectEqual(found.get(FOUR) ?? new Map(), found.get(DUCKDB) ?? new Map(), 'DuckDB')

const speedOf = (name: string): number => (orders / (times.get(name) ?? 1)) * 1000
const speed = (name: string): Row => ({
  name,
  value: speedOf(name),
  unit: 'orders/s',
  ratio: name === TEN ? null : speedOf(name) / speedOf(FOUR),
})
const faster = speedOf(FOUR) / speedOf(DUCKDB)
const ledgerBytes = loaded.used - empty.used
printBench(
  `backtest of ${orders.toLocaleString('en-GB')} orders`,
  [
    ...[TEN, FOUR, DUCKDB].map(speed),
    { name: 'Perennial: ten rules, the first time', value: (orders / coldMs) * 1000, unit: 'orders/s', ratio: null },
    { name: 'loading the ledger', value: loadMs, unit: 'ms', ratio: null },
    { name: 'the ledger', value: ledgerBytes, unit: 'MB', ratio: null },
    { name: 'most memory of the process, before DuckDB', value: most, unit: 'MB', ratio: null },
  ],
  [
    { name: 'orders/s, at least', target: 1_000_000, value: speedOf(TEN), met: speedOf(TEN) >= 1_000_000 },
    { name: 'MB with the ledger, at most', target: 300, value: most, met: most <= 300 },
    { name: 'times as fast as DuckDB, more than', target: 1, value: faster, met: faster > 1 },
  ],
)
