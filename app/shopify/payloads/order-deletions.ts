import { definePayload } from './define.ts'
import { identified, resourceIdOf } from './fields.ts'

/** A deleted order stops counting, like a cancelled one, but is no cancellation that a rule could answer. */
export const orderDeletions = definePayload({
  topics: ['orders/delete'],
  stamp: identified,
  whole: identified,
  place: (order, _topic, triggeredAt) => {
    const id = resourceIdOf(order)
    return { resourceId: id, key: { at: triggeredAt, kind: 'cancellation', id } }
  },
  read: (order, _topic, { triggeredAt }) => ({
    entries: [{ kind: 'cancellation', id: resourceIdOf(order), at: triggeredAt, deleted: true }],
  }),
})
