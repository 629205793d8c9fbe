import { hasBit } from './bits.ts'
import { cartFacts } from './cart-facts.ts'
import { cartLeavesOf } from './cart-leaves.ts'
import { amountsOf, type ToldCart, toldCartOf } from './cart-line.ts'
import type { CheckoutCart } from './checkout-cart.ts'
import { type Discounts, NO_DISCOUNTS } from './discounts.ts'
import { exchangeFor } from './exchange.ts'
import { giveOffers, type MetRule } from './give-offers.ts'
import {
  ALL,
  ANY,
  type ConditionRow,
  DamagedText,
  GUESTS_AS_NEWCOMERS,
  LIMITED_PER_CUSTOMER,
  type PolicyBody,
  type RuleRow,
  readPolicy,
  TAKES_BUSINESS,
} from './policy.ts'
import { type Who, whoIs } from './who.ts'

/**
 * What became of a rule at a checkout, the first that is so.
 * `damaged`: the standing or the cart cannot be read.
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
  | 'nothing_to_discount'
  | 'below_minimum'
  | 'outranked'
  | 'over_ceiling'

export type Decided = Discounts & {
  /** Of each rule, in the policy's order; empty where the policy cannot be read. */
  readonly outcomes: readonly Outcome[]
}

/**
 * `policy` and `standing` as they were read, whatever they are; undefined or null where there is none. Asked with the policy and
 * the standing of the time, it answers for an order's cart as the checkout did. Never throws: no checkout may fail over an offer.
 */
export const decideOffers = (policy: unknown, standing: unknown, cart: CheckoutCart): Decided =>
  decideToldOffers(policy, standing, toldCartOf(cart))

/** The same of a cart in Shopify's own form. */
export const decideToldOffers = (policy: unknown, standing: unknown, cart: ToldCart): Decided => {
  const body = readPolicy(policy)
  if (body === undefined) return { ...NO_DISCOUNTS, outcomes: [] }
  try {
    return decideBy(body, standing, cart)
  } catch (error) {
    if (error instanceof DamagedText) return nothing(body)
    throw error
  }
}

const decideBy = (body: PolicyBody, standing: unknown, cart: ToldCart): Decided => {
  const rules = body[8]
  const who = whoIs(cart.customer, standing)
  const exchange = exchangeFor(cart, body[0])
  if (who.kind === 'damaged' || exchange === undefined) return nothing(body)
  let amounts: readonly number[] | undefined
  const readAmounts = () => {
    amounts ??= amountsOf(cart)
    return amounts
  }
  const asking: Asking = {
    who,
    words: who.kind === 'customer' ? who.words : undefined,
    cart,
    today: dayOf(cart.today),
    isCartLeaf: cartLeavesOf(body[7], cartFacts(cart, readAmounts, exchange)),
  }
  const outcomes: Outcome[] = []
  const met: MetRule[] = []
  for (let place = 0; place < rules.length; place++) {
    const rule = rules[place]
    if (rule === undefined) continue
    const refusal = refusalOf(rule, asking)
    outcomes.push(refusal ?? 'given')
    if (refusal === undefined) met.push({ place, group: rule[2], offers: rule[6] })
  }
  if (met.length === 0) return { ...NO_DISCOUNTS, outcomes }
  const given = giveOffers(met, body, cart, readAmounts(), exchange)
  if (given === undefined) return nothing(body)
  for (let at = 0; at < given.outcomes.length; at++) {
    const one = given.outcomes[at]
    if (one !== undefined) outcomes[one.place] = one.outcome
  }
  return { ...given.discounts, outcomes }
}

const nothing = (body: PolicyBody): Decided => ({ ...NO_DISCOUNTS, outcomes: body[8].map(() => 'damaged') })

/** YYYY-MM-DD as a number that days can be compared by; no number where it is none. */
const dayOf = (today: string): number => Number(today.slice(0, 4) + today.slice(5, 7) + today.slice(8))

type Asking = {
  readonly who: Who
  readonly words: readonly number[] | undefined
  readonly cart: ToldCart
  readonly today: number
  readonly isCartLeaf: (place: number) => boolean
}

/** Why a rule gives nothing whatever it would be worth. */
const refusalOf = (rule: RuleRow, asking: Asking): Outcome | undefined => {
  const { who, cart } = asking
  const traits = rule[0]
  if (rule[3] !== 0 && !(asking.today <= rule[3])) return 'ended'
  if (cart.isBusiness && (traits & TAKES_BUSINESS) === 0) return 'business'
  if (who.kind === 'guest' && (traits & GUESTS_AS_NEWCOMERS) === 0) return 'guest'
  if (who.kind === 'unknown') return 'no_standing'
  if (who.kind === 'customer') {
    if (rule[1] > who.upTo) return 'unknown_number'
    if (who.hasOrderedSince && (traits & LIMITED_PER_CUSTOMER) !== 0) return 'ordered_since'
  }
  if (!isTrue(rule[4], asking.words)) return 'not_permitted'
  return isMet(rule[5], asking) ? undefined : 'not_met'
}

const isMet = (condition: ConditionRow, asking: Asking): boolean => {
  if (typeof condition === 'number')
    return condition < 0 ? asking.isCartLeaf(-1 - condition) : isTrue(condition, asking.words)
  const kind = condition[0]
  const { length } = condition
  if (kind !== ALL && kind !== ANY) return !isMet(condition[1] as ConditionRow, asking)
  const settling = kind === ANY
  for (let at = 1; at < length; at++) {
    const part = condition[at] as ConditionRow
    // Most parts are standing leaves: they are answered without a further call of this.
    const holds = typeof part === 'number' && part >= 0 ? isTrue(part, asking.words) : isMet(part, asking)
    if (holds === settling) return settling
  }
  return !settling
}

/** The row says itself what is true of newcomers, who have no words. */
const isTrue = (standingRow: number, words: readonly number[] | undefined): boolean =>
  words === undefined ? (standingRow & 1) === 1 : hasBit(words, standingRow >> 1)
