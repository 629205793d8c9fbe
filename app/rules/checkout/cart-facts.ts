import type { Cart } from './cart.ts'
import type { CheckoutCart, CheckoutLine } from './checkout-cart.ts'
import { exchangeFor } from './exchange.ts'

/** What the `cart.` facts say of it; undefined where its rate of exchange is none. */
export const cartFactsOf = (checkout: CheckoutCart, shopCurrency: string): Cart | undefined => {
  const exchange = exchangeFor(checkout, shopCurrency)
  if (exchange === undefined) return undefined
  const { lines, country, currency, customer, isBusiness } = checkout
  return {
    subtotal: exchange.toShop(amountOf(lines)),
    itemsCount: lines.reduce((count, { quantity }) => count + quantity, 0),
    skus: once(lines.flatMap(({ sku }) => sku || [])),
    productTags: once(lines.flatMap(({ productTags }) => productTags)),
    country,
    currency,
    customerKnown: customer !== undefined,
    isBusiness,
    hasSubscription: lines.some(({ isSubscription }) => isSubscription),
  }
}

/** Before discounts; gift cards are no goods. */
const amountOf = (lines: readonly CheckoutLine[]): number =>
  lines.reduce((sum, { amount, isGiftCard }) => (isGiftCard ? sum : sum + amount), 0)

const once = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)]
