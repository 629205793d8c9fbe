import { defineTrigger } from '../define.ts'

/** Somebody goes out of a group: looked at whenever something happens about them, and everybody once a day. */
export const customerLeaves = defineTrigger({
  name: 'customer.leaves',
  label: 'a customer goes out of a group',
  shelves: ['customer', 'shop'],
  crossing: 'leaves',
  fits: () => true,
})
