import { defineCustomerFact } from '../define.ts'
import { scoreOf } from '../score.ts'

/** Recency, frequency and monetary score as three digits. */
export const rfmGroup = defineCustomerFact({
  name: 'customer.rfmGroup',
  type: 'text',
  label: 'RFM group',
  meaning:
    'Recency, frequency and spending score side by side: 555 is the best. Companies and staff are not ranked. Missing for somebody who never ordered.',
  read: ({ id }, _at, { shop }) => {
    const scores = (['recency', 'frequency', 'ever'] as const).map((ranking) => scoreOf(shop.place(ranking, id)))
    return scores.includes(undefined) ? undefined : scores.join('')
  },
})
