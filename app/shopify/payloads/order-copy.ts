import type { Reading } from '../../engine/ports.ts'
import type { CarriedOffer, Entry } from '../../ledger/entries.ts'
import type { OrderContext } from './define.ts'
import { shopMoney } from './fields.ts'
import type { OrderLines } from './order-lines.ts'

type Amount = { readonly amount: string; readonly currency: string }

/** What one automatic discount took off one thing; some have no title. */
export type Allocated = { readonly title: string; readonly amount: Amount }

/** One copy of an order, whether a webhook brought it or we asked for it. */
export type OrderCopy = {
  readonly id: string
  /** What people call it, such as #1043. */
  readonly name: string | null | undefined
  readonly processedAt: number
  /** When this copy was made. */
  readonly updatedAt: number
  readonly cancelledAt: number | null
  readonly test: boolean
  /** Lower case, as in webhooks; null when Shopify does not say. */
  readonly financialStatus: string | null
  /** Shop money before refunds, never the current total. */
  readonly total: Amount
  /** What its lines of gift cards came to, after discounts. */
  readonly giftCards: readonly Amount[]
  /** After discounts, before shipping and tax. */
  readonly subtotal: Amount | null
  readonly discountTotal: Amount | null
  /** Lines before discounts, gift cards left out; null where the copy does not say of every line. */
  readonly listed: Amount | null
  /** What automatic discounts took off lines and shipping, one by one. */
  readonly offers: readonly Allocated[]
  /** What the customer paid in. */
  readonly paidIn: string | null
  readonly discountCodes: readonly string[]
  /** What each of them took off, where the copy says so. */
  readonly codeAmounts?: readonly { readonly code: string; readonly amount: Amount }[]
  readonly lines: OrderLines
  readonly tags: readonly string[]
  /** web, pos, …; billed subscriptions have one that begins with subscription_contract. */
  readonly source: string | null
  /** Null when the copy does not say. */
  readonly hasNote: boolean | null
  /** Placed for a company. */
  readonly isBusiness: boolean
  readonly countryCode: string | null | undefined
  readonly customer: { readonly id: string; readonly firstName: string | null; readonly lastName: string | null } | null
}

/**
 * Every copy yields the order entry; a paid one its payment as well, at the moment the copy was made; a cancelled one its
 * cancellation. The engine keeps the first payment and cancellation it meets, so later copies add nothing.
 */
export const readOrderCopy = (copy: OrderCopy, context: OrderContext): Reading => {
  const inShopMoney = (amount: Amount) => shopMoney(amount, context.currency)
  // A gift card is spent when it pays for something; buying one is no spend. An order of nothing else counts like one of total 0.
  const giftCards = copy.giftCards.reduce((sum, amount) => sum + inShopMoney(amount), 0)
  const total = Math.max(0, inShopMoney(copy.total) - giftCards)
  const subtotal = copy.subtotal === null ? undefined : inShopMoney(copy.subtotal)
  const listed = copy.listed === null ? undefined : inShopMoney(copy.listed)
  const entries: Entry[] = [
    {
      kind: 'order',
      id: copy.id,
      ...(copy.name && { name: copy.name }),
      at: copy.processedAt,
      customerId: copy.customer?.id ?? null,
      total,
      discountCodes: copy.discountCodes,
      ...(copy.codeAmounts &&
        copy.codeAmounts.length > 0 && {
          codeAmounts: Object.fromEntries(copy.codeAmounts.map(({ code, amount }) => [code, inShopMoney(amount)])),
        }),
      ...copy.lines,
      country: copy.countryCode?.toUpperCase() || null,
      ...(subtotal !== undefined && { subtotal }),
      ...(copy.discountTotal !== null && { discountTotal: inShopMoney(copy.discountTotal) }),
      ...(listed !== undefined && listed !== subtotal && { listed }),
      ...(copy.offers.length > 0 && { offers: sumByTitle(copy.offers, inShopMoney) }),
      ...(copy.paidIn !== null && copy.paidIn !== context.currency && { paidIn: copy.paidIn }),
      tags: copy.tags,
      ...(copy.source && { source: copy.source }),
      ...(copy.hasNote !== null && { hasNote: copy.hasNote }),
      isRenewal: copy.source?.startsWith('subscription_contract') ?? false,
      isBusiness: copy.isBusiness,
      counts: !copy.test && (total !== 0 || context.countFreeOrders === true) && !hasFailedPayment(copy),
    },
  ]
  if (isPaid(copy)) entries.push({ kind: 'payment', id: copy.id, at: copy.updatedAt })
  if (copy.cancelledAt !== null) entries.push({ kind: 'cancellation', id: copy.id, at: copy.cancelledAt })
  const { customer } = copy
  // A copy without names says nothing about them: the app may only be barred from seeing them.
  const named = customer !== null && (customer.firstName !== null || customer.lastName !== null)
  return {
    entries,
    copiedAt: copy.updatedAt,
    ...(named && {
      profile: {
        customerId: customer.id,
        firstName: customer.firstName,
        lastName: customer.lastName,
        copiedAt: copy.updatedAt,
      },
    }),
  }
}

/** Sorted, for Shopify tells them in no order that it promises. */
const sumByTitle = (offers: readonly Allocated[], inShopMoney: (amount: Amount) => number): CarriedOffer[] => {
  const sums = new Map<string, number>()
  for (const { title, amount } of offers) sums.set(title, (sums.get(title) ?? 0) + inShopMoney(amount))
  return [...sums]
    .map(([title, amount]) => ({ title, amount }))
    .sort((left, right) => (left.title < right.title ? -1 : 1))
}

const isPaid = ({ financialStatus }: OrderCopy): boolean =>
  financialStatus === 'paid' || financialStatus === 'partially_refunded' || financialStatus === 'refunded'

/** Cancelling an unpaid order voids its payment; such an order counted until it was cancelled, as every other one. */
const hasFailedPayment = ({ financialStatus, cancelledAt }: OrderCopy): boolean =>
  cancelledAt === null && (financialStatus === 'voided' || financialStatus === 'expired')
