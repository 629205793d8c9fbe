import { defineShopFact } from '../define.ts'

/** Customers with a counted order. */
export const customersCount = defineShopFact({
  name: 'shop.customersCount',
  type: 'number',
  unit: 'customers',
  label: 'customers of the shop',
  meaning: 'People who ever ordered.',
  read: (shop) => shop.customersCount,
})
