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

const METAFIELDS = `${metafieldOf('policy', POLICY_KEY)} ${metafieldOf('variables', VARIABLES_KEY)}`
const TERMS = `__typename ... on DiscountAutomaticApp {
      discountId title status endsAt discountClasses appliesOnOneTimePurchase appliesOnSubscription recurringCycleLimit
      combinesWith { orderDiscounts productDiscounts shippingDiscounts } }`

const metafield = z.object({ value: z.string(), compareDigest: z.string() }).nullable()
const metafields = z.object({ policy: metafield, variables: metafield })

const terms = z.object({
  __typename: z.literal('DiscountAutomaticApp'),
  discountId: z.string(),
  title: z.string(),
  status: z.string(),
  endsAt: z.string().nullish(),
  discountClasses: z.array(z.string()),
  appliesOnOneTimePurchase: z.boolean(),
  appliesOnSubscription: z.boolean(),
  recurringCycleLimit: z.number(),
  combinesWith: z.object({
    orderDiscounts: z.boolean(),
    productDiscounts: z.boolean(),
    shippingDiscounts: z.boolean(),
  }),
})
const others = z.object({ __typename: z.string() })

export type AppDiscountTerms = z.infer<typeof terms>

export const readAppDiscount = defineOperation<{ id: string }>()({
  name: 'ReadAppDiscount',
  query: `query ReadAppDiscount($id: ID!) {
  node(id: $id) { ... on DiscountAutomaticNode { ${METAFIELDS} discount: automaticDiscount { ${TERMS} } } }
}`,
  answer: z.object({ node: metafields.extend({ discount: z.union([terms, others]) }).nullable() }),
})

/** Ours is the one that carries our metafield: `$app` is nobody else's. */
export const findAppDiscounts = defineOperation<{ after: string | null }>()({
  name: 'FindAppDiscounts',
  query: `query FindAppDiscounts($after: String) {
  discountNodes(first: 50, after: $after, query: "method:automatic", reverse: true) {
    nodes { ${METAFIELDS} discount { ${TERMS} } }
    pageInfo { hasNextPage endCursor }
  }
}`,
  answer: z.object({
    discountNodes: z.object({
      nodes: z.array(metafields.extend({ discount: z.union([terms, others]) })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    }),
  }),
})

export type AppDiscountNode = z.infer<typeof metafields> & {
  readonly discount: AppDiscountTerms | z.infer<typeof others>
}

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
