import { z } from 'zod'
import { definePayload } from './define.ts'
import { moment, restId } from './fields.ts'

const stamp = z.object({
  order_edit: z.object({
    id: restId,
    order_id: restId,
    created_at: moment.nullish(),
    committed_at: moment.nullish(),
  }),
})

/** An edit says what changed, not what the order is now: the order is read again. */
export const orderEdits = definePayload({
  topics: ['orders/edited'],
  stamp,
  whole: stamp,
  place: ({ order_edit: edit }, _topic, triggeredAt) => ({
    resourceId: edit.id,
    key: { at: edit.committed_at ?? edit.created_at ?? triggeredAt, kind: 'payment', id: edit.order_id },
  }),
  read: ({ order_edit: edit }) => ({ entries: [], reread: { kind: 'order', id: edit.order_id } }),
})
