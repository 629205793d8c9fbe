import { firstOrderEver } from '../../ledger/customer.ts'
import { daysUntilAnniversary as daysUntil } from '../calendar.ts'
import { defineCustomerFact } from '../define.ts'

/** Calendar days in the shop's time zone until the day of the first order comes round again, 0 on the day itself. */
export const daysUntilAnniversary = defineCustomerFact({
  name: 'customer.daysUntilAnniversary',
  type: 'number',
  unit: 'days',
  label: 'days until the anniversary of the first order',
  phrases: { equal: "the anniversary of the customer's first order is … days away" },
  meaning:
    'Days until the day of their first order comes round again; 0 on that day, from the first year on. Missing for somebody who never ordered, and where older orders are only counted.',
  read: (customer, at, { timeZone }) => {
    const first = firstOrderEver(customer)
    return first && daysUntil(first.at, at, timeZone)
  },
})
