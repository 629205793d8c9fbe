import { defineOrderFact } from '../define.ts'

/** As the platform calls it. */
export const source = defineOrderFact({
  name: 'order.source',
  type: 'text',
  label: 'where the order was placed',
  meaning: 'Such as web or pos, as Shopify calls it. Missing when it is not known.',
  read: (order) => order.source,
})
