import { defineCustomerFact } from '../define.ts'
import { scoreOf } from '../score.ts'

/** 1 + floor(5 × strictly worse ÷ ranked) by how lately they ordered, among customers with a counted order: 1 to 5. */
export const recencyScore = defineCustomerFact({
  name: 'customer.recencyScore',
  type: 'number',
  label: 'recency score',
  meaning:
    '1 to 5 by how lately they ordered, compared with all who ever ordered; 5 is the best fifth. Companies and staff are not ranked. Missing for somebody who never ordered.',
  read: (customer, _at, { shop }) => scoreOf(shop.place('recency', customer.id)),
})
