import { defineTrigger } from '../define.ts'

export const orderPaid = defineTrigger({
  name: 'order.paid',
  label: 'an order is paid',
  shelves: ['customer', 'order', 'shop'],
  fits: (entry) => entry.kind === 'payment',
})
