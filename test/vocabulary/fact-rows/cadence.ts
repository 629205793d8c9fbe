import { daysSinceFirstOrder } from '../../../app/vocabulary/facts/customer-days-since-first-order.ts'
import { daysSinceLastOrder } from '../../../app/vocabulary/facts/customer-days-since-last-order.ts'
import { daysUntilAnniversary } from '../../../app/vocabulary/facts/customer-days-until-anniversary.ts'
import { firstOrderAt } from '../../../app/vocabulary/facts/customer-first-order-at.ts'
import { lastOrderAt } from '../../../app/vocabulary/facts/customer-last-order-at.ts'
import { lifecycle } from '../../../app/vocabulary/facts/customer-lifecycle.ts'
import { medianDaysBetweenOrders } from '../../../app/vocabulary/facts/customer-median-days-between-orders.ts'
import { silenceRatio } from '../../../app/vocabulary/facts/customer-silence-ratio.ts'
import { cancellation, order, refund } from '../../ledger/entries.ts'
import { ago, bought, cancelled, ordersOf, type Row, stranger } from './row.ts'

/** A shop whose gaps are 10, 20 and 30 days: 20 is usual. */
const others = [ordersOf(400, 390), ordersOf(400, 380), ordersOf(400, 370)]
const usualTen = (daysSince: number) => ordersOf(daysSince + 30, daysSince + 20, daysSince + 10, daysSince)
const refunded = (orderId: string) => refund(`r${orderId}`, orderId, 5_000, ago(0))

const times: readonly Row[] = [
  { fact: firstOrderAt, of: 'three orders', given: bought, is: ago(400) },
  { fact: firstOrderAt, of: 'somebody who never ordered', given: stranger, is: undefined },
  { fact: lastOrderAt, of: 'three orders and a later test', given: bought, is: ago(2, -1) },
  { fact: lastOrderAt, of: 'a cancelled order', given: cancelled, is: undefined },
  { fact: daysSinceFirstOrder, of: 'orders 400, 100 and 2 days ago', given: bought, is: 400 },
  { fact: daysSinceFirstOrder, of: 'an order ten years ago', given: { ada: ordersOf(3_652) }, is: 3_652 },
  {
    fact: daysSinceFirstOrder,
    of: 'a first order that was cancelled',
    given: { ada: [...ordersOf(9, 4), cancellation('o0', ago(1))] },
    is: 4,
  },
  { fact: daysSinceFirstOrder, of: 'somebody who never ordered', given: stranger, is: undefined },
  { fact: daysSinceLastOrder, of: 'an order 2 days and a moment ago', given: bought, is: 2 },
  {
    fact: daysSinceLastOrder,
    of: 'an order a moment under 2 days ago',
    given: { ada: [order('1', { at: ago(2, 1) })] },
    is: 1,
  },
  { fact: daysSinceLastOrder, of: 'an order of this moment', given: { ada: ordersOf(0) }, is: 0 },
  { fact: daysSinceLastOrder, of: 'somebody who never ordered', given: stranger, is: undefined },
]

const cadence: readonly Row[] = [
  { fact: medianDaysBetweenOrders, of: 'gaps of 10 and 20 days', given: { ada: ordersOf(40, 30, 10) }, is: 15 },
  { fact: medianDaysBetweenOrders, of: 'gaps of 1, 2 and 900 days', given: { ada: ordersOf(903, 902, 900, 0) }, is: 2 },
  {
    fact: medianDaysBetweenOrders,
    of: 'gaps of half a day and a day',
    given: { ada: ordersOf(1.5, 1, 0) },
    is: 0.75,
  },
  { fact: medianDaysBetweenOrders, of: 'three orders of one moment', given: { ada: ordersOf(5, 5, 5) }, is: 0 },
  { fact: medianDaysBetweenOrders, of: 'two orders', given: { ada: ordersOf(40, 30) }, is: undefined },
  {
    fact: medianDaysBetweenOrders,
    of: 'three orders, one of them cancelled',
    given: { ada: [...ordersOf(40, 30, 10), cancellation('o1', ago(1))] },
    is: undefined,
  },
  { fact: medianDaysBetweenOrders, of: 'somebody who never ordered', given: stranger, is: undefined },
  { fact: silenceRatio, of: '25 days after orders 10 days apart', given: { ada: usualTen(25), others }, is: 2.5 },
  {
    fact: silenceRatio,
    of: '25 days and a moment under 26, for days are whole',
    given: { ada: usualTen(25.99), others },
    is: 2.5,
  },
  {
    fact: silenceRatio,
    of: 'one order 30 days ago, 20 being usual in the shop',
    given: { ada: ordersOf(30), others },
    is: 1.5,
  },
  {
    fact: silenceRatio,
    of: 'two orders, whose gap of 10 counts in the shop’s alone',
    given: { ada: ordersOf(40, 30), others },
    is: 2,
  },
  { fact: silenceRatio, of: 'an order of this moment', given: { ada: ordersOf(0), others }, is: 0 },
  {
    fact: silenceRatio,
    of: 'three orders of one moment: nothing to divide by',
    given: { ada: ordersOf(5, 5, 5), others },
    is: undefined,
  },
  {
    fact: silenceRatio,
    of: 'one order in a shop where nothing is usual yet',
    given: { ada: ordersOf(30) },
    is: undefined,
  },
  {
    fact: silenceRatio,
    of: 'a gap of ten years after gaps of one day',
    given: { ada: ordersOf(3_652, 3_651, 3_650) },
    is: 3_650,
  },
  { fact: silenceRatio, of: 'somebody who never ordered', given: { ...stranger, others }, is: undefined },
]

