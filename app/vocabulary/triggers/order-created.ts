import { defineTrigger } from '../define.ts'

export const orderCreated = defineTrigger({
  name: 'order.created',
  label: 'an order is placed',
  shelves: ['customer', 'order', 'shop'],
  parcel: true,
  fits: (entry) => entry.kind === 'order',
})
