import { z } from 'zod'
import { defineOperation, userError } from './define.ts'

/** Starts a bulk query; its result is a file that `readBulk` names once it is complete. */
export const startBulk = defineOperation<{ query: string }>()({
  name: 'StartBulk',
  query: `mutation StartBulk($query: String!) {
  bulkOperationRunQuery(query: $query) {
    bulkOperation { id status }
    userErrors { code field message }
  }
}`,
  answer: z.object({
    bulkOperationRunQuery: z.object({
      bulkOperation: z.object({ id: z.string(), status: z.string() }).nullable(),
      userErrors: z.array(userError),
    }),
  }),
})
