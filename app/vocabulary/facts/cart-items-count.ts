import { defineCartFact } from '../define.ts'

export const cartItemsCount = defineCartFact({
  name: 'cart.itemsCount',
  type: 'number',
  whole: true,
  least: 0,
  label: 'items in the cart',
  meaning: 'How many items are in the cart, each piece counted.',
  read: ({ itemsCount }) => itemsCount,
})
