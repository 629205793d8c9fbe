import { defineTrigger } from '../define.ts'

/** Asked at the checkout itself, before there is an order: no entry starts it. */
export const checkout = defineTrigger({
  name: 'checkout',
  label: 'somebody checks out',
  opening: 'At the checkout',
  shelves: ['customer', 'cart', 'shop'],
  checkout: true,
  fits: () => false,
})
