import { defineOrderFact } from '../define.ts'

/** As entered, in Shopify's order. */
export const discountCodes = defineOrderFact({
  name: 'order.discountCodes',
  type: 'list',
  label: 'discount codes of the order',
  meaning: 'The discount codes that the order used. Empty without any.',
  read: (order) => order.discountCodes,
})
