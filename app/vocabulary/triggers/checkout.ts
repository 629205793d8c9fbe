import { defineTrigger } from '../define.ts'
import { wentThroughCheckout } from '../placed-at-checkout.ts'

/** Asked at the checkout itself, before there is an order; of the past, by each order just before it. */
export const checkout = defineTrigger({
  name: 'checkout',
  label: 'somebody checks out',
  opening: 'At the checkout',
  shelves: ['customer', 'cart', 'shop'],
  checkout: true,
  fits: wentThroughCheckout,
})
