import { refundedOf } from '../../ledger/customer.ts'
import { defineOrderFact } from '../define.ts'

/** Refunds of the order so far ÷ its total, unrounded. */
export const refundedShare = defineOrderFact({
  name: 'order.refundedShare',
  type: 'number',
  unit: 'ratio',
  label: 'share of the order refunded',
  atCheckout: 'customer.refundRate',
  meaning:
    'The part of the order that was refunded: 1 is all of it. Missing when nobody knows who ordered, or the total is 0.',
  phrases: { equal: 'the refunded part of the order is …' },
  read: (order, customer) => {
    const record = customer?.orders.find(({ id }) => id === order.id)
    return record === undefined || record.total === 0 ? undefined : refundedOf(record) / record.total
  },
})
