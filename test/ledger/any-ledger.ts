import fc from 'fast-check'
import { DAY_MS, type Entry, type LedgerKey, type OrderEntry } from '../../app/ledger/entries.ts'
import { compareKeys } from '../../app/ledger/ledger-order.ts'
import { adjustment, cancellation, order, payment, refund } from './entries.ts'

/** Random ledgers of a small shop: few customers, amounts and moments, so that ties and window edges are common. */

export const CUSTOMERS = ['ada', 'bea', 'cleo'] as const
const customer = fc.constantFrom(...CUSTOMERS)

/** Around the edges of 30 and 365 × 24 hours, to the millisecond. */
const moment = fc.constantFrom(
  ...[
    0,
    1,
    DAY_MS,
    30 * DAY_MS - 1,
    30 * DAY_MS,
    30 * DAY_MS + 1,
    100 * DAY_MS,
    364 * DAY_MS,
    365 * DAY_MS - 1,
    365 * DAY_MS,
    365 * DAY_MS + 1,
  ],
  ...[366 * DAY_MS, 400 * DAY_MS, 465 * DAY_MS, 730 * DAY_MS],
)
const later = fc.constantFrom(0, 1, DAY_MS, 30 * DAY_MS, 365 * DAY_MS)
const total = fc.constantFrom(-500, 0, 1, 100, 100, 250, 1000, 1000)

const anyOrder = fc.record({
  customerId: fc.option(customer, { freq: 10 }),
  at: moment,
  total,
  isTest: fc.constantFrom(true, false, false, false),
  isNumbered: fc.boolean(),
  isPaid: fc.boolean(),
  isBusiness: fc.constantFrom(true, false, false, false, false),
  cancelledAfter: fc.option(later, { freq: 3 }),
  refunds: fc.array(fc.record({ after: later, amount: fc.constantFrom(1, 50, 100, 1000) }), { maxLength: 3 }),
})
const anyAdjustment = fc.record({ customerId: customer, at: moment, amount: fc.constantFrom(-20, 5, 100) })

/** In ledger order. */
export const anyLedger: fc.Arbitrary<readonly Entry[]> = fc
  .record({
    orders: fc.array(anyOrder, { maxLength: 12 }),
    adjustments: fc.array(anyAdjustment, { maxLength: 3 }),
  })
  .map(({ orders, adjustments }) => [
    ...orders.flatMap((drawn, index): Entry[] => {
      const id = drawn.isNumbered ? String(index * 7) : `order-${index}`
      const { customerId, at, total: amount, isBusiness } = drawn
      return [
        order(id, { customerId, at, total: amount, counts: amount !== 0 && !drawn.isTest, isBusiness }),
        ...(drawn.isPaid ? [payment(id, at + 1)] : []),
        ...(drawn.cancelledAfter === null ? [] : [cancellation(id, at + drawn.cancelledAfter)]),
        ...drawn.refunds.map(({ after, amount: back }, place) => refund(`${id}/${place}`, id, back, at + after)),
      ]
    }),
    ...adjustments.map(({ customerId, at, amount }, index) => adjustment(`a${index}`, amount, at, customerId)),
  ])
  .map((entries) => entries.sort(compareKeys))

/** Who an entry is about, in a ledger that holds its order. */
export const ownerOf = (ledger: readonly Entry[], entry: Entry): string | null => {
  if ('customerId' in entry) return entry.customerId
  const orderId = entry.kind === 'refund' ? entry.orderId : entry.id
  const own = ledger.find((other): other is OrderEntry => other.kind === 'order' && other.id === orderId)
  return own?.customerId ?? null
}

// What it comes to, computed anew from the whole list each time: no sums kept, nothing undone

export type Worth = {
  readonly orders: readonly OrderEntry[]
  /** One of them was for a company. */
  readonly isBusiness: boolean
  readonly kept: number
  readonly gross: number
  readonly net: number
  readonly year: { readonly orders: number; readonly spent: number }
}

export const worthOf = (ledger: readonly Entry[], customerId: string, key: LedgerKey): Worth => {
  const past = ledger.filter((entry) => compareKeys(entry, key) <= 0)
  const isCancelled = ({ id }: OrderEntry) => past.some((entry) => entry.kind === 'cancellation' && entry.id === id)
  const refunded = ({ id }: OrderEntry) =>
    sum(past.flatMap((entry) => (entry.kind === 'refund' && entry.orderId === id ? [entry.amount] : [])))
  const orders = past.filter(
    (entry): entry is OrderEntry =>
      entry.kind === 'order' && entry.customerId === customerId && entry.counts && !isCancelled(entry),
  )
  const adjustments = past.filter((entry) => entry.kind === 'adjustment' && entry.customerId === customerId)
  const amounts = (from: number) =>
    sum(adjustments.flatMap((entry) => (entry.kind === 'adjustment' && entry.at > from ? [entry.amount] : [])))
  const from = key.at - 365 * DAY_MS
  const recent = orders.filter(({ at }) => at > from)
  const netOf = (some: readonly OrderEntry[]) => sum(some.map((own) => own.total - refunded(own)))
  return {
    orders,
    isBusiness: orders.some((own) => own.isBusiness === true),
    kept: orders.filter((own) => refunded(own) < own.total).length,
    gross: sum(orders.map((own) => own.total)),
    net: netOf(orders) - amounts(Number.NEGATIVE_INFINITY),
    year: { orders: recent.length, spent: netOf(recent) - amounts(from) },
  }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((left, right) => left + right, 0)
