import type { CustomerHistory } from '../ledger/customer.ts'
import type { Entry, LedgerKey, OrderEntry, TickEntry } from '../ledger/entries.ts'
import type { ShopForecast } from '../models/shop-forecast.ts'
import type { Policies } from '../rules/policies.ts'
import type { FactValue, Figures, Reason, RuleDocument, RuleState, Verdict } from '../rules/types.ts'
import type { NotifyEffect, PlannedEffect } from '../vocabulary/define.ts'
import type { CheckoutLane, NewStanding } from './checkout-ports.ts'
import type { CrossingChange, StoredSides } from './crossings.ts'
import type { Lot } from './draw.ts'
import type { Grant, GrantChanges } from './grants.ts'
import type { OffersRead } from './listed-offers.ts'
import type { Undone } from './undo.ts'
import type { WaitingChanges, WaitingTurn } from './waiting.ts'

/** The world as the engine sees it: rooms on floor 3 implement these, main.ts hands them in. */

// Deliveries

/** What a signed request, an import line or a re-read brought, before anybody has understood it. */
export type Delivery = {
  readonly shop: string
  readonly topic: string
  /** With topic and resource id the key by which a repeat is known. */
  readonly eventId: string
  readonly resourceId: string
  /** Epoch milliseconds; when Shopify says the event happened, for judging staleness only. */
  readonly triggeredAt: number
  readonly body: Buffer
  /** Where it stands in ledger order; null when it cannot be read, then `problem` says why. */
  readonly key: LedgerKey | null
  readonly problem: string | null
  /** `waiting`: stored for a person or a later part of the app, never claimed. */
  readonly status: 'pending' | 'waiting' | 'failed'
}

export type ClaimedDelivery = {
  readonly id: string
  readonly topic: string
  readonly triggeredAt: number
  readonly body: Buffer
  readonly key: LedgerKey
  readonly attempts: number
  /** Whether orders of total 0 count in its shop; they do not unless told. */
  readonly countFreeOrders?: boolean
}

/** What a delivery turned out to say. */
export type Reading = {
  /** In no order; the lane sorts. Several for one copy of an order: the order, its payment, its cancellation. */
  readonly entries: readonly Entry[]
  /** When the copy of the order was made; an older copy than the one held changes nothing. */
  readonly copiedAt?: number
  /** `history`: of the past, which is learned and decides nothing. Live unless told. */
  readonly origin?: Origin
  readonly profile?: Profile
  /** The customer is gone: forget name and address. */
  readonly forgetCustomerId?: string
  /** The payload lacks what the ledger needs: ask Shopify and put the answer into the inbox. */
  readonly reread?: { readonly kind: 'order' | 'refund'; readonly id: string }
  /** Of an entry that was put back: the delivery that it came with. */
  readonly cameWith?: string | undefined
  readonly shopEvent?:
    | { readonly kind: 'uninstalled' }
    | { readonly kind: 'scopes'; readonly scopes: readonly string[] }
    /** The shop's own discounts or the segments that they are for have changed; which one, where that is told. */
    | { readonly kind: 'offers'; readonly discountId: string | null }
}

export type Origin = 'history' | 'live'

/** Who a customer is, for people's tasks; never a fact, and all of it may be unknown. */
export type Profile = {
  readonly customerId: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly copiedAt: number
}

export type ReadResult =
  | { readonly read: true; readonly reading: Reading }
  | { readonly read: false; readonly reason: string }

// Rules, decisions, effects

export type StoredRule = {
  readonly id: string
  readonly version: number
  readonly state: RuleState
  /** For how many per cent of the customers it is live, 0 to 100; all unless told. */
  readonly share?: number
  /** What its comparison group and share are drawn by: the name that it was first saved under unless told. */
  readonly seed?: string
  readonly document: RuleDocument
  /** Wall clock, epoch milliseconds; null while it has never been live. */
  readonly liveSince: number | null
}

