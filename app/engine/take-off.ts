import { roundHalfAwayFromZero } from '../ledger/customer.ts'
import type { Cart } from '../rules/checkout/cart.ts'
import type { Offer } from '../rules/checkout/offer.ts'

/**
 * What offers would have taken off a cart that was ordered, minor units, at most. Of a selection by article, an order that has
 * one of them counts in whole, for what a single line came to is not remembered; a selection by tag or type, and a share of
 * what delivery cost, is not known and counts nothing. Undefined where none of them would have taken anything off.
 */
export const takeOff = (offers: readonly Offer[], cart: Cart): number | undefined => {
  const taken = offers.flatMap((offer) => takeOne(offer, cart) ?? [])
  return taken.length === 0 ? undefined : taken.reduce((sum, amount) => sum + amount, 0)
}

const takeOne = (offer: Offer, { subtotal, skus }: Cart): number | undefined => {
  const { on, worth, minimum = 0, atMost = Number.POSITIVE_INFINITY, select } = offer
  if (subtotal < minimum) return undefined
  if (on === 'shipping') return 'amount' in worth ? worth.amount : atMost === Number.POSITIVE_INFINITY ? 0 : atMost
  if (subtotal <= 0) return undefined
  if (on === 'products' && !select?.skus.some((sku) => skus.includes(sku)))
    return select && (select.productTags.length > 0 || select.productTypes.length > 0) ? 0 : undefined
  const whole = 'amount' in worth ? worth.amount : roundHalfAwayFromZero((subtotal * worth.percent) / 100)
  return Math.min(whole, atMost, subtotal)
}
