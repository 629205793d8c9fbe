import type {
  AdjustmentEntry,
  CancellationEntry,
  CustomerEntry,
  OrderEntry,
  PaymentEntry,
  RefundEntry,
} from '../../app/ledger/entries.ts'

/** Entries for tests: what a test does not say is plain. Amounts are minor units. */

export const order = (id: string, given: Partial<OrderEntry> = {}): OrderEntry => ({
  kind: 'order',
  id,
  at: 0,
  customerId: 'ada',
  total: 5000,
  discountCodes: [],
  skus: [],
  country: 'GB',
  counts: (given.total ?? 5000) !== 0,
  ...given,
})

export const payment = (id: string, at = 0): PaymentEntry => ({ kind: 'payment', id, at })

export const cancellation = (id: string, at = 0): CancellationEntry => ({ kind: 'cancellation', id, at })

export const refund = (id: string, orderId: string, amount: number, at = 0): RefundEntry => ({
  kind: 'refund',
  id,
  at,
  orderId,
  amount,
})

export const adjustment = (id: string, amount: number, at = 0, customerId = 'ada'): AdjustmentEntry => ({
  kind: 'adjustment',
  id,
  at,
  customerId,
  amount,
})

export const tagChange = (
  id: string,
  { add = [], remove = [], at = 0 }: { add?: readonly string[]; remove?: readonly string[]; at?: number },
): CustomerEntry => ({ kind: 'customer', id, at, customerId: 'ada', addTags: add, removeTags: remove })
