import { type CustomerHistory, lastDays } from './customer.ts'
import type { IsApart } from './customer-figures.ts'
import type { Ranking } from './shop-figures.ts'

export type SpendRanking = Extract<Ranking, 'ever' | 'year'>

/** What everybody else who is ranked spent, in minor units, in no order: those whom a customer's spend is held against. */
export const spendsOfOthers = (
  histories: Iterable<CustomerHistory>,
  customerId: string,
  ranking: SpendRanking,
  at: number,
  isApart: IsApart,
): number[] => {
  const spends: number[] = []
  for (const history of histories) {
    if (history.id === customerId || history.ordersCount === 0 || isApart(history, Number.NEGATIVE_INFINITY)) continue
    if (ranking === 'ever') spends.push(history.totalSpent)
    else {
      const { orders, spent } = lastDays(history, 365, at)
      if (orders > 0) spends.push(spent)
    }
  }
  return spends
}

/**
 * The least spend with which somebody would have a place that is wanted, the others' spends staying as they are: a tie
 * shares the better place, so it is the spend of the first who may not be ahead. −Infinity where any spend will do, undefined
 * where none will. `wants` is asked with how many are strictly ahead and how many are ranked, the customer included.
 */
export const spendToReach = (
  others: readonly number[],
  wants: (ahead: number, ranked: number) => boolean,
): number | undefined => {
  const ranked = others.length + 1
  let ahead = others.length
  while (ahead >= 0 && !wants(ahead, ranked)) ahead--
  if (ahead < 0) return undefined
  return Float64Array.from(others).sort().toReversed()[ahead] ?? Number.NEGATIVE_INFINITY
}
