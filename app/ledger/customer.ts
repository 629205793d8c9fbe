import type { Counters, CustomerEntry, Entry, LedgerKey, OrderEntry } from './entries.ts'
import { DAY_MS } from './entries.ts'
import { compareKeys } from './ledger-order.ts'

/** What the ledger holds of one order for its customer's facts. Money in minor units. */
export type OrderRecord = {
  readonly id: string
  readonly at: number
  total: number
  counts: boolean
  country: string | null
  cancelledAt: number | null
  refunds: readonly RefundRecord[]
  skus: readonly string[]
  isRenewal: boolean
  isBusiness: boolean
}
export type RefundRecord = { readonly id: string; readonly at: number; readonly amount: number }

/**
 * One customer's history, folded in ledger order, with its sums kept while folding. Plain data, so that it is stored
 * as it is; `fold` changes it in place, and whoever needs an earlier state asks `asOf`.
 */
export type CustomerHistory = {
  readonly id: string
  readonly orders: OrderRecord[]
  readonly adjustments: RefundRecord[]
  tags: string[]
  emailConsent: boolean
  smsConsent: boolean
  /** Absent as long as nobody told whether they agreed to hear from the shop. */
  isConsentKnown?: true
  birthdayMonth: number | null
  ordersCount: number
  /** Counted orders that were not refunded in full. */
  keptOrdersCount: number
  grossSpent: number
  /** grossSpent less refunds of counted orders and adjustments; may be negative. */
  totalSpent: number
  /** Orders from before the first that is held, which nobody can date: part of the sums above. */
  opening?: Opening
  /** Their record was deleted. */
  isGone?: true
}

/** A customer record's counters less what is held from before its moment. */
export type Opening = Counters & { readonly id: string; readonly at: number }

/** One for all orders: most are never refunded. */
const NO_REFUNDS: readonly RefundRecord[] = []

export const emptyHistory = (id: string): CustomerHistory => ({
  id,
  orders: [],
  adjustments: [],
  tags: [],
  emailConsent: false,
  smsConsent: false,
  birthdayMonth: null,
  ordersCount: 0,
  keptOrdersCount: 0,
  grossSpent: 0,
  totalSpent: 0,
})

// Reading

/** An order counts from its moment until it is cancelled. */
export const isCounted = (order: OrderRecord): boolean => order.counts && order.cancelledAt === null

export const refundedOf = (order: OrderRecord): number => {
  let sum = 0
  for (const refund of order.refunds) sum += refund.amount
  return sum
}

/** Whether an order that is held came back whole. */
export const isRefundedInFull = (history: CustomerHistory, orderId: string): boolean => {
  const order = findOrder(history, orderId)
  return order !== undefined && order.refunds.length > 0 && refundedOf(order) >= order.total
}

const isKept = (order: OrderRecord): boolean => isCounted(order) && refundedOf(order) < order.total

/** Undefined also where older orders are only counted: theirs is not known. */
export const firstOrderEver = (history: CustomerHistory): OrderRecord | undefined =>
  history.opening === undefined ? firstCountedOrder(history) : undefined

export const firstCountedOrder = (history: CustomerHistory): OrderRecord | undefined => history.orders.find(isCounted)

export const lastCountedOrder = (history: CustomerHistory): OrderRecord | undefined =>
  history.orders.findLast(isCounted)

/** Minor units, half away from zero; undefined without a counted order. */
export const averageOrderValue = (history: CustomerHistory): number | undefined =>
  history.ordersCount === 0 ? undefined : roundHalfAwayFromZero(history.totalSpent / history.ordersCount)

/** Place among the customer's counted orders in ledger order, itself included; undefined when it does not count. */
export const positionOf = (history: CustomerHistory, orderId: string): number | undefined => {
  let position = history.ordersCount
  for (let index = history.orders.length - 1; index >= 0; index--) {
    const order = history.orders[index]
    if (order === undefined) continue
    if (order.id === orderId) return isCounted(order) ? position : undefined
    if (isCounted(order)) position--
  }
  return undefined
}

export type Spell = { readonly orders: number; readonly spent: number }

