/**
 * A cart as the checkout is asked about it, or as an order shows it to have been. Money in the cart's own currency, whole minor
 * units.
 */
export type CheckoutCart = {
  readonly lines: readonly CheckoutLine[]
  /** Where each part of it goes and what that may cost; empty where the lines alone are asked about. */
  readonly deliveries: readonly Delivery[]
  /** What the customer sees and pays, such as EUR. */
  readonly currency: string
  /** Units of that for one of the shop's currency. */
  readonly rate: number
  /** Two-letter code; undefined until an address is known. */
  readonly country: string | undefined
  /** Whoever is signed in, with Shopify's own count of their earlier orders as it is now; undefined for a guest. */
  readonly customer: { readonly numberOfOrders: number } | undefined
  readonly isBusiness: boolean
  /** YYYY-MM-DD by the shop's calendar. */
  readonly today: string
}

export type CheckoutLine = {
  readonly id: string
  readonly quantity: number
  /** All of it, before discounts. */
  readonly amount: number
  /** Those of its product's tags that the policy asks about, or all. */
  readonly productTags: readonly string[]
  readonly productType: string | undefined
  readonly sku: string | undefined
  readonly isGiftCard: boolean
  readonly isSubscription: boolean
}

/** What goes to one address together. */
export type Delivery = {
  readonly id: string
  readonly options: readonly { readonly handle: string; readonly cost: number }[]
}
