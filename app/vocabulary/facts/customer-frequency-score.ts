import { defineCustomerFact } from '../define.ts'
import { scoreOf } from '../score.ts'

/** 1 + floor(5 × strictly worse ÷ ranked) by the number of their orders, among customers with a counted order: 1 to 5. */
export const frequencyScore = defineCustomerFact({
  name: 'customer.frequencyScore',
  type: 'number',
  label: 'frequency score',
  meaning:
    '1 to 5 by the number of their orders, compared with all who ever ordered; 5 is the best fifth. Companies and staff are not ranked. Missing for somebody who never ordered.',
  read: (customer, _at, { shop }) => scoreOf(shop.place('frequency', customer.id)),
})
