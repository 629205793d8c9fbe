import type { ApiBacktestExample, ApiBacktestResult, ApiTally } from '../../contracts/backtests.ts'
import type { Tally } from '../../engine/backtest.ts'
import type { BacktestChange, GrantExample } from '../../engine/backtest-change.ts'
import type { NearestMiss } from '../../engine/nearest-miss.ts'
import type { RuleBacktestResult } from '../../engine/rule-backtest.ts'
import type { Need } from '../../engine/what-it-takes.ts'
import { fullName, readableReason } from './readable.ts'

type Names = ReadonlyMap<string, { readonly firstName: string | null; readonly lastName: string | null }>

/** Everybody whom the result names. */
export const customersIn = ({ lately, change, nearest }: RuleBacktestResult): string[] => [
  ...new Set(
    [...lately, ...(change?.newly.examples ?? []), ...(change?.noLonger.examples ?? []), ...(nearest ? [nearest] : [])]
      .map(({ customerId }) => customerId)
      .filter((id) => id !== null),
  ),
]

export const toResult = (
  result: RuleBacktestResult,
  names: Names,
  { isWhole, cannotKnow }: { readonly isWhole: boolean; readonly cannotKnow: string | undefined },
): ApiBacktestResult => {
  const { orders, asked, lately, byMonth, overlap, history, decidedFrom, change, nearest } = result
  return {
    ...toTally(result),
    orders,
    asked,
    lately: lately.map((example) => toExample(example, names)),
    byMonth: [...byMonth],
    overlap: [...overlap],
    history: { ...history, whole: isWhole },
    decidedFrom,
    cannotKnow: cannotKnow ?? null,
    change: change && {
      version: change.version,
      isLive: change.isLive,
      before: toTally(change.before),
      after: toTally(change.after),
      newly: toCustomers(change.newly, names),
      noLonger: toCustomers(change.noLonger, names),
    },
    nearest: nearest && toNearest(nearest, names),
  }
}

const toTally = ({ granted, withheld, customers, cost }: Tally): ApiTally => ({
  granted,
  withheld: Object.entries(withheld).map(([reason, times]) => ({
    reason,
    text: readableReason(reason, null, cost.currency) ?? reason,
    times,
  })),
  customers,
  cost: { atMost: cost.atMost, codesUsed: cost.codesUsed, offersGiven: cost.offersGiven, paidTasks: cost.paidTasks },
})

const toCustomers = ({ customers, examples }: BacktestChange['newly'], names: Names) => ({
  customers,
  examples: examples.map((example) => toExample(example, names)),
})

const toExample = ({ customerId, orderId, orderName, at }: GrantExample, names: Names): ApiBacktestExample => ({
  customer: { id: customerId, name: fullName(names.get(customerId)) },
  orderId,
  orderName,
  at: new Date(at).toISOString(),
})

const toNearest = ({ customerId, orderId, orderName, at, needs }: NearestMiss, names: Names) => ({
  customer: customerId === null ? null : { id: customerId, name: fullName(names.get(customerId)) },
  orderId,
  orderName,
  at: new Date(at).toISOString(),
  needs: needs.kind === 'one' ? [needs.text] : needs.parts.map(needInWords),
  each: needs.kind !== 'any',
})

const needInWords = (need: Need): string =>
  need.kind === 'one' ? need.text : need.parts.map(needInWords).join(need.kind === 'all' ? ', and ' : ', or ')
