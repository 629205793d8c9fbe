import { lastDays } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** Minor units: counted orders of the last 90 × 24 h less refunds of those orders and adjustments of that time. */
export const spentLast90Days = defineCustomerFact({
  name: 'customer.spentLast90Days',
  type: 'money',
  label: 'spent in the last 90 days',
  meaning: 'Spent on orders of the last 90 days, less refunds of those orders.',
  read: (customer, at) => lastDays(customer, 90, at).spent,
})
