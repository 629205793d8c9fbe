import { defineTrigger } from '../define.ts'

export const orderPaid = defineTrigger({
  name: 'order.paid',
  label: 'an order is paid',
  shelves: ['customer', 'order', 'shop'],
  parcel: true,
  fits: (entry) => entry.kind === 'payment',
})
