export const DAY_MS = 86_400_000

const FIRST_MOMENT = Date.parse('0001-01-01T00:00:00Z')
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z')

/** Whether every room can write this moment down: ISO 8601 and PostgreSQL part ways outside the years 1 to 9999. */
export const isMoment = (at: number): boolean => at >= FIRST_MOMENT && at <= LAST_MOMENT

/** Whether every room can keep this text: PostgreSQL has no place for NUL or for half a surrogate pair. */
export const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000')

/** What happened in a shop, platform-neutral. Moments are business time in epoch milliseconds; money is whole minor units. */

export type OrderEntry = {
  readonly kind: 'order'
  readonly id: string
  /** What people call it, such as #1043. */
  readonly name?: string
  readonly at: number
  readonly customerId: string | null
  /** Before refunds, in the shop's currency. */
  readonly total: number
  readonly discountCodes: readonly string[]
  /** What each of them took off, minor units; absent where that is not known. */
  readonly codeAmounts?: Readonly<Record<string, number>>
  readonly skus: readonly string[]
  /** Two-letter code; null when unknown. */
  readonly country: string | null
  /** Lines after line discounts, before shipping and tax. */
  readonly subtotal?: number
  readonly discountTotal?: number
  /** Lines before discounts, without gift cards; absent where that is the subtotal, and where nobody knows. */
  readonly listed?: number
  /** What automatic discounts took off, by the title that the customer read; each title once. */
  readonly offers?: readonly CarriedOffer[]
  /** What the customer paid in, where that is not the shop's currency. */
  readonly paidIn?: string
  readonly itemsCount?: number
  readonly vendors?: readonly string[]
  readonly tags?: readonly string[]
  /** Where it was placed, as the platform calls it: web, pos, … */
  readonly source?: string
  readonly hasNote?: boolean
  /** A subscription billed by itself: it counts as spend and is nothing to react to. */
  readonly isRenewal?: boolean
  /** Placed for a company. */
  readonly isBusiness?: boolean
  /** False for test orders and orders of total 0: they stay in the story and change no fact. */
  readonly counts: boolean
}

/** Minor units of the shop's currency. */
export type CarriedOffer = { readonly title: string; readonly amount: number }

export type PaymentEntry = { readonly kind: 'payment'; readonly id: string; readonly at: number }
export type CancellationEntry = {
  readonly kind: 'cancellation'
  readonly id: string
  readonly at: number
  /** The order was deleted, not called off: it counts no longer and starts no rule. */
  readonly deleted?: true
}
export type RefundEntry = {
  readonly kind: 'refund'
  readonly id: string
  readonly at: number
  readonly orderId: string
  readonly amount: number
}
/** A refund that names no order: lowers what its customer spent. */
export type AdjustmentEntry = {
  readonly kind: 'adjustment'
  readonly id: string
  readonly at: number
  readonly customerId: string
  readonly amount: number
}
export type CustomerEntry = {
  readonly kind: 'customer'
  /** Unique per change, for a repeat must not count twice. */
  readonly id: string
  readonly at: number
  readonly customerId: string
  readonly addTags: readonly string[]
  readonly removeTags: readonly string[]
  /** The first that was heard of them. */
  readonly isNew?: true
  readonly emailConsent?: boolean
  readonly smsConsent?: boolean
  /** 1 to 12; null when it was taken out. */
  readonly birthdayMonth?: number | null
  /** Their record was deleted: what they bought stays, and nobody is there any more. */
  readonly isGone?: true
  /** What their record counts up to this moment, where the platform shows no orders from before. */
  readonly counters?: Counters
}
export type Counters = { readonly orders: number; readonly spent: number }

/** Once a day, at its nominal time: about nobody, and every customer is looked at. */
export type TickEntry = {
  readonly kind: 'tick'
  /** The shop's calendar day, YYYY-MM-DD. */
  readonly id: string
  readonly at: number
}

/** Payment and cancellation carry their order's id as their own. */
export type Entry =
  | OrderEntry
  | PaymentEntry
  | CancellationEntry
  | RefundEntry
  | AdjustmentEntry
  | CustomerEntry
  | TickEntry

/** `shop` stands in no ledger: it gives messages about the shop itself (uninstalled, new scopes) their place in the lane. */
export type EntryKind = Entry['kind'] | 'shop'

/** A place in ledger order. */
export type LedgerKey = { readonly at: number; readonly kind: EntryKind; readonly id: string }
