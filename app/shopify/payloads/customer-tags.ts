import { createHash } from 'node:crypto'
import { z } from 'zod'
import { definePayload } from './define.ts'
import { gid, moment } from './fields.ts'

const payload = z.object({
  customerId: gid,
  tags: z.array(z.string()),
  occurredAt: moment.nullish(),
})

/** Tags that somebody put on a customer or took off. The entry's id comes from the change itself, so a repeat has the same. */
export const customerTags = definePayload({
  topics: ['customer.tags_added', 'customer.tags_removed'],
  stamp: payload,
  whole: payload,
  place: (change, topic, triggeredAt) => ({
    resourceId: change.customerId,
    key: { at: change.occurredAt ?? triggeredAt, kind: 'customer', id: changeId(change, topic, triggeredAt) },
  }),
  read: (change, topic, { triggeredAt }) => ({
    entries: [
      {
        kind: 'customer',
        id: changeId(change, topic, triggeredAt),
        at: change.occurredAt ?? triggeredAt,
        customerId: change.customerId,
        addTags: topic === 'customer.tags_added' ? change.tags : [],
        removeTags: topic === 'customer.tags_removed' ? change.tags : [],
      },
    ],
  }),
})

const changeId = (change: z.infer<typeof payload>, topic: string, triggeredAt: number): string => {
  const verb = topic === 'customer.tags_added' ? 'added' : 'removed'
  const tags = createHash('sha256').update(JSON.stringify(change.tags.toSorted())).digest('hex').slice(0, 12)
  return `${change.customerId}:${change.occurredAt ?? triggeredAt}:${verb}:${tags}`
}