/** Counted orders of the last `days` × 24 h up to `at`, and what was spent in them: less refunds of those orders and adjustments of that time. */
export const lastDays = (history: CustomerHistory, days: number, at: number): Spell => {
  const from = at - days * DAY_MS
  let orders = 0
  let spent = 0
  for (let index = history.orders.length - 1; index >= 0; index--) {
    const order = history.orders[index]
    if (order === undefined || order.at <= from) break
    if (!isCounted(order)) continue
    orders++
    spent += order.total - refundedOf(order)
  }
  for (let index = history.adjustments.length - 1; index >= 0; index--) {
    const adjustment = history.adjustments[index]
    if (adjustment === undefined || adjustment.at <= from) break
    spent -= adjustment.amount
  }
  return { orders, spent }
}

// Folding

/** Adds one entry that lies after all that the history holds. Entries about orders of others, or unknown ones, change nothing. */
export const fold = (history: CustomerHistory, entry: Entry): void => {
  switch (entry.kind) {
    case 'order':
      history.orders.push({
        id: entry.id,
        at: entry.at,
        total: entry.total,
        counts: entry.counts,
        country: entry.country,
        cancelledAt: null,
        refunds: NO_REFUNDS,
        skus: entry.skus,
        isRenewal: entry.isRenewal === true,
        isBusiness: entry.isBusiness === true,
      })
      addOrder(history, history.orders.at(-1))
      return
    case 'payment':
    case 'tick':
      return
    case 'cancellation': {
      const order = findOrder(history, entry.id)
      if (order === undefined || order.cancelledAt !== null) return
      takeOrder(history, order)
      order.cancelledAt = entry.at
      return
    }
    case 'refund': {
      const order = findOrder(history, entry.orderId)
      if (order === undefined) return
      takeOrder(history, order)
      order.refunds = [...order.refunds, { id: entry.id, at: entry.at, amount: entry.amount }]
      addOrder(history, order)
      return
    }
    case 'adjustment':
      history.adjustments.push({ id: entry.id, at: entry.at, amount: entry.amount })
      history.totalSpent -= entry.amount
      return
    case 'customer':
      history.tags = [...new Set([...history.tags.filter((tag) => !entry.removeTags.includes(tag)), ...entry.addTags])]
      history.emailConsent = entry.emailConsent ?? history.emailConsent
      history.smsConsent = entry.smsConsent ?? history.smsConsent
      if (entry.emailConsent !== undefined || entry.smsConsent !== undefined) history.isConsentKnown = true
      if (entry.birthdayMonth !== undefined) history.birthdayMonth = entry.birthdayMonth
      if (entry.isGone) history.isGone = true
      if (entry.counters !== undefined) open(history, entry, entry.counters)
      return
    default:
      entry satisfies never
  }
}

/** Orders that are held from before count once: whoever reads more of the past finds less in the counters. */
const open = (history: CustomerHistory, { id, at }: CustomerEntry, counters: Counters): void => {
  const orders = counters.orders - history.ordersCount
  if (orders <= 0 || history.opening !== undefined) return
  addOpening(history, { id, at, orders, spent: Math.max(0, counters.spent - history.totalSpent) })
}

const addOpening = (history: CustomerHistory, opening: Opening): void => {
  history.opening = opening
  history.ordersCount += opening.orders
  history.keptOrdersCount += opening.orders
  history.grossSpent += opening.spent
  history.totalSpent += opening.spent
}

/** Takes over a newer copy of an order that the history already holds: an edit holds from the order's moment on. */
export const amend = (history: CustomerHistory, copy: OrderEntry): void => {
  const order = findOrder(history, copy.id)
  if (order === undefined) return
  takeOrder(history, order)
  order.total = copy.total
  order.counts = copy.counts
  order.country = copy.country
  order.skus = copy.skus
  order.isRenewal = copy.isRenewal === true
  order.isBusiness = copy.isBusiness === true
  addOrder(history, order)
}

const findOrder = (history: CustomerHistory, orderId: string): OrderRecord | undefined => {
  for (let index = history.orders.length - 1; index >= 0; index--) {
    const order = history.orders[index]
    if (order?.id === orderId) return order
  }
  return undefined
}

