import { defineOrderFact } from '../define.ts'

/** Minor units: lines after discounts, before shipping and tax. */
export const subtotal = defineOrderFact({
  name: 'order.subtotal',
  type: 'money',
  label: 'order subtotal',
  atCheckout: 'cart.subtotal',
  meaning: 'What the goods came to after discounts, before shipping and tax. Missing when it is not known.',
  read: (order) => order.subtotal,
})
