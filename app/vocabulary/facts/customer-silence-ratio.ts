import { silenceRatioOf } from '../cadence.ts'
import { defineCustomerFact } from '../define.ts'

/** Whole days since the last order ÷ own median gap, the shop's below three orders. */
export const silenceRatio = defineCustomerFact({
  name: 'customer.silenceRatio',
  type: 'number',
  unit: 'times',
  label: 'times their usual gap since the last order',
  meaning:
    'Days since the latest order divided by the usual days between their orders; below three orders by what is usual in the shop. Missing for somebody who never ordered, and while nothing is usual yet.',
  phrases: { greaterThan: 'the customer has been silent for more than … times their usual gap' },
  read: (customer, at, { shop }) => silenceRatioOf(customer, at, shop),
})
