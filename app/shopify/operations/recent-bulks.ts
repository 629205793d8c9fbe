import { z } from 'zod'
import { defineOperation } from './define.ts'

/** The app's newest bulk operations, so that a restarted app adopts its own instead of starting again. */
export const recentBulks = defineOperation<Record<string, never>>()({
  name: 'RecentBulks',
  query: `query RecentBulks {
  bulkOperations(first: 10) {
    edges { node { id status query } }
  }
}`,
  answer: z.object({
    bulkOperations: z.object({
      edges: z.array(z.object({ node: z.object({ id: z.string(), status: z.string(), query: z.string() }) })),
    }),
  }),
})
