import { defineTrigger } from '../define.ts'

export const orderCancelled = defineTrigger({
  name: 'order.cancelled',
  label: 'an order is cancelled',
  shelves: ['customer', 'order', 'shop'],
  fits: (entry) => entry.kind === 'cancellation' && entry.deleted !== true,
})
