import { z } from 'zod'
import { METAFIELD_NAMESPACE, POLICY_KEY, VARIABLES_KEY } from '../../rules/checkout/metafields.ts'
import { defineOperation, userError } from './define.ts'

/** The one automatic discount that carries our function's policy. */

export type AppDiscountInput = {
  readonly title: string
  readonly discountClasses: readonly ('ORDER' | 'PRODUCT' | 'SHIPPING')[]
  readonly combinesWith: {
    readonly orderDiscounts: boolean
    readonly productDiscounts: boolean
    readonly shippingDiscounts: boolean
  }
  readonly appliesOnOneTimePurchase: boolean
  readonly appliesOnSubscription: boolean
  /** A subscription's first bill alone. */
  readonly recurringCycleLimit: number
  readonly endsAt: null
}

const metafieldOf = (alias: string, key: string) =>
  `${alias}: metafield(namespace: "${METAFIELD_NAMESPACE}", key: "${key}") { value compareDigest }`

const FIELDS = `id ${metafieldOf('policy', POLICY_KEY)} ${metafieldOf('variables', VARIABLES_KEY)}
    automaticDiscount { __typename ... on DiscountAutomaticApp {
      title status endsAt discountClasses appliesOnOneTimePurchase appliesOnSubscription recurringCycleLimit
      combinesWith { orderDiscounts productDiscounts shippingDiscounts } } }`

const metafield = z.object({ value: z.string(), compareDigest: z.string() }).nullable()

const node = z.object({
  id: z.string(),
  policy: metafield,
  variables: metafield,
  automaticDiscount: z.object({
    __typename: z.string(),
    title: z.string().optional(),
    status: z.string().optional(),
    endsAt: z.string().nullish(),
    discountClasses: z.array(z.string()).optional(),
    appliesOnOneTimePurchase: z.boolean().optional(),
    appliesOnSubscription: z.boolean().optional(),
    recurringCycleLimit: z.number().optional(),
    combinesWith: z
      .object({ orderDiscounts: z.boolean(), productDiscounts: z.boolean(), shippingDiscounts: z.boolean() })
      .optional(),
  }),
})

export type AppDiscountNode = z.infer<typeof node>

export const readAppDiscount = defineOperation<{ id: string }>()({
  name: 'ReadAppDiscount',
  query: `query ReadAppDiscount($id: ID!) {
  automaticDiscountNode(id: $id) { ${FIELDS} }
}`,
  answer: z.object({ automaticDiscountNode: node.nullable() }),
})

/** Ours is the one that carries our metafield: `$app` is nobody else's. */
export const findAppDiscounts = defineOperation<{ after: string | null }>()({
  name: 'FindAppDiscounts',
  query: `query FindAppDiscounts($after: String) {
  automaticDiscountNodes(first: 50, after: $after, reverse: true) {
    nodes { ${FIELDS} }
    pageInfo { hasNextPage endCursor }
  }
}`,
  answer: z.object({
    automaticDiscountNodes: z.object({
      nodes: z.array(node),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    }),
  }),
})

export type MetafieldText = {
  readonly namespace: string
  readonly key: string
  readonly type: string
  readonly value: string
}

export const createAppDiscount = defineOperation<{
  discount: AppDiscountInput & {
    readonly functionHandle: string
    readonly startsAt: string
    readonly context: { readonly all: 'ALL' }
    readonly metafields: readonly MetafieldText[]
  }
}>()({
  name: 'CreateAppDiscount',
  query: `mutation CreateAppDiscount($discount: DiscountAutomaticAppInput!) {
  discountAutomaticAppCreate(automaticAppDiscount: $discount) {
    automaticAppDiscount { discountId }
    userErrors { code field message }
  }
}`,
  answer: z.object({
    discountAutomaticAppCreate: z.object({
      automaticAppDiscount: z.object({ discountId: z.string() }).nullable(),
      userErrors: z.array(userError),
    }),
  }),
})

export const updateAppDiscount = defineOperation<{ id: string; discount: AppDiscountInput }>()({
  name: 'UpdateAppDiscount',
  query: `mutation UpdateAppDiscount($id: ID!, $discount: DiscountAutomaticAppInput!) {
  discountAutomaticAppUpdate(id: $id, automaticAppDiscount: $discount) {
    automaticAppDiscount { discountId }
    userErrors { code field message }
  }
}`,
  answer: z.object({
    discountAutomaticAppUpdate: z.object({
      automaticAppDiscount: z.object({ discountId: z.string() }).nullable(),
      userErrors: z.array(userError),
    }),
  }),
})
