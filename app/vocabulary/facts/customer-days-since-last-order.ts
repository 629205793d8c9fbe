import { lastCountedOrder } from '../../ledger/customer.ts'
import { DAY_MS } from '../../ledger/entries.ts'
import { defineCustomerFact } from '../define.ts'

/** Whole 24-hour periods; missing for someone who never ordered: greater and less are then false, notEqual and notIn true. */
export const daysSinceLastOrder = defineCustomerFact({
  name: 'customer.daysSinceLastOrder',
  type: 'number',
  unit: 'days',
  whole: true,
  label: 'days since last order',
  meaning: 'Whole days since the latest order. Missing for somebody who never ordered.',
  read: (customer, at) => {
    const last = lastCountedOrder(customer)
    return last && Math.floor((at - last.at) / DAY_MS)
  },
})
