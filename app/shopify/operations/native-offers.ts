import { z } from 'zod'
import { defineOperation, userError } from './define.ts'

/** Automatic discounts that Shopify decides on by itself, for the customers of a segment. */

/** Ours carry it, beside one that tells which. */
export const NATIVE_TAG = 'perennial-native'

export const findNativeOffers = defineOperation<Record<string, never>>()({
  name: 'FindNativeOffers',
  query: `query FindNativeOffers {
  discountNodes(first: 100, query: "method:automatic AND tag:${NATIVE_TAG}") { nodes { id discount { __typename
    ... on DiscountAutomaticBasic { status tags }
    ... on DiscountAutomaticFreeShipping { status tags } } } }
}`,
  answer: z.object({
    discountNodes: z.object({
      nodes: z.array(
        z.object({
          id: z.string(),
          discount: z.object({ status: z.string().optional(), tags: z.array(z.string()).optional() }),
        }),
      ),
    }),
  }),
})

export const findSegments = defineOperation<{ query: string }>()({
  name: 'FindSegments',
  query: `query FindSegments($query: String!) {
  segments(first: 20, query: $query) { nodes { id name query } }
}`,
  answer: z.object({
    segments: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string(), query: z.string() })) }),
  }),
})

export const createSegment = defineOperation<{ name: string; query: string }>()({
  name: 'CreateSegment',
  query: `mutation CreateSegment($name: String!, $query: String!) {
  segmentCreate(name: $name, query: $query) { segment { id } userErrors { field message } }
}`,
  answer: z.object({
    segmentCreate: z.object({ segment: z.object({ id: z.string() }).nullable(), userErrors: z.array(userError) }),
  }),
})

export type NativeInput = {
  readonly title: string
  readonly tags: readonly string[]
  readonly startsAt: string
  readonly context: { readonly customerSegments: { readonly add: readonly string[] } }
  readonly combinesWith: {
    readonly orderDiscounts: boolean
    readonly productDiscounts: boolean
    readonly shippingDiscounts: boolean
  }
  readonly minimumRequirement?: { readonly subtotal: { readonly greaterThanOrEqualToSubtotal: string } }
}

const created = z.object({
  automaticDiscountNode: z.object({ id: z.string() }).nullable(),
  userErrors: z.array(userError),
})

export const createNativeOrderOffer = defineOperation<{
  discount: NativeInput & {
    readonly customerGets: {
      readonly items: { readonly all: true }
      /** A share from 0 to 1, or an amount in the shop's currency. */
      readonly value:
        | { readonly percentage: number }
        | { readonly discountAmount: { readonly amount: string; readonly appliesOnEachItem: false } }
    }
  }
}>()({
  name: 'CreateNativeOrderOffer',
  query: `mutation CreateNativeOrderOffer($discount: DiscountAutomaticBasicInput!) {
  discountAutomaticBasicCreate(automaticBasicDiscount: $discount) {
    automaticDiscountNode { id }
    userErrors { code field message }
  }
}`,
  answer: z.object({ discountAutomaticBasicCreate: created }),
})

export const createNativeShippingOffer = defineOperation<{
  discount: NativeInput & { readonly destination: { readonly all: true }; readonly maximumShippingPrice?: string }
}>()({
  name: 'CreateNativeShippingOffer',
  query: `mutation CreateNativeShippingOffer($discount: DiscountAutomaticFreeShippingInput!) {
  discountAutomaticFreeShippingCreate(freeShippingAutomaticDiscount: $discount) {
    automaticDiscountNode { id }
    userErrors { code field message }
  }
}`,
  answer: z.object({ discountAutomaticFreeShippingCreate: created }),
})

export const deleteAutomatic = defineOperation<{ id: string }>()({
  name: 'DeleteAutomatic',
  query: `mutation DeleteAutomatic($id: ID!) {
  discountAutomaticDelete(id: $id) { deletedAutomaticDiscountId userErrors { code field message } }
}`,
  answer: z.object({
    discountAutomaticDelete: z.object({
      deletedAutomaticDiscountId: z.string().nullable(),
      userErrors: z.array(userError),
    }),
  }),
})
