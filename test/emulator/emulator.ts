import type { Failures } from './failures.ts'
import type { CreatedCode, NoteLine, OperationCall, TagWrite } from './journal-views.ts'
import type { FileIds } from './shops/file/file-ids.ts'
import type { FileAdjustment } from './shops/file/file-shop.ts'
import type { Channel, Customer, Discount, DiscountCode, Order, Refund, Segment } from './store/records.ts'
import type { PricedCart } from './storefront/storefront-cart.ts'
import type { Stream, StreamOptions } from './streams/stream.ts'
import type { ComplianceDemand } from './webhooks/compliance.ts'
import type { TopicRoutes } from './webhooks/subscriptions.ts'

/** The local Shopify as tests and the demo hold it: `startEmulator(options)` in start-emulator.ts gives an `Emulator`. */

export type EmulatorOptions = {
  readonly apiKey: string
  readonly apiSecret: string
  readonly shops: readonly ShopSource[]
  /** Journal and bulk results live here, so that a restart goes on where it was; without it everything ends with the process. */
  readonly dir?: string
  /** 0 or absent: any free port. Always on 127.0.0.1. */
  readonly port?: number
  /** Base address of the app, such as http://127.0.0.1:3000; webhooks wait until it is known (`connectApp`). */
  readonly appUrl?: string
  /** What the merchant grants at installation; by default the scopes of shopify.app.toml. */
  readonly scopes?: readonly string[]
  /** Where each subscribed topic is sent; by default read from shopify.app.toml. */
  readonly topics?: TopicRoutes
  /** Restore rate by plan: 100 (default), 200, 1,000 or 2,000; the bucket holds 20 times that. */
  readonly planPointsPerSecond?: number
  readonly tokenLifetimeSeconds?: number
  /** `withheld`: names, e-mail, phone and address are null, as for an app without protected customer data access. */
  readonly protectedData?: 'given' | 'withheld'
  /** Most deliveries sent beyond the oldest unanswered one; 50. */
  readonly window?: number
  readonly duplicate?: boolean
  /** Reorders within so many consecutive deliveries, and is then the window as well. */
  readonly shuffle?: number
  /** How long a bulk operation stays in CREATED, and again in RUNNING; 20 ms. */
  readonly bulkStepMs?: number
  /** What customers read, and orders keep, beside what a function took off: its message (default) or the discount's title. */
  readonly discountTitles?: 'message' | 'discount'
}

export type ShopSource =
  | {
      readonly kind: 'empty'
      readonly domain: string
      readonly currency?: string
      readonly timeZone?: string
    }
  | {
      readonly kind: 'generated'
      readonly domain: string
      readonly seed: number
      /** Epoch milliseconds: the shop's past ends here. A restart from the journal keeps the first one. */
      readonly now: number
      /** About how many people ever bought; 3,000. */
      readonly customers?: number
    }
  | {
      readonly kind: 'file'
      readonly domain: string
      readonly orders: string
      readonly refunds?: string
      /** How many of the last orders arrive as webhooks; by default the last floor(10 %). */
      readonly live?: number | 'all'
    }

export type Emulator = {
  /** Where the app sends what it would send to https://SHOP, with the header X-Emulated-Host: SHOP. */
  readonly url: string
  /** The shop of that domain; the first one without. */
  readonly shop: (domain?: string) => EmulatedShop
  /** What App Bridge would hand to the admin: a JWT good for one minute. */
  readonly sessionToken: (domain: string, user?: number) => string
  /** What a block at the checkout or in an account is handed: a JWT good for five minutes; null is somebody not signed in. */
  readonly customerToken: (domain: string, who: Who | null) => string
  readonly failures: Failures
  readonly connectApp: (appUrl: string) => void
  readonly stop: () => Promise<void>
}

