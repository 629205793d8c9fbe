import { defineCustomerFact } from '../define.ts'

/** The tags as the shop has them, in the order they were added. */
export const tags = defineCustomerFact({
  name: 'customer.tags',
  type: 'list',
  ofRecord: true,
  label: 'tags',
  meaning: 'The tags of the customer in the shop. Empty without any.',
  read: (customer) => customer.tags,
})
