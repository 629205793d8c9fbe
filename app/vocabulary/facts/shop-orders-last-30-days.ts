import { defineShopFact } from '../define.ts'

/** Counted orders of known customers in the last 30 × 24 h. */
export const shopOrdersLast30Days = defineShopFact({
  name: 'shop.ordersLast30Days',
  type: 'number',
  unit: 'orders',
  label: 'orders of the shop in the last 30 days',
  meaning: 'Orders of all customers in the last 30 days, without cancelled ones.',
  read: (shop) => shop.ordersLast30Days,
})
