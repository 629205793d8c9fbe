import { lastDays } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** Minor units: counted orders of the last 365 × 24 h less refunds of those orders and adjustments of that time. */
export const spentLast365Days = defineCustomerFact({
  name: 'customer.spentLast365Days',
  type: 'money',
  label: 'spent in the last 365 days',
  meaning: 'Spent on orders of the last 365 days, less refunds of those orders.',
  read: (customer, at) => lastDays(customer, 365, at).spent,
})
