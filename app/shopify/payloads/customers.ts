import { z } from 'zod'
import type { CustomerEntry } from '../../ledger/entries.ts'
import { definePayload } from './define.ts'
import { identified, moment, resourceIdOf } from './fields.ts'

const stamp = identified.extend({ created_at: moment.nullish(), updated_at: moment.nullish() })

const CREATED = 'customers/create'

/** Who a customer is. Tags, consents and totals are not in these payloads (they have topics of their own, or none). */
export const customers = definePayload({
  topics: [CREATED, 'customers/update'],
  stamp,
  whole: stamp.extend({ first_name: z.string().nullish(), last_name: z.string().nullish() }),
  place: (customer, topic, triggeredAt) => {
    const id = resourceIdOf(customer)
    return { resourceId: id, key: { at: momentOf(customer, topic, triggeredAt), kind: 'customer', id } }
  },
  read: (customer, topic, { triggeredAt }) => ({
    entries: topic === CREATED ? [newcomer(resourceIdOf(customer), momentOf(customer, topic, triggeredAt))] : [],
    profile: {
      customerId: resourceIdOf(customer),
      firstName: customer.first_name ?? null,
      lastName: customer.last_name ?? null,
      copiedAt: customer.updated_at ?? triggeredAt,
    },
  }),
})

/** A creation stands at its own time, a change at that of the copy. */
const momentOf = (customer: z.infer<typeof stamp>, topic: string, triggeredAt: number): number =>
  (topic === CREATED ? customer.created_at : undefined) ?? customer.updated_at ?? triggeredAt

const newcomer = (customerId: string, at: number): CustomerEntry => ({
  kind: 'customer',
  id: `${customerId}:new`,
  at,
  customerId,
  addTags: [],
  removeTags: [],
  isNew: true,
})

export const customerDeletions = definePayload({
  topics: ['customers/delete'],
  stamp: identified,
  whole: identified,
  place: (customer, _topic, triggeredAt) => {
    const { at, id, customerId } = departure(resourceIdOf(customer), triggeredAt)
    return { resourceId: customerId, key: { at, kind: 'customer', id } }
  },
  read: (customer, _topic, { triggeredAt }) => ({
    entries: [departure(resourceIdOf(customer), triggeredAt)],
    forgetCustomerId: resourceIdOf(customer),
  }),
})

const departure = (customerId: string, at: number): CustomerEntry => ({
  kind: 'customer',
  id: `${customerId}:gone`,
  at,
  customerId,
  addTags: [],
  removeTags: [],
  isGone: true,
})
