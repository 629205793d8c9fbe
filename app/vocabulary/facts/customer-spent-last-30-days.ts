import { lastDays } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** Minor units: counted orders of the last 30 × 24 h less refunds of those orders and adjustments of that time. */
export const spentLast30Days = defineCustomerFact({
  name: 'customer.spentLast30Days',
  type: 'money',
  label: 'spent in the last 30 days',
  meaning: 'Spent on orders of the last 30 days, less refunds of those orders.',
  read: (customer, at) => lastDays(customer, 30, at).spent,
})
