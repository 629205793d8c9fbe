import { lastDays } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** Counted orders of the last 30 × 24 h. */
export const ordersLast30Days = defineCustomerFact({
  name: 'customer.ordersLast30Days',
  type: 'number',
  unit: 'orders',
  whole: true,
  least: 0,
  label: 'orders in the last 30 days',
  meaning: 'Orders of the last 30 days, without cancelled ones.',
  read: (customer, at) => lastDays(customer, 30, at).orders,
})
