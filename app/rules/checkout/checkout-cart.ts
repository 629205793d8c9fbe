import type { Cart } from './cart.ts'

/** A cart as the checkout is asked about it, or as an order shows it to have been. Money in the cart's currency, whole minor units. */
export type CheckoutCart = {
  /** What the `cart.` facts say; money there is in the shop's currency. */
  readonly cart: Cart
  /** Shopify's own count of the customer's earlier orders, as it is now; undefined where nobody is signed in. */
  readonly numberOfOrders: number | undefined
  readonly lines: readonly CheckoutLine[]
  /** Empty where lines are asked about. */
  readonly deliveries: readonly Delivery[]
  /** YYYY-MM-DD by the shop's calendar. */
  readonly today: string
  /** Units of the cart's currency for one of the shop's. */
  readonly rate: number
}

export type CheckoutLine = {
  readonly id: string
  /** All of it, before discounts. */
  readonly amount: number
  readonly productTags: readonly string[]
  readonly productType: string | undefined
  readonly sku: string | undefined
  readonly isGiftCard: boolean
  readonly isSubscription: boolean
}

/** Parcels that go to one address together. */
export type Delivery = {
  readonly id: string
  readonly options: readonly { readonly handle: string; readonly cost: number }[]
}
