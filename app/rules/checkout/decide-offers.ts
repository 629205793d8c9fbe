import type { CheckoutCart } from './checkout-cart.ts'
import type { Discounts } from './discounts.ts'

/**
 * What became of a rule at a checkout, the first that is so.
 * `damaged`: the policy, the standing or the cart cannot be read.
 * `guest`: nobody is signed in, and the rule gives unknown people nothing.
 * `no_standing`: somebody who has ordered before, of whom the checkout was told nothing yet.
 * `unknown_number`: the rule asks for what the standing was written without.
 * `ordered_since`: limited per customer, and the customer has ordered since the standing was written.
 */
export type Outcome =
  | 'given'
  | 'damaged'
  | 'ended'
  | 'business'
  | 'guest'
  | 'no_standing'
  | 'unknown_number'
  | 'ordered_since'
  | 'not_permitted'
  | 'not_met'
  | 'below_minimum'
  | 'nothing_to_discount'
  | 'outranked'

export type Decided = Discounts & {
  /** Of each rule, in the policy's order; empty where the policy cannot be read. */
  readonly outcomes: readonly Outcome[]
}

/** `policy` and `standing` as they were read, whatever they are; undefined or null where there is none. Never throws. */
export declare const decideOffers: (policy: unknown, standing: unknown, cart: CheckoutCart) => Decided
