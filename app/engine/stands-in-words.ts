import type { Place } from '../ledger/shop-figures.ts'
import type { ReadFact } from '../rules/compile.ts'
import { readMoney } from '../rules/money.ts'

/** How a customer stands with the shop, a line each; none for somebody who never ordered. */
export const standsInWords = (read: ReadFact, place: Place | undefined, currency: string): readonly string[] => {
  const orders = numberOf(read('customer.ordersCount'))
  const spent = numberOf(read('customer.totalSpent'))
  if (orders === undefined || orders === 0) return []
  const days = numberOf(read('customer.daysSinceLastOrder'))
  const stage = STAGES[String(read('customer.lifecycle'))]
  return [
    `${orders === 1 ? '1 order' : `${orders} orders`}, ${readMoney(spent ?? 0, currency)} so far`,
    ...(days === undefined ? [] : [`Last order ${ago(days)}`]),
    ...(place === undefined ? [] : [`Place ${place.ahead + 1} of ${place.ranked} by spend in the last 365 days`]),
    ...(stage === undefined ? [] : [stage]),
  ]
}

const STAGES: Readonly<Record<string, string>> = {
  new: 'New: one order, not long ago',
  active: 'Active',
  loyal: 'Loyal: comes again at their usual pace',
  slipping: 'Slipping: away for over twice as long as usual',
  lapsed: 'Lapsed: away for over four times as long as usual',
}

const ago = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'a day ago' : `${days} days ago`)

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)
