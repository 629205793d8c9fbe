import { defineOrderFact } from '../define.ts'

/** Minor units: Shopify's total_price in shop money, before refunds. */
export const total = defineOrderFact({
  name: 'order.total',
  type: 'money',
  label: 'order total',
  atCheckout: 'cart.subtotal',
  meaning: 'What the order came to, before refunds.',
  read: (order) => order.total,
})
