import { defineCustomerFact } from '../define.ts'

/** 100 × (spendRank − 1) ÷ customers ranked: the top 5% is less than 5, and ties share the better place. */
export const spendTopPercent = defineCustomerFact({
  name: 'customer.spendTopPercent',
  type: 'number',
  unit: '%',
  least: 0,
  most: 100,
  label: 'place by total spent',
  meaning:
    'Share of customers who ever ordered and have spent more: the top 5% is less than 5. Companies and staff are not ranked. Missing for somebody who never ordered.',
  phrases: {
    lessThan: 'the customer is in the top … of all spenders ever',
    greaterThanInclusive: 'the customer is not in the top … of all spenders ever',
  },
  read: (customer, _at, { shop }) => {
    const place = shop.place('ever', customer.id)
    return place && (100 * place.ahead) / place.ranked
  },
})
