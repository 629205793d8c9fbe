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

/** Millions of bytes, once what is no longer needed is gone. */
const memory = (): number => {
  if (globalThis.gc === undefined) throw new Error('Memory is measured after a collection: start with --expose-gc')
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}

const small = load(SMALL)
expectEqual(countsOf(backtest(small, ten, options)), countByHand([...small], allRules), 'the brute force')

const empty = memory()
const startedAt = performance.now()
const ledger = load(orders)
const loadMs = performance.now() - startedAt
const loaded = memory()
let seen = 0
let inUse = loaded
backtest(ledger, ten, options, () => {
  // All that a backtest keeps is there at its last entry.
  if (++seen === ledger.length) inUse = memory()
})
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
printBench(
  `backtest of ${orders.toLocaleString('en-GB')} orders`,
  [
    ...[TEN, FOUR, DUCKDB].map(speed),
    { name: 'loading the ledger', value: loadMs, unit: 'ms', ratio: null },
    { name: 'memory of the ledger', value: loaded - empty, unit: 'MB', ratio: null },
    { name: 'memory in use at the last order, all told', value: inUse, unit: 'MB', ratio: null },
    { name: 'most that was resident before DuckDB', value: most, unit: 'MB', ratio: null },
  ],
  [
    { name: 'orders/s, at least', target: 1_000_000, value: speedOf(TEN), met: speedOf(TEN) >= 1_000_000 },
    { name: 'MB in use with the ledger, at most', target: 300, value: inUse, met: inUse <= 300 },
    { name: 'times as fast as DuckDB, more than', target: 1, value: faster, met: faster > 1 },
  ],
)
