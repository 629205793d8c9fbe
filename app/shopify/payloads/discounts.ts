import { z } from 'zod'
import { shopKey } from './app-events.ts'
import { definePayload } from './define.ts'
import { gid, restId } from './fields.ts'

/** Neither says what the discount or the segment is now: whoever needs that reads all of them again. */

const discount = z.object({ admin_graphql_api_id: gid })

export const discounts = definePayload({
  topics: ['discounts/create', 'discounts/update', 'discounts/delete'],
  stamp: discount,
  whole: discount,
  place: ({ admin_graphql_api_id: resourceId }, _topic, triggeredAt) => ({ resourceId, key: shopKey(triggeredAt) }),
  read: ({ admin_graphql_api_id: discountId }) => ({ entries: [], shopEvent: { kind: 'offers', discountId } }),
})

const segment = z.object({ id: restId })

export const segments = definePayload({
  topics: ['segments/update'],
  stamp: segment,
  whole: segment,
  place: ({ id }, _topic, triggeredAt) => ({ resourceId: id, key: shopKey(triggeredAt) }),
  read: () => ({ entries: [], shopEvent: { kind: 'offers', discountId: null } }),
})
