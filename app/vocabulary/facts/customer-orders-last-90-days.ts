import { lastDays } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** Counted orders of the last 90 × 24 h. */
export const ordersLast90Days = defineCustomerFact({
  name: 'customer.ordersLast90Days',
  type: 'number',
  unit: 'orders',
  whole: true,
  least: 0,
  label: 'orders in the last 90 days',
  meaning: 'Orders of the last 90 days, without cancelled ones.',
  read: (customer, at) => lastDays(customer, 90, at).orders,
})
