import type { Exclusive, Group } from '../types.ts'
import type { Offer } from './offer.ts'

/** A live rule with trigger `checkout`, ready to go into the policy. */
export type CheckoutRule = {
  readonly id: string
  readonly name: string
  readonly priority: number
  /** Normalised, as `compile` takes them. */
  readonly conditions: Group
  readonly guests: 'nobody' | 'newcomer'
  /** In the order of the document. */
  readonly offers: readonly Offer[]
  readonly exclusive: Exclusive | undefined
  /** At most so often to one customer: left out once they have ordered again, until their standing says what that changed. */
  readonly isLimitedPerCustomer: boolean
  /** YYYY-MM-DD by the shop's calendar, the last day on which it may still give. */
  readonly endsOn?: string
}

/** As everywhere: highest priority first, then rule id. */
export const compareCheckoutRules = (
  left: Pick<CheckoutRule, 'id' | 'priority'>,
  right: Pick<CheckoutRule, 'id' | 'priority'>,
): number => right.priority - left.priority || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)