export type Decision = {
  readonly ruleId: string
  readonly ruleVersion: number
  readonly ruleName: string
  readonly priority: number
  readonly key: LedgerKey
  readonly customerId: string | null
  readonly orderId: string | null
  /** With a rule that draws lots. */
  readonly lot?: Lot
  readonly verdict: Verdict
  readonly reason: Reason | null
  /** What the reason was found by; absent where it says all. */
  readonly figures?: Figures
  /** The moment from which on the reason no longer stands in the way; absent where that is not known. */
  readonly freeAt?: number
  /** Of a rule of the checkout. */
  readonly offer?: OfferOutcome
  /** Every fact that the conditions name, evaluated or not; missing ones left out. */
  readonly facts: Readonly<Record<string, Exclude<FactValue, undefined>>>
  /** Planned for a granted decision, in the order of the rule's actions; messages to the mail tool last. */
  readonly effects: readonly KeyedEffect[]
}

/** What a rule of the checkout took off an order, or would have taken. */
export type OfferOutcome = {
  /** Minor units. */
  readonly amount: number
  /** The customer was one whom the rule is for, and nothing stood in the way. */
  readonly isQualified: boolean
  /** How it was found out that the order carried it; absent where it is only taken to have. */
  readonly foundBy?: 'message' | 'replay'
  /** What it was given in spite of: a limit that others had reached by then, or conditions that held no longer. */
  readonly overrun?: { readonly reason: Reason | 'not_met'; readonly figures?: Figures }
}

/** `key` is unique in the shop and stable over retries and rule versions: entry kind, entry id (of a tick, and customer id), rule id, place in the rule. */
export type KeyedEffect = { readonly key: string; readonly effect: PlannedEffect | RereadEffect | WithdrawEffect }
export type RereadEffect = {
  readonly kind: 'reread'
  readonly what: 'order' | 'refund'
  readonly id: string
  /** Of the message that made it necessary, epoch milliseconds. */
  readonly triggeredAt: number
}

/** What a person decided: a code is taken back that its customer has not used. */
export type WithdrawEffect = {
  readonly kind: 'withdraw'
  readonly customerId: string
  readonly code: string
  /** The effect that made it, and what it is to the platform. */
  readonly codeKey: string
  readonly discountId: string
  /** In which it was decided, and by whom. */
  readonly taskId: string
  readonly by: string
}

/** A decision that a late entry would have changed. */
export type Difference = {
  readonly ruleId: string
  readonly ruleName: string
  readonly key: LedgerKey
  readonly customerId: string | null
  readonly was: 'granted' | 'withheld' | 'no match'
  readonly wouldBe: 'match' | 'no match'
  readonly because: LedgerKey
}

/** What our discount took off an order, and nobody can tell for which rule. Minor units. */
export type UnclearOffer = {
  readonly orderId: string
  readonly at: number
  readonly title: string
  readonly amount: number
}

export type Performed =
  | { readonly outcome: 'done'; readonly result?: Readonly<Record<string, unknown>> }
  /** Nothing is known to have happened; the same effect under the same key is tried again. */
  | { readonly outcome: 'retry'; readonly reason: string; readonly afterMs?: number }
  /** It was not tried, for its time has not come: no attempt is counted, and it may still be called off. */
  | { readonly outcome: 'wait'; readonly reason: string; readonly afterMs: number }
  /** Trying again cannot help until a person changes something. */
  | { readonly outcome: 'failed'; readonly reason: string }

// Ports

/** The platform behind the shop (Shopify). */
export type Platform = {
  /** Cheap look at a body at intake: which resource, where in ledger order. Never throws. */
  readonly identify: (
    topic: string,
    body: Buffer,
    triggeredAt: number,
  ) => Pick<Delivery, 'resourceId' | 'key' | 'problem' | 'status'>
  /** The whole reading, when the lane learns it. Never throws. */
  readonly read: (
    topic: string,
    body: Buffer,
    context: {
      readonly currency: string
      readonly triggeredAt: number
      readonly countFreeOrders?: boolean | undefined
    },
  ) => ReadResult
  /** Does one effect in the shop by idempotent means. Throws only on a bug. */
  readonly perform: (shop: string, keyed: KeyedEffect) => Promise<Performed>
  /** The shop's past, oldest part first, as the same readings that webhooks give. */
  readonly readHistory: (shop: string, context: HistoryContext) => AsyncIterable<HistoryPage>
  /** The shop's own discounts that are good or will be, newest first; those that we made ourselves are left out. */
  readonly readOffers: (shop: string, context: { readonly currency: string }) => Promise<OffersRead>
}

