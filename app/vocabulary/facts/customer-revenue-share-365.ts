import { lastDays } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** spentLast365Days ÷ that of the whole shop, unrounded; 0 to 1 but for negative spend. */
export const revenueShare365 = defineCustomerFact({
  name: 'customer.revenueShare365',
  type: 'number',
  unit: 'ratio',
  label: 'share of the revenue of the last 365 days',
  meaning:
    'What they spent in the last 365 days as a part of what all customers did: 0.06 is 6 %. Missing for somebody who never ordered, and while the whole comes to nothing.',
  read: (customer, at, { shop }) =>
    customer.ordersCount === 0 || shop.spentLast365Days === 0
      ? undefined
      : lastDays(customer, 365, at).spent / shop.spentLast365Days,
})
