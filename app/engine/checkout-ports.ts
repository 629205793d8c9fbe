import type { RuleBytes } from '../rules/checkout/compile-policy.ts'
import type { CheckoutTerms } from './checkout-terms.ts'
import type { NativeOffer } from './native-offers.ts'
import type { StoredRule } from './ports.ts'
import type { NumberedLeaf, StandingValue } from './standings.ts'

/** What the checkout needs of the world: a part of the lane, a store of its own, and the platform. */

// In the lane

export type CheckoutLane = {
  /** Whether the checkout is told anything about customers here. */
  readonly hasLeaves: boolean
  /** The app is in the shop, and its past is read: on half a ledger nothing may be told. */
  readonly isReady: boolean
  /** Every one that ever got a number, rising from 0. */
  readonly leaves: () => Promise<readonly NumberedLeaf[]>
  readonly addLeaves: (added: readonly NumberedLeaf[]) => Promise<void>
  /** Rules for the checkout that are live, watched or paused, in the version that runs or else the latest. */
  readonly rules: () => Promise<readonly StoredRule[]>
  /** Which way the shop's rules go to the checkout. */
  readonly way: () => Promise<CheckoutState['way']>
  /** Rules of which somebody keeps an offer, or kept one. */
  readonly heldRules: () => Promise<ReadonlySet<string>>
  /** Who keeps an offer at a moment, epoch milliseconds: of these customers, or of all. */
  readonly heldOffers: (at: number, customerIds?: readonly string[]) => Promise<readonly HeldOffer[]>
  /** Who has come to keep an offer since this was asked last. */
  readonly takeNewHolders: () => Promise<readonly string[]>
  /** Of customers whose standing is another than before, it is due to be told. */
  readonly writeStandings: (standings: readonly NewStanding[]) => Promise<void>
  /** What everybody's standing was last worked out for; null while it never was. */
  readonly computedFor: () => Promise<string | null>
  readonly setComputedFor: (computedFor: string) => Promise<void>
}

export type HeldOffer = { readonly customerId: string; readonly ruleId: string }
export type NewStanding = { readonly customerId: string; readonly value: StandingValue }

// What is published

/** What the checkout is told of the rules. */
export type PublishedPolicy = {
  readonly text: string
  readonly variables: string
  readonly terms: CheckoutTerms
  /** In the policy's order. */
  readonly rules: readonly RuleBytes[]
}

/** A live rule that gives nothing at the checkout now. */
export type LeftOutRule = { readonly ruleId: string; readonly why: WhyLeftOut }
export type WhyLeftOut = 'stopped' | 'closed' | 'used_up' | 'over_budget' | 'too_large' | 'never_met' | 'not_native'

// The platform

export type Asked<Data> =
  | { readonly is: 'done'; readonly data: Data }
  /** Waiting may help. */
  | { readonly is: 'retry'; readonly reason: string; readonly afterMs?: number }
  /** A person has to change something. */
  | { readonly is: 'failed'; readonly reason: string }

export type CheckoutPlatform = {
  /** Whether a function of ours can run in the shop, and why not. */
  readonly canRun: (shop: string) => Promise<Asked<{ readonly runs: boolean; readonly reason: string | null }>>
  /** Makes the shop hold this policy and nothing else of ours; `changed` tells whether it held something else. */
  readonly publish: (
    shop: string,
    policy: PublishedPolicy,
    discountId: string | null,
  ) => Promise<Asked<{ readonly discountId: string; readonly changed: boolean }>>
  /** Makes the shop hold these offers of its own kind, and no others that were ours. */
  readonly publishNative: (shop: string, offers: readonly NativeOffer[]) => Promise<Asked<null>>
  /** Adds tags to a customer, and takes others away; `gone` where the record is not there any more. */
  readonly tag: (
    shop: string,
    customerId: string,
    tags: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ) => Promise<Asked<'tagged' | 'gone'>>
  /** What customers' records say now; who is gone is absent. At most `AT_ONCE` of them. */
  readonly readStandings: (
    shop: string,
    customerIds: readonly string[],
  ) => Promise<Asked<ReadonlyMap<string, HeldStanding>>>
  /** All of them or none. At most `AT_ONCE` of them. */
  readonly writeStandings: (shop: string, standings: readonly WrittenStanding[]) => Promise<Asked<null>>
  /** Points a second that the shop's plan gives; undefined while it was not asked anything. */
  readonly pointsPerSecond: (shop: string) => number | undefined
}

/** As many as the platform takes in one request. */
export const AT_ONCE = 25

export type HeldStanding = {
  /** The platform's own count. */
  readonly numberOfOrders: number
  /** What was written before, and what tells it from a later one; null where nothing was. */
  readonly text: string | null
  readonly digest: string | null
}
export type WrittenStanding = { readonly customerId: string; readonly text: string; readonly digest: string | null }

// The store

export type Checkouts = {
  /** Only one process publishes for a shop at a time. Renewed by calling again. */
  readonly lease: (shop: string, holder: string, forMs: number) => Promise<boolean>
  readonly release: (shop: string, holder: string) => Promise<void>
  readonly find: (shop: string) => Promise<CheckoutState>
  readonly note: (shop: string, change: Partial<CheckoutState>) => Promise<void>
  /** Customers of whom something is due to be told, longest due first. */
  readonly due: (shop: string, limit: number) => Promise<readonly DueStanding[]>
  readonly settle: (shop: string, outcomes: readonly StandingOutcome[]) => Promise<void>
  /** Milliseconds until somebody is due; null where nobody is. */
  readonly nextDueMs: (shop: string) => Promise<number | null>
}

export type CheckoutState = {
  readonly way: 'function' | 'native'
  readonly wayProblem: string | null
  readonly wayAt: Date | null
  readonly discountId: string | null
  readonly problem: string | null
  readonly left: readonly LeftOutRule[]
  /** When what the platform holds was last seen to be right. */
  readonly checkedAt: Date | null
  readonly points: number | null
}

export type DueStanding = NewStanding & {
  /** What the platform was told last; null where it was told nothing. */
  readonly told: StandingValue | null
  /** How many more orders the platform counted than we knew, when it was last told. */
  readonly ordersOffset: number | null
  readonly attempts: number
}

export type StandingOutcome = { readonly customerId: string } & (
  | {
      readonly is: 'told'
      readonly value: StandingValue
      readonly ordersOffset: number | null
      /** It counts an order that we have not heard of: to be told again then. */
      readonly againInMs: number | null
    }
  | { readonly is: 'gone' }
  | { readonly is: 'retry'; readonly problem: string; readonly inMs: number }
)
