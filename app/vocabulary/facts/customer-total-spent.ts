import { defineCustomerFact } from '../define.ts'

/** Minor units: totals of counted orders less their refunds and adjustments; may be negative. */
export const totalSpent = defineCustomerFact({
  name: 'customer.totalSpent',
  type: 'money',
  label: 'total spent',
  meaning: 'Spent on orders so far, less refunds. 0 for somebody who never ordered.',
  read: (customer) => customer.totalSpent,
})
