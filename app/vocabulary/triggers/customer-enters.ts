import { defineTrigger } from '../define.ts'

/** Somebody comes into a group: looked at whenever something happens about them, and everybody once a day. */
export const customerEnters = defineTrigger({
  name: 'customer.enters',
  label: 'a customer comes into a group',
  shelves: ['customer', 'shop'],
  crossing: 'enters',
  fits: () => true,
})
