import { defineCartFact } from '../define.ts'

export const cartSkus = defineCartFact({
  name: 'cart.skus',
  type: 'list',
  label: 'SKUs in the cart',
  meaning: 'The article numbers (SKU) in the cart. Empty without any.',
  read: ({ skus }) => skus,
})