export type EmulatedShop = {
  readonly domain: string

  // What is in it
  readonly customers: () => readonly Customer[]
  readonly orders: () => readonly Order[]
  readonly refunds: () => readonly Refund[]
  readonly codes: () => readonly DiscountCode[]
  /** With a code and without, the app's too. */
  readonly discounts: () => readonly Discount[]
  readonly tagsOf: (who: Who) => readonly string[]
  readonly noteOf: (order: OrderRef) => string | null
  readonly summary: () => ShopSummary

  // What the app did
  /** Every call of a GraphQL operation, by the operation's name or a root field's name; with what came of it. */
  readonly calls: (operation: string) => readonly OperationCall[]
  readonly createdCodes: () => readonly CreatedCode[]
  /** Tag writes that changed something. */
  readonly tagWrites: () => readonly TagWrite[]
  /** Lines of every order's note, for counting. */
  readonly noteLines: () => readonly NoteLine[]
  readonly webhooks: () => WebhookCounters
  /** Resolves when every webhook that was sent has been answered 200. */
  readonly webhooksAnswered: () => Promise<void>

  // What happens in it: each changes the shop and sends the webhooks that Shopify would send
  readonly newCustomer: (details?: CustomerDetails) => Customer
  /** What a cart costs at this shop's checkout, with the app's function asked as Shopify asks it. */
  readonly checkout: (cart: CheckoutCart) => Promise<PricedCart>
  /** The same, and ordered: the order carries what was taken off. */
  readonly buys: (cart: CheckoutCart) => Promise<PlacedOrder & { readonly priced: PricedCart }>
  /** Resolves when its webhooks have been answered, at once while no app is connected. */
  readonly customerOrders: (order?: PlaceOrder) => Promise<PlacedOrder>
  readonly pays: (order: OrderRef) => void
  readonly cancels: (order: OrderRef, on?: Moment) => void
  readonly refundsOrder: (order: OrderRef, refund?: { readonly amount?: string; readonly on?: Moment }) => Refund
  readonly editsOrder: (order: OrderRef, change: { readonly addLines: readonly PlacedLine[] }) => void
  readonly deletesOrder: (order: OrderRef) => void
  readonly tags: (who: Who, tags: readonly string[]) => void
  readonly untags: (who: Who, tags: readonly string[]) => void
  readonly changesCustomer: (who: Who, details: CustomerDetails) => void
  /** They agree to marketing, or take it back. */
  readonly consents: (who: Who, channel: Channel, agrees: boolean) => void
  /** By "namespace.key". */
  readonly setsMetafield: (who: Who, name: string, value: string) => void
  readonly createsDiscount: (details: DiscountDetails) => Discount
  readonly changesDiscount: (id: number, details: Partial<Omit<DiscountDetails, 'code' | 'segment'>>) => void
  readonly deletesDiscount: (id: number) => void
  readonly segments: () => readonly Segment[]
  readonly createsSegment: (query: string, name?: string) => Segment
  /** Which of the app's functions can run here, by their handles. */
  readonly runsFunctions: (handles: readonly string[]) => void
  /** A merchant, or another process, writes into a discount's metafield. */
  readonly setsDiscountMetafield: (id: number, name: string, value: string) => void
  readonly changesSegment: (id: number, query: string) => void
  readonly deletesCustomer: (who: Who) => void
  /** As if the merchant had opened the app for the first time, without an access token: webhooks flow from here on. */
  readonly install: () => void
  /** Revokes the tokens, sends app/uninstalled, then nothing more until the next token exchange. */
  readonly uninstall: () => void
  readonly changeScopes: (scopes: readonly string[]) => void
  readonly requestCompliance: (request: ComplianceDemand) => void
  /** The shop's clock stands still at this moment until moved again; null: real time. */
  readonly setClock: (at: Moment | null) => void
  /** What `now` is in the shop, epoch milliseconds. */
  readonly now: () => number

  // Trade by itself
  /** Lets the shop trade: the file's live part in ledger order, or new orders of the generated shop without end. */
  readonly trade: (options?: StreamOptions) => Stream
  /** Set in a shop from a file. */
  readonly fileIds: FileIds | null
  /** Orders of the past that was there from the start, and the file's adjustments that have happened so far, live ones included. */
  readonly history: () => { readonly orders: number; readonly adjustments: readonly FileAdjustment[] }
  readonly live: () => { readonly orders: number; readonly entries: number }
}

export type ShopSummary = {
  readonly discountCodes: number
  readonly taggedCustomers: number
  readonly customers: number
  readonly orders: number
  readonly refunds: number
}

type WebhookCounters = {
  /** Distinct webhooks, retries and copies apart. */
  readonly sent: number
  /** Of those, answered 200. */
  readonly accepted: number
  readonly duplicatesSent: number
  /** Sent or about to be, and not answered yet. */
  readonly waiting: number
}

/** ISO 8601 or epoch milliseconds; a date alone is its UTC midnight. */
export type Moment = string | number
export type Who = number | Pick<Customer, 'id' | 'email'> | PlacedOrder
export type OrderRef = number | Pick<Order, 'id' | 'lines'> | PlacedOrder
export type PlacedOrder = { readonly customer: Customer; readonly order: Order }

export type CustomerDetails = {
  readonly firstName?: string
  readonly lastName?: string
  readonly email?: string
  readonly countryCode?: string
  readonly tags?: readonly string[]
}

/** Ten per cent for everybody, from now on, unless told. */
export type DiscountDetails = {
  /** Its code's by default. */
  readonly title?: string
  /** Without one it applies by itself. */
  readonly code?: string
  readonly percent?: number
  readonly amount?: string
  readonly freeShipping?: true
  readonly minimum?: string | null
  readonly oncePerCustomer?: boolean
  readonly usageLimit?: number
  /** The query of a segment that is made for it. */
  readonly segment?: string
  readonly startsAt?: Moment
  readonly endsAt?: Moment | null
}

export type PlacedLine = {
  readonly sku?: string
  readonly title?: string
  readonly quantity?: number
  readonly price: string
  readonly vendor?: string
  readonly isGiftCard?: true
}

export type CheckoutCart = {
  /** Signed in; a guest without. */
  readonly customer?: Who
  /** One thing for 50.00 without. */
  readonly lines?: readonly (PlacedLine & {
    readonly tags?: readonly string[]
    readonly productType?: string
    readonly isSubscription?: true
  })[]
  readonly code?: string
  readonly country?: string
}

export type PlaceOrder = {
  /** A new customer by default. */
  readonly by?: Who
  readonly on?: Moment
  /** Decimal string, 50.00 by default: one line of that price, unless `lines` are given. */
  readonly total?: string
  readonly lines?: readonly PlacedLine[]
  /** Named on the order, whether the shop knows them or not; they take nothing off. */
  readonly discountCodes?: readonly string[]
  /** A code of this shop, taken off the total; throws where Shopify's checkout would refuse it. */
  readonly code?: string
  /** What automatic discounts took off the first line, by the title that the customer read. */
  readonly offers?: readonly { readonly title: string; readonly amount: string }[]
  readonly country?: string
  readonly note?: string
  readonly tags?: readonly string[]
  /** web by default. */
  readonly source?: string
  /** Placed for a company, by its id. */
  readonly companyId?: number
  /** False: the order waits for its payment (`pays`). */
  readonly paid?: boolean
  readonly test?: boolean
}
