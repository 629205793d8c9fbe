import { z } from 'zod'
import { defineOperation } from './define.ts'

/** As many codes of one discount as are looked at. */
export const MOST_CODES = 10

const OF_EVERY = `title startsAt endsAt
      combinesWith { orderDiscounts productDiscounts shippingDiscounts }
      context { __typename ... on DiscountCustomerSegments { segments { query } } }`
const OF_CODES = `appliesOncePerCustomer usageLimit asyncUsageCount
      codesCount { count } codes(first: ${MOST_CODES}) { nodes { code } }`
const MINIMUM = `minimumRequirement { __typename ... on DiscountMinimumSubtotal {
        greaterThanOrEqualToSubtotal { amount } } }`
const GETS = `customerGets { items { __typename } value { __typename
        ... on DiscountPercentage { percentage }
        ... on DiscountAmount { amount { amount } appliesOnEachItem } } }`
const OF_DELIVERY = 'maximumShippingPrice { amount } destinationSelection { __typename }'
const APP = 'appDiscountType { appKey }'

/**
 * The shop's discounts that are good or will be, newest first; `query` leaves out those that we made. About 720 points of
 * the 1,000 that one query may cost.
 */
export const readOffers = defineOperation<{ after: string | null; query: string }>()({
  name: 'ReadOffers',
  query: `query ReadOffers($after: String, $query: String!) {
  discountNodes(first: 30, after: $after, query: $query, reverse: true) {
    nodes { id discount { __typename
      ... on DiscountCodeBasic { ${OF_EVERY} ${OF_CODES} ${MINIMUM} ${GETS} }
      ... on DiscountAutomaticBasic { ${OF_EVERY} ${MINIMUM} ${GETS} }
      ... on DiscountCodeFreeShipping { ${OF_EVERY} ${OF_CODES} ${MINIMUM} ${OF_DELIVERY} }
      ... on DiscountAutomaticFreeShipping { ${OF_EVERY} ${MINIMUM} ${OF_DELIVERY} }
      ... on DiscountCodeBxgy { ${OF_EVERY} ${OF_CODES} }
      ... on DiscountAutomaticBxgy { ${OF_EVERY} }
      ... on DiscountCodeApp { ${OF_EVERY} ${OF_CODES} ${APP} }
      ... on DiscountAutomaticApp { ${OF_EVERY} ${APP} }
    } }
    pageInfo { hasNextPage endCursor }
  }
}`,
  answer: z.object({
    discountNodes: z.object({
      nodes: z.array(z.object({ id: z.string(), discount: z.lazy(() => discount) })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    }),
  }),
})

const money = z.object({ amount: z.string() })
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

const discount = z.object({
  __typename: z.string(),
  title: z.string(),
  startsAt: time,
  endsAt: time.nullish(),
  combinesWith: z.object({
    orderDiscounts: z.boolean(),
    productDiscounts: z.boolean(),
    shippingDiscounts: z.boolean(),
  }),
  context: z.object({ __typename: z.string(), segments: z.array(z.object({ query: z.string() })).optional() }),
  appliesOncePerCustomer: z.boolean().optional(),
  usageLimit: z.number().nullish(),
  asyncUsageCount: z.number().optional(),
  codesCount: z.object({ count: z.number() }).nullish(),
  codes: z.object({ nodes: z.array(z.object({ code: z.string() })) }).optional(),
  maximumShippingPrice: money.nullish(),
  destinationSelection: z.object({ __typename: z.string() }).nullish(),
  minimumRequirement: z.object({ __typename: z.string(), greaterThanOrEqualToSubtotal: money.optional() }).nullish(),
  customerGets: z
    .object({
      items: z.object({ __typename: z.string() }),
      value: z.object({
        __typename: z.string(),
        percentage: z.number().optional(),
        amount: money.optional(),
        appliesOnEachItem: z.boolean().optional(),
      }),
    })
    .optional(),
  appDiscountType: z.object({ appKey: z.string() }).optional(),
})

export type AskedDiscount = z.output<typeof discount>
