import type { Cart } from './cart.ts'
import type { CheckoutCart, CheckoutLine } from './checkout-cart.ts'
import { type Exchange, exchangeFor } from './exchange.ts'

/** What the `cart.` facts say of it; undefined where its rate of exchange is none. */
export const cartFactsOf = (checkout: CheckoutCart, shopCurrency: string): Cart | undefined => {
  const exchange = exchangeFor(checkout, shopCurrency)
  return exchange && cartFacts(checkout, exchange)
}

/** Each is worked out when it is asked for: the checkout counts every step. */
export const cartFacts = (checkout: CheckoutCart, exchange: Exchange): Cart => ({
  get subtotal() {
    return exchange.toShop(amountOf(checkout.lines))
  },
  get itemsCount() {
    return itemsIn(checkout.lines)
  },
  get skus() {
    return once(checkout.lines.flatMap(({ sku }) => sku || []))
  },
  get productTags() {
    return once(checkout.lines.flatMap(({ productTags }) => productTags))
  },
  country: checkout.country,
  currency: checkout.currency,
  customerKnown: checkout.customer !== undefined,
  isBusiness: checkout.isBusiness,
  get hasSubscription() {
    return checkout.lines.some(({ isSubscription }) => isSubscription)
  },
})

/** Before discounts; gift cards are no goods. */
const amountOf = (lines: readonly CheckoutLine[]): number => {
  let sum = 0
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    if (line !== undefined && !line.isGiftCard) sum += line.amount
  }
  return sum
}

const itemsIn = (lines: readonly CheckoutLine[]): number => {
  let count = 0
  for (let at = 0; at < lines.length; at++) count += lines[at]?.quantity ?? 0
  return count
}

const once = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)]
