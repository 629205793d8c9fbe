import { z } from 'zod'
import { defineOperation } from './define.ts'

/** Whose a code is: our own discounts carry the effect's short key among their tags. */
export const findCode = defineOperation<{ code: string }>()({
  name: 'FindCode',
  query: `query FindCode($code: String!) {
  codeDiscountNodeByCode(code: $code) {
    id
    codeDiscount {
      __typename
      ... on DiscountCodeBasic { title tags }
    }
  }
}`,
  answer: z.object({
    codeDiscountNodeByCode: z
      .object({
        id: z.string(),
        codeDiscount: z.object({
          __typename: z.string(),
          title: z.string().nullish(),
          tags: z.array(z.string()).nullish(),
        }),
      })
      .nullable(),
  }),
})
