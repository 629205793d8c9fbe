import { defineCartFact } from '../define.ts'

export const cartSubtotal = defineCartFact({
  name: 'cart.subtotal',
  type: 'money',
  least: 0,
  label: 'cart subtotal',
  meaning: 'What the lines come to before discounts, gift cards left out.',
  read: ({ subtotal }) => subtotal,
})