/** The shop's own mail tool, told by a signed request. */
export type Notifier = {
  /** Sends one message; the same one again carries the same id. Throws only on a bug. */
  readonly send: (shop: string, notification: Notification) => Promise<Performed>
}

/** All that the mail tool is told. Times are epoch milliseconds. */
export type Notification = Omit<NotifyEffect, 'kind' | 'codeKey'> & {
  /** The effect's key, by which a repeat is known. */
  readonly id: string
  readonly code: string | null
  readonly codeExpiresAt: number | null
}

export type HistoryContext = {
  readonly currency: string
  /** Where customers' birthdays are kept, as "namespace.key"; not read when null. */
  readonly birthdayMetafield?: string | null
  /** Whether orders of total 0 count; they do not unless told. */
  readonly countFreeOrders?: boolean
  readonly scopes: readonly string[]
}

export type HistoryPage = {
  readonly readings: readonly Reading[]
  readonly read: number
  readonly of: number | null
  /** Why some of the past could not be booked, one reason each. */
  readonly unread?: readonly string[]
}

/** One shop's lane inside one transaction: whoever holds it is the only one that learns and decides for the shop. */
export type LaneTransaction = {
  readonly currency: string
  readonly timeZone: string
  /** Rises with every batch: tells whether what memory holds of this lane is still true. */
  readonly version: number
  readonly passed: LedgerKey | null
  /** The last day that began here, YYYY-MM-DD. */
  readonly begunDay: string | null
  readonly claim: (limits: { readonly settleMs: number; readonly limit: number }) => Promise<Claim>
  /** Those that are live or watched, in the version that runs. */
  readonly askedRules: () => Promise<readonly StoredRule[]>
  /** These in the version that gave something last, whatever has become of them. */
  readonly formerRules: (ids: readonly string[]) => Promise<readonly StoredRule[]>
  /** The rules that the checkout was told of between two moments, epoch milliseconds, and from when until when. */
  readonly toldAtCheckout: (from: number, to: number) => Promise<readonly ToldRules[]>
  /** Which of these the ledger holds already, by `nameOf`. */
  readonly known: (keys: readonly LedgerKey[]) => Promise<ReadonlySet<string>>
  readonly orders: (ids: readonly string[]) => Promise<readonly HeldOrder[]>
  readonly customers: (ids: readonly string[]) => Promise<readonly CustomerHistory[]>
  /** Every customer of the shop, for building the shop's figures. */
  readonly everyCustomer: () => AsyncIterable<CustomerHistory>
  readonly entriesOfCustomer: (customerId: string) => Promise<readonly LearnedEntry[]>
  /** What was heard of an order, its refunds included, before the order itself: nobody's as yet. */
  readonly orphansOf: (orderId: string) => Promise<readonly Entry[]>
  readonly parkedCustomers: () => Promise<ReadonlySet<string>>
  /** What the shop holds all its rules to. */
  readonly policies: Policies
  /** Somebody stopped everything. */
  readonly isStopped: boolean
  /** Who asked not to be contacted. */
  readonly neverContact: () => Promise<ReadonlySet<string>>
  /** Standing ones of these customers and those with a code, which may be used all the same, and of others what is looked for. */
  readonly grantsOf: (customerIds: readonly string[], search: GrantSearch) => Promise<readonly Grant[]>
  /** All that counts towards what these rules may give in all. */
  readonly usesOf: (ruleIds: readonly string[]) => Promise<readonly Grant[]>
  /** Whose turn comes when they have not heard from the shop for long enough. */
  readonly waiting: () => Promise<readonly WaitingTurn[]>
  /** Who is inside the groups that rules watch. */
  readonly sides: () => Promise<readonly StoredSides[]>
  /** The shop's past as it was fitted last; null while nothing has asked for it. */
  readonly forecast: () => Promise<ShopForecast | null>
  readonly decisionsOf: (customerId: string) => Promise<readonly PastDecision[]>
  /** An effect that failed or waits for its next try, with what had been given by it and came back when it failed; null else. */
  readonly retryable: (key: string) => Promise<{ readonly returned: Grant | null } | null>
  /** Has an effect tried again at once, and takes again what had come back. */
  readonly tryAgain: (key: string, returned: Grant | null) => Promise<void>
  /** What the checkout is told. */
  readonly checkout: CheckoutLane
  readonly write: (batch: Batch) => Promise<void>
}

