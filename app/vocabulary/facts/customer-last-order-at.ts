import { lastCountedOrder } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** The moment of the latest counted order, which is the entry itself when that is an order. */
export const lastOrderAt = defineCustomerFact({
  name: 'customer.lastOrderAt',
  type: 'time',
  label: 'last order',
  meaning: 'When the latest order was placed. Missing for somebody who never ordered.',
  phrases: {
    moreThanDaysAgo: "the customer's last order was more than … ago",
    withinLastDays: "the customer's last order was within the last …",
  },
  read: (customer) => lastCountedOrder(customer)?.at,
})
