import { z } from 'zod'
import { METAFIELD_NAMESPACE, STANDING_KEY } from '../../rules/checkout/metafields.ts'
import { defineOperation } from './define.ts'

/** What customers' records say of their standing; null for whoever is gone. */
export const readStandings = defineOperation<{ ids: readonly string[] }>()({
  name: 'ReadStandings',
  query: `query ReadStandings($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Customer {
    id numberOfOrders
    standing: metafield(namespace: "${METAFIELD_NAMESPACE}", key: "${STANDING_KEY}") { value compareDigest }
  } }
}`,
  answer: z.object({
    nodes: z.array(
      z
        .object({
          id: z.string(),
          numberOfOrders: z.coerce.number().int().nonnegative(),
          standing: z.object({ value: z.string(), compareDigest: z.string() }).nullable(),
        })
        .nullable(),
    ),
  }),
})