export type ToldRules = {
  readonly since: number
  /** Null while it is so. */
  readonly until: number | null
  readonly ruleIds: readonly string[]
}

export type Claim = {
  readonly deliveries: readonly ClaimedDelivery[]
  /** The first pending delivery left behind; entries from here on must wait their turn. */
  readonly cut: LedgerKey | null
  /** Milliseconds until more can be claimed; null when nothing is pending. */
  readonly waitMs: number | null
}

export type HeldOrder = { readonly entry: OrderEntry; readonly copiedAt: number }
export type LearnedEntry = { readonly entry: Entry; readonly origin: Origin; readonly learnedAt: number }
/** Of anybody; moments are epoch milliseconds. */
export type GrantSearch = {
  /** What these rules gave after a moment. */
  readonly ofRules?: { readonly ruleIds: readonly string[]; readonly since: number } | undefined
  /** Who heard from the shop after a moment. */
  readonly contactsSince?: number | undefined
  /** Codes that may be used together with others and have not lapsed by then. */
  readonly offersAt?: number | undefined
  /** Of grants on these, whether the customer holds something of them. */
  readonly calledOffOrderIds: readonly string[]
}
export type PastDecision = { readonly ruleId: string; readonly key: LedgerKey; readonly verdict: Verdict }

/** All that one batch changes, written at once. */
export type Batch = {
  readonly entries: readonly NewEntry[]
  /** Newer copies of orders that the ledger holds. */
  readonly amended: readonly HeldOrder[]
  /** Entries that turned out to be a customer's when their order came in. */
  readonly adopted: readonly OwnedEntry[]
  readonly histories: readonly CustomerHistory[]
  readonly profiles: readonly Profile[]
  readonly forgetCustomerIds: readonly string[]
  readonly decisions: readonly (Decision & Brought & { readonly late: boolean })[]
  readonly differences: readonly Difference[]
  readonly unclearOffers: readonly UnclearOffer[]
  readonly effects: readonly (PlannedWork & Brought)[]
  readonly grants: GrantChanges
  readonly waiting: WaitingChanges
  readonly undone: readonly Undone[]
  readonly crossings: readonly CrossingChange[]
  /** Null where it was not fitted anew. */
  readonly forecast: ShopForecast | null
  /** Rules that look at everybody begin anew: the past has changed under them. */
  readonly beginAnew: boolean
  /** What the checkout is to be told of the customers that the batch was about. */
  readonly standings: readonly NewStanding[]
  /** Days that began. */
  readonly ticks: readonly TickEntry[]
  readonly deferred: readonly Delivery[]
  readonly processed: readonly { readonly id: string; readonly customerId: string | null; readonly late: boolean }[]
  readonly failed: readonly { readonly id: string; readonly problem: string }[]
  readonly parked: readonly { readonly id: string; readonly customerId: string | null; readonly problem: string }[]
  readonly shopEvents: readonly NonNullable<Reading['shopEvent']>[]
  readonly passed: LedgerKey | null
}
/** The delivery that brought it, for people to find it at; none for a day that begins. */
export type Brought = { readonly deliveryId?: string | undefined }
export type OwnedEntry = { readonly entry: Entry; readonly customerId: string | null }
export type NewEntry = OwnedEntry & {
  readonly copiedAt: number
  readonly origin: Origin
  readonly late: boolean
}
export type PlannedWork = KeyedEffect & {
  /** Effects on one subject are performed one after another. */
  readonly subject: string
  readonly entry: Pick<LedgerKey, 'kind' | 'id'>
  readonly ruleId: string | null
}

