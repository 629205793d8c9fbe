import { z } from 'zod'
import { defineOperation } from './define.ts'

/** How far one bulk operation is; counts come as decimal strings. */
export const readBulk = defineOperation<{ id: string }>()({
  name: 'ReadBulk',
  query: `query ReadBulk($id: ID!) {
  bulkOperation(id: $id) { id status errorCode rootObjectCount url }
}`,
  answer: z.object({
    bulkOperation: z
      .object({
        id: z.string(),
        status: z.enum(['CREATED', 'RUNNING', 'COMPLETED', 'CANCELING', 'CANCELED', 'FAILED', 'EXPIRED']),
        errorCode: z.string().nullish(),
        rootObjectCount: z.coerce.number(),
        url: z.string().nullish(),
      })
      .nullable(),
  }),
})
