import { defineOrderFact } from '../define.ts'

/** Each SKU once. */
export const skus = defineOrderFact({
  name: 'order.skus',
  type: 'list',
  label: 'SKUs of the order',
  atCheckout: 'cart.skus',
  meaning: 'The article numbers (SKU) that the order contains. Empty without any.',
  read: (order) => order.skus,
})
