import { defineCustomerFact } from '../define.ts'

/** 1 + customers whose net spend of the last 365 days is strictly higher, among those with an order in them. */
export const spendRank365 = defineCustomerFact({
  name: 'customer.spendRank365',
  type: 'number',
  unit: 'rank',
  whole: true,
  least: 1,
  label: 'rank by spend in the last 365 days',
  meaning:
    '1 is the customer who spent most in the last 365 days, among those who ordered in them. Companies and staff are not ranked. Missing without an order in them.',
  read: (customer, _at, { shop }) => {
    const place = shop.place('year', customer.id)
    return place && place.ahead + 1
  },
})
