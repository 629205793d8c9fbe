import { defineOrderFact } from '../define.ts'

/** Minor units: all discounts of the order. */
export const discountTotal = defineOrderFact({
  name: 'order.discountTotal',
  type: 'money',
  label: 'discount of the order',
  meaning: 'What discounts took off the order. Missing when it is not known.',
  read: (order) => order.discountTotal,
})
