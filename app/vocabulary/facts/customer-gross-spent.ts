import { defineCustomerFact } from '../define.ts'

/** Minor units: totals of counted orders before refunds. */
export const grossSpent = defineCustomerFact({
  name: 'customer.grossSpent',
  type: 'money',
  least: 0,
  label: 'spent before refunds',
  meaning: 'Spent on orders so far, before refunds. 0 for somebody who never ordered.',
  read: (customer) => customer.grossSpent,
})
