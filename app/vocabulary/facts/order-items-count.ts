import { defineOrderFact } from '../define.ts'

/** Sum of quantities. */
export const itemsCount = defineOrderFact({
  name: 'order.itemsCount',
  type: 'number',
  unit: 'items',
  whole: true,
  least: 0,
  label: 'items of the order',
  atCheckout: 'cart.itemsCount',
  meaning: 'Pieces ordered. Missing when it is not known.',
  read: (order) => order.itemsCount,
})
