import { averageOrderValue as averageOf } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** Minor units: totalSpent ÷ ordersCount, half away from zero. */
export const averageOrderValue = defineCustomerFact({
  name: 'customer.averageOrderValue',
  type: 'money',
  label: 'average order value',
  meaning: 'Total spent, less refunds, divided by the number of orders. Missing for somebody who never ordered.',
  read: averageOf,
})
