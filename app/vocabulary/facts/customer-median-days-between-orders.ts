import { ownMedianGapDays } from '../cadence.ts'
import { defineCustomerFact } from '../define.ts'

/** Median gap between counted orders in days of 24 h, unrounded; two gaps at least. */
export const medianDaysBetweenOrders = defineCustomerFact({
  name: 'customer.medianDaysBetweenOrders',
  type: 'number',
  unit: 'days',
  label: 'usual days between orders',
  meaning: 'The middle of the times between orders. Missing below three orders.',
  read: (customer) => ownMedianGapDays(customer),
})
