import { firstOrderEver } from '../../ledger/customer.ts'
import { DAY_MS } from '../../ledger/entries.ts'
import { defineCustomerFact } from '../define.ts'

/** Whole 24-hour periods since the first counted order. */
export const daysSinceFirstOrder = defineCustomerFact({
  name: 'customer.daysSinceFirstOrder',
  type: 'number',
  unit: 'days',
  whole: true,
  least: 0,
  label: 'days since first order',
  meaning:
    'Whole days since the first order. Missing for somebody who never ordered, and where older orders are only counted.',
  read: (customer, at) => {
    const first = firstOrderEver(customer)
    return first && Math.floor((at - first.at) / DAY_MS)
  },
})
