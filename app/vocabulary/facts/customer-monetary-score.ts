import { defineCustomerFact } from '../define.ts'
import { scoreOf } from '../score.ts'

/** 1 + floor(5 × strictly worse ÷ ranked) by what they spent, less refunds, among customers with a counted order: 1 to 5. */
export const monetaryScore = defineCustomerFact({
  name: 'customer.monetaryScore',
  type: 'number',
  label: 'spending score',
  meaning:
    '1 to 5 by what they spent, less refunds, compared with all who ever ordered; 5 is the best fifth. Companies and staff are not ranked. Missing for somebody who never ordered.',
  read: (customer, _at, { shop }) => scoreOf(shop.place('ever', customer.id)),
})
