import { defineTrigger } from '../define.ts'

/** Somebody leaves their name for the first time: with an order, an account or a newsletter. */
export const customerCreated = defineTrigger({
  name: 'customer.created',
  label: 'a customer is new in the shop',
  shelves: ['customer', 'shop'],
  fits: (entry) => entry.kind === 'customer' && entry.isNew === true,
})
