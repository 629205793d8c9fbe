/**
 * What the `cart.` facts say, in the checkout and of an order that went through it. Money in the shop's currency, whole minor
 * units. A key is a fact's name without its shelf.
 */
export type Cart = {
  /** Lines before discounts, without gift cards. */
  readonly subtotal: number
  readonly itemsCount: number
  /** Each once. */
  readonly skus: readonly string[]
  readonly productTags: readonly string[]
  /** Two-letter code; undefined until an address is known. */
  readonly country: string | undefined
  /** Of what the customer sees and pays, such as EUR. */
  readonly currency: string
  /** Somebody is signed in. */
  readonly customerKnown: boolean
  readonly isBusiness: boolean
  readonly hasSubscription: boolean
}