const stages: readonly Row[] = [
  {
    fact: lifecycle,
    of: 'one order 59 days ago, however long for the shop',
    given: { ada: ordersOf(59.9), others },
    is: 'new',
  },
  {
    fact: lifecycle,
    of: 'one order exactly 60 days ago, 20 being usual',
    given: { ada: ordersOf(60), others },
    is: 'slipping',
  },
  { fact: lifecycle, of: 'one order 81 days ago, 20 being usual', given: { ada: ordersOf(81), others }, is: 'lapsed' },
  {
    fact: lifecycle,
    of: 'one order 60 days ago where nothing is usual yet',
    given: { ada: ordersOf(60) },
    is: 'active',
  },
  { fact: lifecycle, of: 'two orders yesterday', given: { ada: ordersOf(1, 1), others }, is: 'active' },
  { fact: lifecycle, of: 'four orders, at twice their gap', given: { ada: usualTen(20), others }, is: 'loyal' },
  { fact: lifecycle, of: 'four orders, past twice their gap', given: { ada: usualTen(21), others }, is: 'slipping' },
  { fact: lifecycle, of: 'four orders, at four times their gap', given: { ada: usualTen(40), others }, is: 'slipping' },
  { fact: lifecycle, of: 'four orders, past four times their gap', given: { ada: usualTen(41), others }, is: 'lapsed' },
  {
    fact: lifecycle,
    of: 'four orders, one of them not kept',
    given: { ada: [...usualTen(5), refunded('o1')], others },
    is: 'active',
  },
  {
    fact: lifecycle,
    of: 'four orders of one moment: no gap, so not loyal',
    given: { ada: ordersOf(5, 5, 5, 5), others },
    is: 'active',
  },
  {
    fact: lifecycle,
    of: 'a subscriber past four times their gap',
    given: { ada: usualTen(80).map((entry) => ({ ...entry, isRenewal: true })), others },
    is: 'loyal',
  },
  {
    fact: lifecycle,
    of: 'a subscription last billed 90 days ago',
    given: { ada: usualTen(90).map((entry) => ({ ...entry, isRenewal: true })), others },
    is: 'lapsed',
  },
  { fact: lifecycle, of: 'somebody who never ordered', given: { ...stranger, others }, is: undefined },
  { fact: lifecycle, of: 'a cancelled order', given: cancelled, is: undefined },
]

const on = (moment: string, firstOrder: string, timeZone = 'UTC') => ({
  at: Date.parse(moment),
  given: { ada: [order('1', { at: Date.parse(firstOrder) })], timeZone },
})
const anniversaries: readonly Row[] = [
  { fact: daysUntilAnniversary, of: 'a week before', ...on('2026-06-08T01:00:00Z', '2024-06-15T23:00:00Z'), is: 7 },
  { fact: daysUntilAnniversary, of: 'the day itself', ...on('2026-06-15T00:00:00Z', '2024-06-15T23:00:00Z'), is: 0 },
  { fact: daysUntilAnniversary, of: 'the day after', ...on('2026-06-16T00:00:00Z', '2024-06-15T23:00:00Z'), is: 364 },
  {
    fact: daysUntilAnniversary,
    of: 'the first order’s own day',
    ...on('2026-06-15T23:30:00Z', '2026-06-15T23:00:00Z'),
    is: 365,
  },
  {
    fact: daysUntilAnniversary,
    of: 'a first order that is the day after in the shop’s time zone',
    ...on('2026-06-16T10:00:00Z', '2024-06-15T22:30:00Z', 'Europe/Berlin'),
    is: 0,
  },
  {
    fact: daysUntilAnniversary,
    of: 'a week with 167 hours in it, when clocks go forward',
    ...on('2026-03-25T12:00:00Z', '2025-04-01T12:00:00Z', 'Europe/Berlin'),
    is: 7,
  },
  {
    fact: daysUntilAnniversary,
    of: '29 February in a year without one',
    ...on('2026-02-28T12:00:00Z', '2024-02-29T12:00:00Z'),
    is: 0,
  },
  {
    fact: daysUntilAnniversary,
    of: '29 February in the next leap year',
    ...on('2028-02-28T12:00:00Z', '2024-02-29T12:00:00Z'),
    is: 1,
  },
  {
    fact: daysUntilAnniversary,
    of: 'a first order ten years ago',
    ...on('2026-06-14T12:00:00Z', '2016-06-15T12:00:00Z'),
    is: 1,
  },
  { fact: daysUntilAnniversary, of: 'somebody who never ordered', given: stranger, is: undefined },
]

export const cadenceRows = [...times, ...cadence, ...stages, ...anniversaries]
