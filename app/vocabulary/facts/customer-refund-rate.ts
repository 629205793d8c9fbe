import { defineCustomerFact } from '../define.ts'

/** 1 − totalSpent ÷ grossSpent, unrounded. */
export const refundRate = defineCustomerFact({
  name: 'customer.refundRate',
  type: 'number',
  unit: 'ratio',
  label: 'share refunded',
  meaning:
    'The part of what they spent that went back to them: 0.25 is a quarter. Missing for somebody who never spent anything.',
  read: ({ totalSpent, grossSpent }) => (grossSpent === 0 ? undefined : 1 - totalSpent / grossSpent),
})
