import { defineCustomerFact } from '../define.ts'

/** 1 + customers with a counted order whose net spend is strictly higher. */
export const spendRank = defineCustomerFact({
  name: 'customer.spendRank',
  type: 'number',
  unit: 'rank',
  whole: true,
  least: 1,
  label: 'rank by total spent',
  meaning:
    '1 is the customer who has spent most, among all who ever ordered. Companies and staff are not ranked. Missing for somebody who never ordered.',
  read: (customer, _at, { shop }) => {
    const place = shop.place('ever', customer.id)
    return place && place.ahead + 1
  },
})
