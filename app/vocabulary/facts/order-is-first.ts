import { positionOf } from '../../ledger/customer.ts'
import { defineOrderFact } from '../define.ts'

/** Position 1 among the customer's counted orders. */
export const isFirst = defineOrderFact({
  name: 'order.isFirst',
  type: 'boolean',
  label: 'first order',
  atCheckout: 'customer.ordersCount',
  meaning:
    'Whether this is the first order of the customer. Missing when nobody knows who ordered, or the order does not count.',
  claims: { yes: "this is the customer's first order", no: "this is not the customer's first order" },
  read: (order, customer) => {
    const position = customer && positionOf(customer, order.id)
    return position === undefined ? undefined : position === 1
  },
})
