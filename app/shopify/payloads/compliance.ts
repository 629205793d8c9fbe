import { z } from 'zod'
import { definePayload } from './define.ts'
import { restId } from './fields.ts'

const payload = z.object({
  shop_id: restId,
  customer: z.object({ id: restId }).nullish(),
  data_request: z.object({ id: restId }).nullish(),
})

/** Requests that privacy law lets people make. They are kept, shown as waiting, and not read yet. */
export const compliance = definePayload({
  topics: ['customers/data_request', 'customers/redact', 'shop/redact'],
  stamp: payload,
  whole: payload,
  waits: true,
  place: (request, _topic, triggeredAt) => ({
    resourceId: request.data_request?.id ?? request.customer?.id ?? request.shop_id,
    key: { at: triggeredAt, kind: 'customer', id: 'shop' },
  }),
  read: () => ({ entries: [] }),
})
