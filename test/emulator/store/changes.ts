import type { ComplianceRequest } from '../webhooks/compliance.ts'
import type {
  BulkOperation,
  Channel,
  Consent,
  Customer,
  Discount,
  DiscountCode,
  LineItem,
  Order,
  Refund,
  Segment,
} from './records.ts'

/**
 * Everything that can change in a shop. A change is a row of the journal, and applying the rows again gives the same shop and
 * the same webhooks; so a change carries the ids that it gives out.
 */
export type Change =
  | { readonly kind: 'installed'; readonly scopes: readonly string[] }
  | { readonly kind: 'uninstalled' }
  | { readonly kind: 'scopesChanged'; readonly scopes: readonly string[] }
  | { readonly kind: 'tokensIssued'; readonly pair: TokenPair; readonly replaced: ReplacedToken | null }
  | { readonly kind: 'customerCreated'; readonly customer: Customer }
  | { readonly kind: 'customerChanged'; readonly id: number; readonly details: CustomerPatch }
  | {
      readonly kind: 'consentChanged'
      readonly id: number
      readonly channel: Channel
      readonly state: Consent['state']
    }
  | { readonly kind: 'metafieldSet'; readonly id: number; readonly name: string; readonly value: string }
  | { readonly kind: 'customerDeleted'; readonly id: number }
  | {
      readonly kind: 'tagsAdded' | 'tagsRemoved'
      readonly on: 'Customer' | 'Order'
      readonly id: number
      readonly tags: readonly string[]
    }
  | { readonly kind: 'orderPlaced'; readonly order: Order }
  | { readonly kind: 'orderPaid' | 'orderCancelled' | 'orderDeleted'; readonly id: number }
  | { readonly kind: 'orderEdited'; readonly id: number; readonly added: readonly LineItem[]; readonly total: number }
  | { readonly kind: 'noteWritten'; readonly id: number; readonly note: string }
  | { readonly kind: 'refunded'; readonly refund: Refund }
  | { readonly kind: 'codeCreated'; readonly code: DiscountCode }
  | { readonly kind: 'codeDeactivated'; readonly id: number }
  | { readonly kind: 'automaticCreated'; readonly discount: Discount }
  | { readonly kind: 'discountChanged'; readonly id: number; readonly details: DiscountPatch }
  | { readonly kind: 'discountDeleted'; readonly id: number }
  | {
      readonly kind: 'discountMetafieldSet'
      readonly id: number
      readonly name: string
      readonly value: string
    }
  /** By their handles: which of the app's functions can run in the shop. */
  | { readonly kind: 'functionsChanged'; readonly handles: readonly string[] }
  | { readonly kind: 'segmentSaved'; readonly segment: Segment }
  | { readonly kind: 'bulkChanged'; readonly operation: BulkOperation }
  | { readonly kind: 'complianceRequested'; readonly request: ComplianceRequest }

export type DiscountPatch = Partial<
  Pick<
    Discount,
    'title' | 'value' | 'minimumSubtotal' | 'startsAt' | 'endsAt' | 'oncePerCustomer' | 'usageLimit' | 'combinesWith'
  >
>
type CustomerPatch = Partial<Pick<Customer, 'firstName' | 'lastName' | 'email' | 'note'>>

export type TokenPair = {
  readonly accessToken: string
  readonly accessExpiresAt: number
  readonly refreshToken: string
  readonly refreshExpiresAt: number
}

/** The refresh token that the pair replaced: good for the same answer until the replacement is used. */
export type ReplacedToken = { readonly refreshToken: string; readonly firstUsedAt: number; readonly expiresAt: number }
