import { positionOf } from '../../ledger/customer.ts'
import { defineOrderFact } from '../define.ts'

/** Place among the customer's counted orders in ledger order, itself included. */
export const position = defineOrderFact({
  name: 'order.position',
  type: 'number',
  whole: true,
  least: 1,
  label: 'order number of the customer',
  atCheckout: 'customer.ordersCount',
  meaning:
    '1 for the first order of the customer, 2 for the second. Missing when nobody knows who ordered, or the order does not count.',
  phrases: { equal: "this is the customer's order number …" },
  read: (order, customer) => customer && positionOf(customer, order.id),
})
