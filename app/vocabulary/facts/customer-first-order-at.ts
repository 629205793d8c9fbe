import { firstCountedOrder } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** The moment of the first counted order. */
export const firstOrderAt = defineCustomerFact({
  name: 'customer.firstOrderAt',
  type: 'time',
  label: 'first order',
  meaning: 'When the first order was placed. Missing for somebody who never ordered.',
  phrases: {
    moreThanDaysAgo: "the customer's first order was more than … ago",
    withinLastDays: "the customer's first order was within the last …",
  },
  read: (customer) => firstCountedOrder(customer)?.at,
})
