import { averageBefore } from '../../ledger/customer.ts'
import { defineOrderFact } from '../define.ts'

/** Minor units: averageOrderValue just before the order entry. */
export const previousAverageValue = defineOrderFact({
  name: 'order.previousAverageValue',
  type: 'money',
  label: 'average order value before',
  atCheckout: 'customer.averageOrderValue',
  meaning: 'The average order value of the customer just before this order. Missing for a first order.',
  read: (order, customer) => customer && averageBefore(customer, order.id),
})
