import { readSegment } from '../rules/segment-query.ts'
import type { ShopOffer } from './offers-file.ts'
import type { OfferWorth } from './parity-terms.ts'

/** One of the shop's own discounts as the platform lists it. Moments are epoch milliseconds, money whole minor units. */
export type ListedOffer = {
  readonly id: string
  readonly title: string
  readonly method: 'code' | 'automatic'
  readonly codes: readonly string[]
  /** Of a discount with very many codes the list has only the first. */
  readonly hasMoreCodes: boolean
  readonly worth: OfferWorth
  readonly minimum: number
  readonly oncePerCustomer: boolean
  /** It may be used no more. */
  readonly isUsedUp: boolean
  readonly combinesWith: { readonly orders: boolean; readonly products: boolean; readonly shipping: boolean }
  /** `named`: customers one by one. `unknown`: an app decides who gets it, and says nobody how. */
  readonly customers: 'all' | 'named' | 'unknown' | { readonly segment: string }
  readonly startsAt: number
  readonly endsAt: number | null
}

export type OffersRead =
  /** `isCut`: there are more than anybody reads. */
  | { readonly read: true; readonly offers: readonly ListedOffer[]; readonly isCut: boolean }
  /** `again`: trying later may help. */
  | { readonly read: false; readonly again: boolean; readonly reason: string }

/** As the guard takes it; `newcomersOnly` is what a person said of it. */
export const shopOfferOf = (listed: ListedOffer, newcomersOnly?: boolean): ShopOffer => {
  const { customers, endsAt, hasMoreCodes, isUsedUp, combinesWith: _, ...rest } = listed
  const segment = typeof customers === 'object' ? readSegment(customers.segment) : undefined
  const audience = audienceOf(customers, segment?.valid === false, hasMoreCodes && newcomersOnly === undefined)
  return {
    ...rest,
    ...(audience && { audience }),
    ...(segment?.valid &&
      typeof customers === 'object' && { segment: { text: customers.segment, query: segment.query } }),
    ...(isUsedUp && { isUsedUp: true as const }),
    ...(endsAt !== null && { endsAt }),
    ...(customers === 'all' && newcomersOnly !== undefined && { newcomersOnly }),
  }
}

const audienceOf = (
  customers: ListedOffer['customers'],
  isUnreadable: boolean,
  isListCut: boolean,
): ShopOffer['audience'] => {
  if (customers === 'named') return 'named'
  if (customers === 'unknown') return { unknown: 'app' }
  if (isUnreadable) return { unknown: 'segment' }
  return customers === 'all' && isListCut ? { unknown: 'codes' } : undefined
}
