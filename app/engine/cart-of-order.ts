import type { OrderEntry } from '../ledger/entries.ts'
import type { Cart } from '../rules/checkout/cart.ts'

/**
 * The cart that an order was. Product tags are not remembered, nor which lines began a subscription, nor who was signed in:
 * whoever an order is of is taken to have been.
 */
export const cartOf = (order: OrderEntry, currency: string): Cart => ({
  subtotal: order.listed ?? order.subtotal ?? Math.max(0, order.total),
  itemsCount: order.itemsCount ?? 0,
  skus: order.skus,
  productTags: [],
  country: order.country ?? undefined,
  currency: order.paidIn ?? currency,
  customerKnown: order.customerId !== null,
  isBusiness: order.isBusiness === true,
  hasSubscription: false,
})
