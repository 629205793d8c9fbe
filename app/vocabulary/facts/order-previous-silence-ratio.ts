import { justBefore } from '../../ledger/customer.ts'
import { silenceRatioOf } from '../cadence.ts'
import { defineOrderFact } from '../define.ts'

/** silenceRatio at the moment of the order, without it; the shop's median as of the entry. */
export const previousSilenceRatio = defineOrderFact({
  name: 'order.previousSilenceRatio',
  type: 'number',
  unit: 'times',
  label: 'times their usual gap before this order',
  atCheckout: 'customer.silenceRatio',
  meaning: 'How many times their usual gap they had been silent when this order came. Missing for a first order.',
  phrases: { greaterThan: 'the customer had been silent for more than … times their usual gap before this order' },
  read: (order, customer, { shop }) => {
    const before = customer && justBefore(customer, order.id)
    return before && silenceRatioOf(before, order.at, shop)
  },
})
