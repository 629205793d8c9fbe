import { defineCustomerFact } from '../define.ts'

/** 100 × (spendRank365 − 1) ÷ customers ranked by the last 365 days: what the top 5% of spenders means unless ever is said. */
export const spendTopPercent365 = defineCustomerFact({
  name: 'customer.spendTopPercent365',
  type: 'number',
  unit: '%',
  least: 0,
  most: 100,
  label: 'place by spend in the last 365 days',
  meaning:
    'Share of the customers with an order in the last 365 days who spent more in them: the top 5% is less than 5. Companies and staff are not ranked. Missing without an order in them.',
  phrases: {
    lessThan: 'the customer is in the top … by spend in the last 365 days',
    greaterThanInclusive: 'the customer is not in the top … by spend in the last 365 days',
  },
  read: (customer, _at, { shop }) => {
    const place = shop.place('year', customer.id)
    return place && (100 * place.ahead) / place.ranked
  },
})