/** Moments of counted orders, oldest first. */
export const countedMoments = (history: CustomerHistory): number[] =>
  history.orders.filter(isCounted).map(({ at }) => at)

/** The counted order before another one in ledger order; undefined for a first one, or one that is not held. */
export const orderBefore = (history: CustomerHistory, orderId: string): OrderRecord | undefined => {
  let index = history.orders.length - 1
  while (index >= 0 && history.orders[index]?.id !== orderId) index--
  for (index--; index >= 0; index--) {
    const order = history.orders[index]
    if (order !== undefined && isCounted(order)) return order
  }
  return undefined
}

const addOrder = (history: CustomerHistory, order: OrderRecord | undefined, sign: 1 | -1 = 1): void => {
  if (order === undefined || !isCounted(order)) return
  history.ordersCount += sign
  history.grossSpent += sign * order.total
  history.totalSpent += sign * (order.total - refundedOf(order))
  if (isKept(order)) history.keptOrdersCount += sign
}

const takeOrder = (history: CustomerHistory, order: OrderRecord): void => addOrder(history, order, -1)

/** The history as it stood just after `key`, in a copy. What the customer's record says is not dated and stays as it is now. */
export const asOf = (history: CustomerHistory, key: LedgerKey): CustomerHistory =>
  pastOf(history, (at, kind, id) => compareKeys({ at, kind, id }, key) <= 0)

/** They ordered for a company, at the moment `since` or later. */
export const orderedForACompany = ({ orders }: CustomerHistory, since = Number.NEGATIVE_INFINITY): boolean => {
  for (let index = orders.length - 1; index >= 0; index--) {
    const order = orders[index]
    if (order === undefined || order.at < since) return false
    if (order.isBusiness && isCounted(order)) return true
  }
  return false
}

/** A subscription of theirs was billed in the last 90 × 24 h. */
export const isSubscriber = (history: CustomerHistory, at: number): boolean =>
  history.orders.some((order) => order.isRenewal && isCounted(order) && order.at > at - 90 * DAY_MS)

/** The history just before an order was placed, so without the order itself; undefined when it is not held. */
export const justBefore = (history: CustomerHistory, orderId: string): CustomerHistory | undefined => {
  const order = findOrder(history, orderId)
  if (order === undefined) return undefined
  const key: LedgerKey = { at: order.at, kind: 'order', id: orderId }
  return pastOf(history, (at, kind, id) => compareKeys({ at, kind, id }, key) < 0)
}

/** averageOrderValue just before an order was placed, so without the order itself; undefined where none counted then. */
export const averageBefore = (history: CustomerHistory, orderId: string): number | undefined => {
  const before = justBefore(history, orderId)
  return before && averageOrderValue(before)
}

const pastOf = (
  history: CustomerHistory,
  isPast: (at: number, kind: LedgerKey['kind'], id: string) => boolean,
): CustomerHistory => {
  const { id, tags, emailConsent, smsConsent, birthdayMonth } = history
  const past: CustomerHistory = { ...emptyHistory(id), tags: [...tags], emailConsent, smsConsent, birthdayMonth }
  if (history.isGone) past.isGone = true
  if (history.isConsentKnown) past.isConsentKnown = true
  for (const order of history.orders) {
    if (!isPast(order.at, 'order', order.id)) continue
    const isCancelled = order.cancelledAt !== null && isPast(order.cancelledAt, 'cancellation', order.id)
    past.orders.push({
      ...order,
      cancelledAt: isCancelled ? order.cancelledAt : null,
      refunds: order.refunds.filter((refund) => isPast(refund.at, 'refund', refund.id)),
    })
    addOrder(past, past.orders.at(-1))
  }
  for (const adjustment of history.adjustments) {
    if (!isPast(adjustment.at, 'adjustment', adjustment.id)) continue
    past.adjustments.push(adjustment)
    past.totalSpent -= adjustment.amount
  }
  const { opening } = history
  if (opening !== undefined && isPast(opening.at, 'customer', opening.id)) addOpening(past, opening)
  return past
}

/** Math.round goes up at .5; money rounds away from zero. */
export const roundHalfAwayFromZero = (value: number): number => Math.sign(value) * Math.round(Math.abs(value)) + 0
