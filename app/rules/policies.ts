/** What a shop holds its rules to, all of them together. Settable; these are the defaults of somebody who means well. */
export type Policies = {
  readonly contacts: ContactPolicy
  /** No product is discounted by all our rules together past so many per cent, 1 to 100. */
  readonly discountCeilingPercent: number
  /** Customers with this tag are left out of everything; empty leaves nobody out. */
  readonly staffTag: string
  /** Whether companies' orders and customers are left out of ranks, offers and tasks, unless a rule asks about them. */
  readonly leaveOutBusiness: boolean
  /** Whether orders of total 0 (replacements, samples, exchanges) count. */
  readonly countFreeOrders: boolean
  /** A regular has more kept orders than this. */
  readonly regularAbove: number
}

/** A contact is something that we start and the customer notices: a message, a call, a note. */
export type ContactPolicy = {
  readonly times: number
  readonly days: number
  /** None within so many days of the last one; 0 for no distance. */
  readonly daysApart: number
  /** When no message goes out, HH:MM in the shop's time zone; null for at any hour. */
  readonly quiet: { readonly from: string; readonly to: string } | null
  /** What becomes of a message to somebody of whom nobody knows whether they agreed to it: the mail tool knows, or nobody does. */
  readonly unknownConsent: 'send' | 'keep'
}

export const DEFAULT_POLICIES: Policies = {
  contacts: {
    times: 2,
    days: 30,
    daysApart: 3,
    quiet: { from: '20:00', to: '09:00' },
    unknownConsent: 'send',
  },
  discountCeilingPercent: 25,
  staffTag: 'staff',
  leaveOutBusiness: true,
  countFreeOrders: false,
  regularAbove: 3,
}
