import { createHash } from 'node:crypto'
import type { Offer } from '../rules/checkout/offer.ts'
import { knownBy } from '../rules/checkout/standing-leaf.ts'
import { leavesOf } from '../rules/conditions.ts'
import type { RunnableRule } from './prepare-rule.ts'

/**
 * An offer that the platform decides on by itself, for the customers who carry a tag: the way of rules for the checkout in
 * shops where no function of ours can run. Money in minor units.
 */
export type NativeOffer = {
  /** The same for the same offer, another for any other: by it what the platform holds is known again. */
  readonly key: string
  readonly tag: string
  readonly message: string
  readonly on: 'order' | 'shipping'
  /** Per cent 0 to 100; of delivery always all of it. */
  readonly worth: Offer['worth']
  readonly minimum: number | null
  /** Delivery that costs more is not given. */
  readonly dearestDelivery: number | null
}

/** What customers carry for whom a rule is. */
export const memberTagOf = (ruleId: string): string => `perennial-${ruleId.replace(/^rul_/, '')}`.slice(0, 40)

/** Which offers a rule comes to that way; where it is more than the platform can decide, the reason. */
export const nativeOf = (
  rule: RunnableRule,
):
  | { readonly is: 'native'; readonly offers: readonly NativeOffer[] }
  | { readonly is: 'not'; readonly reason: string } => {
  const offers = rule.checkout?.offers ?? []
  if (rule.checkout?.guests === 'newcomer') return not('it is for people who are not signed in too')
  const asked = new Set(leavesOf(rule.evaluable.conditions).map(knownBy))
  if (asked.has('cart')) return not('it asks what is in the cart')
  // The answer changes for everybody at once, and tags cannot follow it.
  if (asked.has('shop')) return not('it asks about the time or the shop as a whole')
  if (rule.exclusive?.pick === 'first') return not('it is one of several of which the first is to be given')
  if (offers.some(({ on }) => on === 'products')) return not('it takes something off some products only')
  if (offers.some(({ subscriptions }) => subscriptions)) return not('it takes something off subscriptions')
  if (offers.some(({ on, atMost }) => on === 'order' && atMost !== undefined))
    return not('it takes off no more than a certain amount')
  if (offers.some(({ on, worth }) => on === 'shipping' && !('percent' in worth && worth.percent === 100)))
    return not('it takes only a part off delivery')
  return { is: 'native', offers: offers.map((offer) => toNative(rule.id, offer)) }
}

const not = (reason: string) => ({ is: 'not', reason }) as const

const toNative = (ruleId: string, { on, worth, atMost, minimum, message }: Offer): NativeOffer => {
  const offer = {
    tag: memberTagOf(ruleId),
    message,
    on: on === 'shipping' ? on : ('order' as const),
    worth,
    minimum: minimum ?? null,
    dearestDelivery: on === 'shipping' ? (atMost ?? null) : null,
  }
  const key = createHash('sha256').update(JSON.stringify(offer)).digest('hex').slice(0, 20)
  return { key, ...offer }
}
