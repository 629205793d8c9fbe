import { defineShopFact } from '../define.ts'

/** Customers with more than one counted order ÷ customers with one at least; 0 to 1, unrounded. */
export const repeatRate = defineShopFact({
  name: 'shop.repeatRate',
  type: 'number',
  unit: 'ratio',
  label: 'repeat rate',
  meaning: 'The part of all customers who ordered more than once: 0.31 is 31 %. Missing without customers.',
  read: (shop) => (shop.customersCount === 0 ? undefined : shop.repeatCustomersCount / shop.customersCount),
})
