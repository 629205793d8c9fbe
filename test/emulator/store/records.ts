/** What the local Shopify keeps of a shop. Ids are Shopify's numeric ones, times epoch milliseconds, amounts whole minor units of the shop's currency. */

export type Address = {
  readonly address1: string
  readonly city: string
  readonly zip: string
  /** Two-letter code; null where the shop does not know. */
  readonly countryCode: string | null
}

export type Customer = {
  readonly id: number
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone: string | null
  readonly address: Address
  readonly createdAt: number
  readonly updatedAt: number
  readonly tags: readonly string[]
  readonly note: string | null
  /** What they said about marketing; a channel they were never asked about is absent. */
  readonly consents?: Readonly<Partial<Record<Channel, Consent>>>
  /** By "namespace.key". */
  readonly metafields?: Readonly<Record<string, Metafield>>
}

export type Channel = 'email' | 'sms'
export type Consent = { readonly state: 'subscribed' | 'unsubscribed'; readonly at: number }
export type Metafield = { readonly value: string; readonly updatedAt: number }

export type LineItem = {
  readonly id: number
  readonly sku: string
  readonly title: string
  readonly quantity: number
  /** Decimal string, for a price may be finer than a minor unit. */
  readonly price: string
  readonly vendor: string | null
  readonly isGiftCard?: true
  readonly productType: string | null
  readonly productId: number | null
}

export type UsedCode = {
  readonly code: string
  readonly amount: number
  readonly type: 'percentage' | 'fixed_amount' | 'shipping'
}

/** What an automatic discount took off an order, thing by thing. */
export type UsedOffer = {
  /** What the customer read. */
  readonly title: string
  readonly value: { readonly percentage: number } | { readonly amount: number }
  readonly on: 'order' | 'products' | 'shipping'
  /** Of each line that it took something off, by the line's id. */
  readonly lines: Readonly<Record<string, number>>
  readonly shipping: number
}

/** What became of the parcel; `promisedBy` is what the customer was told. */
export type Delivery = { readonly shippedAt: number; readonly promisedBy: number; readonly deliveredAt: number }

export type Order = {
  readonly id: number
  /** The shop's own running number: #1001, #1002, … */
  readonly number: number
  readonly customerId: number | null
  readonly createdAt: number
  readonly processedAt: number
  readonly updatedAt: number
  readonly paidAt: number | null
  readonly cancelledAt: number | null
  /** Before refunds, after discounts. */
  readonly total: number
  /** Postage, fees and the like within the total, after discounts; 0 when absent. */
  readonly charges?: number
  /** How it goes out, and what that costs before discounts; nothing is told of it when absent. */
  readonly shipping?: { readonly title: string; readonly price: number }
  /** Where it was placed; web when absent. */
  readonly source?: string
  /** Placed for a company, by its id. */
  readonly companyId?: number
  readonly lines: readonly LineItem[]
  readonly discountCodes: readonly UsedCode[]
  /** None when absent. */
  readonly offers?: readonly UsedOffer[]
  readonly countryCode: string | null
  readonly note: string | null
  readonly tags: readonly string[]
  readonly test: boolean
  readonly delivery: Delivery | null
}

type RefundLine = {
  readonly id: number
  readonly line: LineItem
  readonly quantity: number
  readonly subtotal: number
}

export type Refund = {
  readonly id: number
  readonly orderId: number
  readonly createdAt: number
  readonly amount: number
  readonly lines: readonly RefundLine[]
}

export type Discount = {
  readonly id: number
  /** Null: it applies by itself. */
  readonly code: string | null
  readonly title: string
  readonly value:
    | { readonly percentage: number }
    | { readonly amount: number; readonly onEachItem: boolean }
    | { readonly freeShipping: true }
    | { readonly app: AppTerms }
  /** Empty: every customer, unless there are segments. */
  readonly customerIds: readonly number[]
  readonly segmentIds?: readonly number[]
  readonly minimumSubtotal: number | null
  readonly startsAt: number
  readonly endsAt: number | null
  readonly usageLimit: number | null
  readonly oncePerCustomer: boolean
  readonly combinesWith: { readonly orders: boolean; readonly products: boolean; readonly shipping: boolean }
  readonly tags: readonly string[]
  readonly createdAt: number
  readonly updatedAt?: number
  readonly usageCount: number
  /** By "namespace.key". */
  readonly metafields?: Readonly<Record<string, Metafield>>
}

/** A discount whose worth a function of the app decides. */
export type AppTerms = {
  readonly functionHandle: string
  readonly classes: readonly ('ORDER' | 'PRODUCT' | 'SHIPPING')[]
  readonly onOneTimePurchase: boolean
  readonly onSubscription: boolean
  readonly recurringCycleLimit: number
}

export type DiscountCode = Discount & { readonly code: string }

/** Customers by a question, such as number_of_orders = 0. */
export type Segment = {
  readonly id: number
  readonly name: string
  readonly query: string
  readonly createdAt: number
  readonly editedAt: number
}

export type BulkOperation = {
  readonly id: number
  readonly query: string
  readonly version: string
  readonly createdAt: number
  readonly status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'CANCELED' | 'FAILED'
  readonly completedAt: number | null
  readonly objectCount: number
  readonly rootObjectCount: number
  readonly fileSize: number | null
}

/** The shop itself, as merchants set it up. */
export type ShopSettings = {
  readonly id: number
  readonly domain: string
  readonly name: string
  readonly currency: string
  readonly timeZone: string
  readonly countryCode: string
}
