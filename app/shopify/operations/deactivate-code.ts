import { z } from 'zod'
import { defineOperation, userError } from './define.ts'

/** Ends a code from now on. Once more changes nothing; whether it was used before is told with it. */
export const deactivateCode = defineOperation<{ id: string }>()({
  name: 'DeactivateCode',
  query: `mutation DeactivateCode($id: ID!) {
  discountCodeDeactivate(id: $id) {
    codeDiscountNode {
      id
      codeDiscount {
        __typename
        ... on DiscountCodeBasic { asyncUsageCount }
      }
    }
    userErrors { code field message }
  }
}`,
  answer: z.object({
    discountCodeDeactivate: z.object({
      codeDiscountNode: z
        .object({ id: z.string(), codeDiscount: z.object({ asyncUsageCount: z.number().nullish() }) })
        .nullable(),
      userErrors: z.array(userError),
    }),
  }),
})
