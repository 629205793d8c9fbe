import { defineCustomerFact } from '../define.ts'

/** Counted orders that were not refunded in full. */
export const keptOrdersCount = defineCustomerFact({
  name: 'customer.keptOrdersCount',
  type: 'number',
  unit: 'orders',
  whole: true,
  least: 0,
  label: 'kept orders',
  meaning: 'Orders so far, without those cancelled or refunded in full. Offers for regulars use it.',
  phrases: { greaterThan: 'the customer has more than … kept orders' },
  read: (customer) => customer.keptOrdersCount,
})
