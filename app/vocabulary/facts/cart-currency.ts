import { defineCartFact } from '../define.ts'

export const cartCurrency = defineCartFact({
  name: 'cart.currency',
  type: 'text',
  label: 'currency of the cart',
  meaning: 'What the customer sees and pays, such as EUR.',
  read: ({ currency }) => currency,
})
