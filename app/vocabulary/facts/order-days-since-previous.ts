import { orderBefore } from '../../ledger/customer.ts'
import { DAY_MS } from '../../ledger/entries.ts'
import { defineOrderFact } from '../define.ts'

/** Whole 24-hour periods between the counted order before and this one. */
export const daysSincePrevious = defineOrderFact({
  name: 'order.daysSincePrevious',
  type: 'number',
  unit: 'days',
  label: 'days since the order before',
  atCheckout: 'customer.daysSinceLastOrder',
  meaning: 'Whole days between this order and the one before. Missing for a first order.',
  read: (order, customer) => {
    const before = customer && orderBefore(customer, order.id)
    return before && Math.floor((order.at - before.at) / DAY_MS)
  },
})
