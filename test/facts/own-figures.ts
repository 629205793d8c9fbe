import { byPlace, hasHappened, type Place } from './ledger-place.ts'
import type { Customer, Order } from './read-story.ts'

/** What one customer comes to at a place in the ledger: each figure from all of their orders, from scratch. */

export const DAY = 24 * 60 * 60 * 1000
export const EVER = Number.NEGATIVE_INFINITY

/** "The last N days" begin just after this. */
export const daysBefore = (now: Place, days: number): number => now.at - days * DAY

/** An order counts from its moment until it is called off; one of total 0 never does. In ledger order. */
export const countedOrders = (customer: Customer, now: Place): Order[] =>
  customer.orders
    .filter(({ total, placed, cancelled }) => total !== 0n && hasHappened(placed, now) && !hasHappened(cancelled, now))
    .sort((left, right) => byPlace(left.placed, right.placed))

/** Counted orders that were not refunded in full. */
export const keptOrdersCount = (customer: Customer, now: Place): number =>
  countedOrders(customer, now).filter((order) => refundedOf(order, now) < order.total).length

export const ordersSince = (customer: Customer, now: Place, since: number): number =>
  countedOrders(customer, now).filter(({ placed }) => placed.at > since).length

/** Counted orders after `since` less what was refunded of them up to now, and less adjustments after `since`. */
export const spentSince = (customer: Customer, now: Place, since: number): bigint => {
  const orders = countedOrders(customer, now).filter(({ placed }) => placed.at > since)
  const adjustments = customer.adjustments.filter(({ place }) => hasHappened(place, now) && place.at > since)
  return (
    sum(orders.map(({ total }) => total)) -
    sum(orders.map((order) => refundedOf(order, now))) -
    sum(adjustments.map(({ amount }) => amount))
  )
}

const refundedOf = ({ refunds }: Order, now: Place): bigint =>
  sum(refunds.filter(({ place }) => hasHappened(place, now)).map(({ amount }) => amount))

export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)

/** Milliseconds from each counted order to the next. */
export const gapsOf = (customer: Customer, now: Place): number[] => {
  const moments = countedOrders(customer, now).map(({ placed }) => placed.at)
  return moments.flatMap((moment, index) => (index === 0 ? [] : [moment - Number(moments[index - 1])]))
}

/** The middle of two at least; of an even number, half-way between the two in the middle. */
export const medianOf = (gaps: readonly number[]): number | undefined => {
  if (gaps.length < 2) return undefined
  const row = [...gaps].sort((left, right) => left - right)
  const middle = row.length / 2
  return Number.isInteger(middle) ? (Number(row[middle - 1]) + Number(row[middle])) / 2 : row[Math.floor(middle)]
}

/** Every article of their counted orders once, in the order in which it was first bought. */
export const articlesOf = (customer: Customer, now: Place): string[] =>
  countedOrders(customer, now)
    .flatMap(({ skus }) => skus)
    .filter((sku, index, all) => all.indexOf(sku) === index)
