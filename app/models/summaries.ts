import type { BuyingHistory } from './bg-nbd-likelihood.ts'

/** A counted order. `at` in epoch milliseconds, `value` in any unit of money. */
export type PlacedOrder = { readonly customerId: string; readonly at: number; readonly value: number }

/**
 * What the models know of a customer, as in Fader, Hardie & Lee (2005) and Fader & Hardie (2013): orders of one day are one,
 * the first is the start and counts neither in `x` nor in the mean; `tx` and `T` in weeks (days ÷ 7, not rounded).
 */
export type CustomerSummary = BuyingHistory & {
  readonly customerId: string
  /** Mean over the x repeat days of what was ordered that day, unit as given; null without one. */
  readonly meanValue: number | null
}

/**
 * One summary per customer with an order up to and including `untilDay`, in the order of appearance; later orders are left
 * out. Days are whole numbers, such as days since 1970; `dayOf` says on which one a moment falls in the shop's time zone.
 * Orders may come in any sequence.
 */
export const summarise = (
  orders: Iterable<PlacedOrder>,
  untilDay: number,
  dayOf: (at: number) => number = utcDay,
): readonly CustomerSummary[] => {
  const days = new Map<string, OrderDay[]>()
  for (const order of orders) {
    const day = dayOf(order.at)
    if (day > untilDay) continue
    const known = days.get(order.customerId)
    if (known === undefined) days.set(order.customerId, [{ day, value: order.value }])
    else addToDay(known, day, order.value)
  }
  return Array.from(days, ([customerId, ofCustomer]) => summaryOf(customerId, ofCustomer, untilDay))
}

/** Whole days since 1970-01-01 in UTC. */
export const utcDay = (at: number): number => Math.floor(at / DAY_MS)

const DAY_MS = 86_400_000
const WEEK_DAYS = 7

type OrderDay = { readonly day: number; value: number }

/** Keeps the days sorted; orders nearly always come oldest first. */
const addToDay = (days: OrderDay[], day: number, value: number): void => {
  let place = days.length
  while (place > 0 && (days[place - 1] as OrderDay).day > day) place--
  const before = days[place - 1]
  if (before?.day === day) before.value += value
  else days.splice(place, 0, { day, value })
}

const summaryOf = (customerId: string, days: readonly OrderDay[], untilDay: number): CustomerSummary => {
  const x = days.length - 1
  const first = (days[0] as OrderDay).day
  const last = (days[x] as OrderDay).day
  const repeats = days.slice(1).reduce((sum, { value }) => sum + value, 0)
  return {
    customerId,
    x,
    tx: (last - first) / WEEK_DAYS,
    T: (untilDay - first) / WEEK_DAYS,
    meanValue: x > 0 ? repeats / x : null,
  }
}
