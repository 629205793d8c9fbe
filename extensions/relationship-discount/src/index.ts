import { type Decided, decideToldOffers } from '../../../app/rules/checkout/decide-offers.ts'
import type { Input } from './input.ts'
import { readCart } from './read-cart.ts'
import { type Operations, writeDeliveryDiscounts, writeLineDiscounts } from './write-discounts.ts'

/** What Shopify calls at every change of a cart. Both decide the same from the same; each says its part of it. */

export const cartLinesDiscountsGenerateRun = (input: Input): Operations => writeLineDiscounts(decide(input), input)

export const cartDeliveryOptionsDiscountsGenerateRun = (input: Input): Operations =>
  writeDeliveryDiscounts(decide(input), input)

const decide = (input: Input): Decided => {
  const standing = input.cart.buyerIdentity?.customer?.metafield?.jsonValue
  return decideToldOffers(input.discount.metafield?.jsonValue, standing, readCart(input))
}
