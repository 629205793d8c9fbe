import { lastDays } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** Counted orders of the last 365 × 24 h. */
export const ordersLast365Days = defineCustomerFact({
  name: 'customer.ordersLast365Days',
  type: 'number',
  unit: 'orders',
  whole: true,
  least: 0,
  label: 'orders in the last 365 days',
  meaning: 'Orders of the last 365 days, without cancelled ones.',
  read: (customer, at) => lastDays(customer, 365, at).orders,
})
