import { defineCustomerFact } from '../define.ts'

/** Orders from their moment until cancelled; test orders and orders of total 0 do not count. */
export const ordersCount = defineCustomerFact({
  name: 'customer.ordersCount',
  type: 'number',
  unit: 'orders',
  whole: true,
  least: 0,
  label: 'orders',
  meaning: 'Orders so far, without cancelled ones, tests and orders of total 0. 0 for somebody who never ordered.',
  phrases: { equal: 'the customer has exactly … orders', greaterThan: 'the customer has more than … orders' },
  read: (customer) => customer.ordersCount,
})
