import { firstOrderEver } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** The moment of the first counted order. */
export const firstOrderAt = defineCustomerFact({
  name: 'customer.firstOrderAt',
  type: 'time',
  label: 'first order',
  meaning:
    'When the first order was placed. Missing for somebody who never ordered, and where older orders are only counted.',
  phrases: {
    moreThanDaysAgo: "the customer's first order was more than … ago",
    withinLastDays: "the customer's first order was within the last …",
  },
  read: (customer) => firstOrderEver(customer)?.at,
})
