import { defineTrigger } from '../define.ts'

/** Of one order, in part or whole; the order's facts see the refund. */
export const refundCreated = defineTrigger({
  name: 'refund.created',
  label: 'an order is refunded',
  shelves: ['customer', 'order', 'shop'],
  fits: (entry) => entry.kind === 'refund',
})
