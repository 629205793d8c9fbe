import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { RuleBacktest, type RuleBacktestOptions } from '../engine/rule-backtest.ts'
import { messageOf } from '../errors.ts'
import type { Log } from '../log.ts'
import type { RuleDocument } from '../rules/types.ts'
import type { BacktestRow } from '../store/backtests.ts'
import type { AppStore } from '../store/open-store.ts'
import type { RuleRow } from '../store/rules.ts'

export type BacktestPorts = {
  readonly store: Pick<AppStore, 'backtests' | 'ledger' | 'policies' | 'rules' | 'shops'>
  readonly shouldStop: () => boolean
  readonly log: Log
}

/** How long webhooks and pages may have to wait for the thread. */
const TURN_MS = 10
const PROGRESS_MS = 1_000
/** One whose process died is taken up by another after this long. */
const HELD_MS = 10_000
/** Of one that takes the process down with it every time. */
const MOST_ATTEMPTS = 3

/** Works off one waiting backtest of a shop; answers the milliseconds until there is another, null when there is none. */
export const runBacktests = async (shop: string, ports: BacktestPorts): Promise<number | null> => {
  const { backtests } = ports.store
  const holder = randomUUID()
  await backtests.removeOld(shop)
  const claimed = await backtests.claim(shop, holder, HELD_MS)
  if (claimed === null) return backtests.nextDueMs(shop)
  if (claimed.attempts > MOST_ATTEMPTS) {
    await backtests.fail(shop, claimed.id, holder, 'The app stopped each time it was tried. Try a shorter time.')
    return 0
  }
  try {
    await run(shop, claimed, holder, ports)
  } catch (error) {
    ports.log.error('a backtest failed', { shop, backtest: claimed.id, reason: messageOf(error) })
    await backtests.fail(
      shop,
      claimed.id,
      holder,
      'Something went wrong on our side. Nothing was changed; try it again.',
    )
  }
  return 0
}

/** Ends without a result when it is cancelled meanwhile, or the process stops. */
const run = async (shop: string, row: BacktestRow, holder: string, ports: BacktestPorts): Promise<void> => {
  const { backtests, ledger } = ports.store
  const backtest = await open(shop, row, ports.store)
  const to = row.to?.getTime() ?? null
  const of = await ledger.count(shop, to)
  let read = 0
  let saidAt = performance.now()
  let turnAt = saidAt
  const tell = () => backtests.progress(shop, row.id, holder, { read, of, forMs: HELD_MS })
  if (!(await tell())) return

  for await (const page of ledger.pages(shop, to)) {
    for (const entry of page) {
      for (const next of backtest.upTo(entry)) {
        backtest.see(next)
        if (performance.now() - turnAt < TURN_MS) continue
        await nextTurn()
        if (ports.shouldStop()) return backtests.release(shop, row.id, holder)
        turnAt = performance.now()
        if (turnAt - saidAt < PROGRESS_MS) continue
        if (!(await tell())) return
        saidAt = turnAt
      }
      read++
    }
  }
  await backtests.finish(shop, row.id, holder, backtest.result())
}

/** Beside the rules that are live now, and against the rule itself: the version that runs, or else the one that is saved. */
const open = async (
  shop: string,
  { document, ruleId, from, to }: BacktestRow,
  { policies, rules, shops }: BacktestPorts['store'],
): Promise<RuleBacktest> => {
  const found = await shops.find(shop)
  if (found === null) throw new Error(`${shop} is not there`)
  const all = await rules.list(shop)
  const saved = all.find(({ id }) => id === ruleId)
  return new RuleBacktest({
    currency: found.currency,
    timeZone: found.timeZone,
    policies: await policies.find(shop),
    from: from?.getTime(),
    to: to?.getTime(),
    document,
    present: saved && presentOf(saved, document),
    others: all.flatMap(({ id, state, running }) =>
      state === 'live' && running !== null && id !== ruleId ? [{ id, document: running }] : [],
    ),
  })
}

const presentOf = (
  { state, version, document, runs, running }: RuleRow,
  tried: RuleDocument,
): RuleBacktestOptions['present'] => {
  const present = running ?? document
  if (isDeepStrictEqual(present, tried)) return undefined
  return { version: runs ?? version, isLive: state === 'live', document: present }
}