export type Inbox = {
  /** One durable row each, in one statement; tells for each whether it is new, a repeat, or of a shop nobody knows. */
  readonly insertMany: (deliveries: readonly Delivery[]) => Promise<readonly Received[]>
}
export type Received = 'stored' | 'repeated' | 'unknown_shop'

export type Lanes = {
  /** Runs `work` holding the shop's lane; undefined when somebody else holds it, or the shop's history is still being read. */
  readonly hold: <Result>(shop: string, work: (lane: LaneTransaction) => Promise<Result>) => Promise<Result | undefined>
  /** As `hold`, but waits for whoever holds it, and while the past is being read too. Undefined for a shop that nobody knows. */
  readonly inTurn: <Result>(
    shop: string,
    work: (lane: LaneTransaction) => Promise<Result>,
  ) => Promise<Result | undefined>
  /** Puts a delivery aside that cannot be processed; with its customer, whose later ones then wait for it. */
  readonly park: (shop: string, deliveryId: string, customerId: string | null, problem: string) => Promise<void>
}

export type Effects = {
  /** Only one process performs a shop's effects at a time; false when another does, or the shop is stopped. Renewed by calling again. */
  readonly lease: (shop: string, holder: string, forMs: number) => Promise<boolean>
  readonly release: (shop: string, holder: string) => Promise<void>
  /** Pending ones that are due, oldest first. */
  readonly due: (shop: string, limit: number) => Promise<readonly ClaimedEffect[]>
  /** Notes that it may have happened from now on; false when it was called off meanwhile, and is not to be performed. */
  readonly begin: (shop: string, key: string) => Promise<boolean>
  readonly settle: (shop: string, outcomes: readonly EffectOutcome[]) => Promise<void>
  /** Milliseconds until the next pending effect is due; null when none is pending, or the shop is stopped. */
  readonly nextDueMs: (shop: string) => Promise<number | null>
  /** Makes the task of a `task` effect; a second time changes nothing. */
  readonly createTask: (shop: string, effect: ClaimedEffect) => Promise<void>
  /** Notes what the customer of a `keep` effect keeps; a second time changes nothing. False where no such rule is there. */
  readonly keepOffer: (shop: string, effect: ClaimedEffect) => Promise<boolean>
  /** How far one effect is, for what depends on it. */
  readonly find: (shop: string, key: string) => Promise<EffectState | null>
}
export type EffectState = Pick<KeyedEffect, 'effect'> & {
  readonly state: 'pending' | 'done' | 'failed' | 'cancelled' | 'undone'
  readonly problem: string | null
  readonly result: Readonly<Record<string, unknown>> | null
  /** Wall clock, epoch milliseconds. */
  readonly plannedAt: number
  readonly doneAt: number | null
}
export type ClaimedEffect = PlannedWork & { readonly attempts: number }
export type EffectOutcome = { readonly key: string; readonly performed: Performed; readonly nextInMs: number }

export type History = {
  readonly begin: (shop: string) => Promise<void>
  /** Adds what is not held yet. Of what is, nothing changes but whether an order of total 0 counts. */
  readonly learn: (shop: string, page: HistoryBatch) => Promise<void>
  /** Lines of orders files that brought orders of total 0, for whether they count may have changed since. */
  readonly freeImports: (shop: string) => AsyncIterable<readonly string[]>
  readonly finish: (shop: string) => Promise<void>
  readonly fail: (shop: string, problem: string) => Promise<void>
}
export type HistoryBatch = {
  readonly entries: readonly NewEntry[]
  readonly profiles: readonly Profile[]
  readonly read: number
  readonly of: number | null
}

/** Where the engine keeps everything. */
export type Store = {
  readonly inbox: Inbox
  readonly lanes: Lanes
  readonly effects: Effects
  readonly history: History
  readonly alarms: Alarms
}
export type Alarms = { readonly recordDisagreement: (shop: string, found: Disagreement) => Promise<void> }
export type Disagreement = {
  readonly ruleId: string
  readonly key: LedgerKey
  readonly compiled: boolean
  readonly reference: string
  readonly facts: Decision['facts']
}
