import type { CustomerHistory } from '../ledger/customer.ts'
import type { Entry, OrderEntry } from '../ledger/entries.ts'
import type { ShopReader } from '../ledger/shop-figures.ts'
import type { Truth } from '../rules/three-valued.ts'

/**
 * What an offer makes of a regular at a moment, beside a stranger in their place: somebody of whom everything is the same
 * (country, consent, the order) but for what they owe to having bought here. `shut out`: the stranger would get it and the
 * regular does not. `neither`: nobody in their place would.
 */
export type Standing = 'gets it' | 'shut out' | 'neither' | 'not known'

/** A regular at one of their orders; without an order, as they stand at the end. */
export type Occasion = {
  readonly at: number
  readonly order: OrderEntry | undefined
  /** As it was just before the order, or just after the entry for whoever `fits` one. */
  readonly customer: CustomerHistory
  /** Whether anything of their record (tags, consent) was heard of. */
  readonly isRecordKnown: boolean
  /** When their record was made, where that is known; else it was there at their first order. */
  readonly addedAt: number | undefined
  readonly shop: ShopReader
}

/** Who gets an offer. */
export type Terms = {
  /** Whether somebody without history gets it now; undefined where nobody can tell. */
  readonly newcomers: Truth
  /** What it asks about that is not known of everybody, by name. */
  readonly hangsOn: readonly string[]
  /** What regulars are taken to have where nobody knows it, for a stranger may have it too: consent, a language. */
  readonly assumes: readonly string[]
  /** Which entry about an order it is asked at; just before the order where absent. */
  readonly fits?: (entry: Entry) => boolean
  readonly standing: (occasion: Occasion) => Standing
}

/**
 * What an offer takes off. `unpriced` is not in our figures: shipping, some deliveries or products only, an amount off each item, from a number of items on, something
 * else for what one buys, or whatever another app makes of it.
 */
export type OfferWorth =
  | { readonly percent: number }
  | { readonly amount: number }
  | {
      readonly unpriced:
        | 'shipping'
        | 'some deliveries'
        | 'some products'
        | 'each item'
        | 'from a number of items'
        | 'with a purchase'
        | 'app'
    }

/** Why nobody here can tell who gets an offer: another app decides, the segment cannot be read, or not all codes are known. */
export type UnknownAudience = 'app' | 'segment' | 'codes'

/** An offer as the guard looks at it: a discount of the shop, or one of our rules. Money in minor units. */
export type ParityOffer = {
  readonly id: string
  readonly title: string
  readonly worth: OfferWorth
  readonly minimum: number
  /** How often one customer may have it; absent for any time. `days` is infinite for once and for all. */
  readonly perCustomer?: { readonly times: number; readonly days: number }
  /** Whether it runs at a moment. */
  readonly runsAt: (at: number) => boolean
  readonly endsAt?: number
  readonly isUsedUp?: true
  readonly source:
    | { readonly kind: 'all'; readonly codes: readonly string[]; readonly newcomersOnly?: boolean }
    | { readonly kind: 'segment'; readonly text: string; readonly terms: Terms }
    | { readonly kind: 'rule'; readonly terms: Terms }
    | { readonly kind: 'named' }
    | { readonly kind: 'unknown'; readonly why: UnknownAudience }
}
