import { defineOrderFact } from '../define.ts'

/** Each once; empty when not known. */
export const vendors = defineOrderFact({
  name: 'order.vendors',
  type: 'list',
  label: 'vendors of the order',
  meaning: 'The vendors of what was ordered. Empty when they are not known.',
  read: (order) => order.vendors ?? [],
})
