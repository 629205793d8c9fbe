import { z } from 'zod'

/** What was taken off a line or the delivery, and of automatic discounts the title. */
const ALLOCATION_FIELDS = `discountAllocations {
            allocatedAmountSet { shopMoney { amount currencyCode } }
            discountApplication { ... on AutomaticDiscountApplication { title } }
          }`

/**
 * What the ledger needs of an order, the same in the bulk read and in a single re-read.
 * `refunds` is a list; connections inside lists are refused in bulk, so only its plain fields are asked for.
 */
export const ORDER_FIELDS = `
  id
  name
  processedAt
  updatedAt
  cancelledAt
  test
  displayFinancialStatus
  discountCodes
  tags
  sourceName
  presentmentCurrencyCode
  note
  purchasingEntity { __typename }
  totalPriceSet { shopMoney { amount currencyCode } }
  subtotalPriceSet { shopMoney { amount currencyCode } }
  totalDiscountsSet { shopMoney { amount currencyCode } }
  shippingLine { ${ALLOCATION_FIELDS} }
  customer { id }
  refunds { id processedAt totalRefundedSet { shopMoney { amount currencyCode } } }`

/** Addresses are protected data: Shopify refuses a bulk query that asks for them without approval. */
export const ORDER_COUNTRY_FIELDS = `
  shippingAddress { countryCodeV2 }
  billingAddress { countryCodeV2 }`

/** What the ledger needs of a line. */
export const LINE_FIELDS = `id sku vendor quantity isGiftCard
          originalTotalSet { shopMoney { amount currencyCode } }
          discountedTotalSet { shopMoney { amount currencyCode } }
          ${ALLOCATION_FIELDS}`

const moneySet = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) })
const time = z.iso.datetime({ offset: true })
const address = z.object({ countryCodeV2: z.string().nullish() }).nullish()

const allocations = z.array(
  z.object({
    allocatedAmountSet: moneySet,
    discountApplication: z.object({ title: z.string().nullish() }),
  }),
)

export const refundNode = z.object({
  id: z.string(),
  processedAt: time,
  totalRefundedSet: moneySet,
})

export const orderNode = z.object({
  id: z.string(),
  name: z.string().nullish(),
  processedAt: time,
  updatedAt: time,
  cancelledAt: time.nullish(),
  test: z.boolean(),
  displayFinancialStatus: z.string().nullish(),
  discountCodes: z.array(z.string()),
  tags: z.array(z.string()),
  sourceName: z.string().nullish(),
  presentmentCurrencyCode: z.string().nullish(),
  purchasingEntity: z.object({ __typename: z.string() }).nullish(),
  totalPriceSet: moneySet,
  subtotalPriceSet: moneySet.nullish(),
  totalDiscountsSet: moneySet.nullish(),
  shippingLine: z.object({ discountAllocations: allocations }).nullish(),
  customer: z.object({ id: z.string() }).nullish(),
  refunds: z.array(refundNode),
  shippingAddress: address,
  billingAddress: address,
  /** Put together from the order's line items by whoever asked, each SKU and vendor once. */
  skus: z.array(z.string()),
  vendors: z.array(z.string()),
  itemsCount: z.number().int().optional(),
  /** What each line of gift cards came to; likewise. */
  giftCards: z.array(moneySet).optional(),
  /** What the other lines came to before discounts, where each of them says so. */
  listed: moneySet.optional(),
  /** What automatic discounts took off the lines. */
  offers: z.array(z.object({ title: z.string(), amount: moneySet })).optional(),
  /** In place of the note, whose text is dropped as soon as it is here. */
  hasNote: z.boolean().optional(),
})

/** The node as Shopify answers it. */
export const askedOrder = orderNode
  .omit({ skus: true, vendors: true, itemsCount: true, giftCards: true, listed: true, offers: true, hasNote: true })
  .extend({ note: z.string().nullish() })

export const askedLine = z.object({
  id: z.string(),
  sku: z.string().nullish(),
  vendor: z.string().nullish(),
  quantity: z.number().int(),
  isGiftCard: z.boolean().nullish(),
  originalTotalSet: moneySet.nullish(),
  discountedTotalSet: moneySet.nullish(),
  discountAllocations: allocations.nullish(),
})

export type Allocations = z.infer<typeof allocations>
export type AskedLine = z.infer<typeof askedLine>
export type OrderNode = z.infer<typeof orderNode>
