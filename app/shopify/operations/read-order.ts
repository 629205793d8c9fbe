import { z } from 'zod'
import { defineOperation } from './define.ts'
import { askedLine, askedOrder, LINE_FIELDS, ORDER_COUNTRY_FIELDS, ORDER_FIELDS } from './order-fields.ts'

/** One order as it is now. Its lines come in pages, as many at a time as one question may cost: `after` is the cursor of the page before. */
export const readOrder = defineOperation<{ id: string; after: string | null }>()({
  name: 'ReadOrder',
  query: `query ReadOrder($id: ID!, $after: String) {
  order(id: $id) {${ORDER_FIELDS}${ORDER_COUNTRY_FIELDS}
    lineItems(first: 100, after: $after) {
      edges { node { ${LINE_FIELDS} } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
  answer: z.object({
    order: askedOrder
      .extend({
        lineItems: z.object({
          edges: z.array(z.object({ node: askedLine })),
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
        }),
      })
      .nullable(),
  }),
})
