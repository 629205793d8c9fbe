import { referenceMatches } from '../../app/engine/reference.ts'
import { cartFactsOf } from '../../app/rules/checkout/cart-facts.ts'
import type { CheckoutCart } from '../../app/rules/checkout/checkout-cart.ts'
import type { CheckoutRule } from '../../app/rules/checkout/checkout-rule.ts'
import { compile } from '../../app/rules/compile.ts'
import { leavesOf } from '../../app/rules/conditions.ts'
import { factsOf } from '../../app/rules/normalise.ts'
import type { FactValue } from '../../app/rules/types.ts'
import { CURRENCY, type Facts } from './any-checkout.ts'

/** Somebody at the checkout, as the server knows them with every fact there is. */
export type Subject = {
  readonly cart: CheckoutCart
  /** Of the customer, or of somebody without history where that is all that may be supposed. */
  readonly person: Facts
  readonly shop: Facts
  /** Nothing was ever told of them to the checkout. */
  readonly isUntold: boolean
  /** Shopify's count when their standing was written. */
  readonly ordersThen: number
  readonly permits: ReadonlySet<string>
  readonly held: ReadonlySet<string>
}

/**
 * Why a rule gives somebody nothing, before anything is weighed; undefined where it is met. From the rule as it was written and
 * from all facts: what was split for the checkout must come to the same.
 */
export const serverRefusal = async (
  rule: CheckoutRule,
  subject: Subject,
  isKnownToStandings: boolean,
): Promise<string | undefined> => {
  const { cart, isUntold, ordersThen, permits, held } = subject
  const { customer } = cart
  const isNewcomer = customer !== undefined && isUntold && customer.numberOfOrders === 0
  if (rule.endsOn !== undefined && cart.today > rule.endsOn) return 'ended'
  if (cart.isBusiness && !leavesOf(rule.conditions).some(({ fact }) => /^(cart|customer)\.isBusiness$/.test(fact)))
    return 'business'
  if (customer === undefined && rule.guests !== 'newcomer') return 'guest'
  if (customer !== undefined && isUntold && !isNewcomer) return 'no_standing'
  if (customer !== undefined && !isUntold) {
    if (!isKnownToStandings) return 'unknown_number'
    if (rule.isLimitedPerCustomer && customer.numberOfOrders > ordersThen) return 'ordered_since'
  }
  if (!permits.has(rule.id)) return 'not_permitted'
  return held.has(rule.id) || (await isMet(rule, subject)) ? undefined : 'not_met'
}

/** Put to both evaluators, which must agree. */
const isMet = async ({ conditions }: CheckoutRule, { cart, person, shop }: Subject): Promise<boolean> => {
  const ofCart = Object.entries(cartFactsOf(cart, CURRENCY) ?? {}).map(([name, value]) => [`cart.${name}`, value])
  const facts: Readonly<Record<string, FactValue>> = { ...person, ...shop, ...Object.fromEntries(ofCart) }
  const evaluable = { conditions, facts: factsOf(conditions) }
  const compiled = compile(evaluable)((name) => facts[name])
  if (compiled !== (await referenceMatches(evaluable, facts)))
    throw new Error(`The evaluators differ on ${JSON.stringify(conditions)} with ${JSON.stringify(facts)}`)
  return compiled
}
