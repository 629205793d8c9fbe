import { defineOrderFact } from '../define.ts'

/** Each once; empty when not known. */
export const orderTags = defineOrderFact({
  name: 'order.tags',
  type: 'list',
  label: 'tags of the order',
  atCheckout: 'customer.tags',
  meaning: 'The tags of the order in the shop. Empty without any.',
  read: (order) => order.tags ?? [],
})
