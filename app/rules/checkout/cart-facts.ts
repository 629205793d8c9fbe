import type { Cart } from './cart.ts'
import { amountsOf, type CartLine, type ToldCart, toldCartOf } from './cart-line.ts'
import type { CheckoutCart } from './checkout-cart.ts'
import { type Exchange, exchangeFor } from './exchange.ts'

/** What the `cart.` facts say of it; undefined where its rate of exchange is none. */
export const cartFactsOf = (checkout: CheckoutCart, shopCurrency: string): Cart | undefined => {
  const exchange = exchangeFor(checkout, shopCurrency)
  if (exchange === undefined) return undefined
  const cart = toldCartOf(checkout)
  return cartFacts(cart, () => amountsOf(cart), exchange)
}

/** Each is worked out when it is asked for: the checkout counts every step. */
export const cartFacts = (cart: ToldCart, readAmounts: () => readonly number[], exchange: Exchange): Cart => ({
  get subtotal() {
    return exchange.toShop(amountOf(cart.lines, readAmounts()))
  },
  get itemsCount() {
    return itemsIn(cart.lines)
  },
  get skus() {
    return once(cart.lines.flatMap(({ merchandise }) => merchandise.sku || []))
  },
  get productTags() {
    return once(cart.lines.flatMap(tagsOf))
  },
  country: cart.country,
  currency: cart.currency,
  customerKnown: cart.customer !== undefined,
  isBusiness: cart.isBusiness,
  get hasSubscription() {
    return cart.lines.some(({ sellingPlanAllocation }) => sellingPlanAllocation !== null)
  },
})

/** Before discounts; gift cards are no goods. */
const amountOf = (lines: readonly CartLine[], amounts: readonly number[]): number => {
  const { length } = lines
  let sum = 0
  for (let at = 0; at < length; at++)
    if (!(lines[at] as CartLine).merchandise.product?.isGiftCard) sum += amounts[at] as number
  return sum
}

const itemsIn = (lines: readonly CartLine[]): number => {
  let count = 0
  for (let at = 0; at < lines.length; at++) count += (lines[at] as CartLine).quantity
  return count
}

const tagsOf = ({ merchandise }: CartLine): readonly string[] =>
  merchandise.product?.hasTags.filter(({ hasTag }) => hasTag).map(({ tag }) => tag) ?? []

const once = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)]
