import { z } from 'zod'
import { defineOperation, userError } from './define.ts'

export type CodeInput = {
  readonly title: string
  readonly code: string
  readonly tags: readonly string[]
  readonly startsAt: string
  readonly endsAt: string | null
  readonly usageLimit: number
  readonly appliesOncePerCustomer: boolean
  readonly context: { readonly customers: { readonly add: readonly string[] } }
  readonly combinesWith: {
    readonly orderDiscounts: boolean
    readonly productDiscounts: boolean
    readonly shippingDiscounts: boolean
  }
  readonly customerGets: {
    readonly appliesOnOneTimePurchase: boolean
    readonly appliesOnSubscription: boolean
    readonly items: { readonly all: true }
    /** A share from 0 to 1, or an amount in the shop's currency. */
    readonly value:
      | { readonly percentage: number }
      | { readonly discountAmount: { readonly amount: string; readonly appliesOnEachItem: boolean } }
  }
  readonly minimumRequirement?: { readonly subtotal: { readonly greaterThanOrEqualToSubtotal: string } }
}

/** A discount with one code. A code that exists already is refused with `TAKEN`. */
export const createCode = defineOperation<{ basicCodeDiscount: CodeInput }>()({
  name: 'CreateCode',
  query: `mutation CreateCode($basicCodeDiscount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $basicCodeDiscount) {
    codeDiscountNode { id }
    userErrors { code field message }
  }
}`,
  answer: z.object({
    discountCodeBasicCreate: z.object({
      codeDiscountNode: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(userError),
    }),
  }),
})
