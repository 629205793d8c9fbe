import type { CustomerHistory } from '../ledger/customer.ts'
import type { Entry, LedgerKey, OrderEntry, TickEntry } from '../ledger/entries.ts'
import type { ShopForecast } from '../models/shop-forecast.ts'
import type { FactValue, Reason, RuleDocument, RuleState, Verdict } from '../rules/types.ts'
import type { NotifyEffect, PlannedEffect } from '../vocabulary/define.ts'
import type { CrossingChange, StoredSides } from './crossings.ts'
import type { Lot } from './draw.ts'

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
  /** Every fact that the conditions name, evaluated or not; missing ones left out. */
  readonly facts: Readonly<Record<string, Exclude<FactValue, undefined>>>
  /** Planned for a granted decision, in the order of the rule's actions; messages to the mail tool last. */
  readonly effects: readonly KeyedEffect[]
}

/** `key` is unique in the shop and stable over retries and rule versions: entry kind, entry id (of a tick, and customer id), rule id, place in the rule. */
export type KeyedEffect = { readonly key: string; readonly effect: PlannedEffect | RereadEffect }
export type RereadEffect = {
  readonly kind: 'reread'
  readonly what: 'order' | 'refund'
  readonly id: string
  /** Of the message that made it necessary, epoch milliseconds. */
  readonly triggeredAt: number
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

export type Performed =
  | { readonly outcome: 'done'; readonly result?: Readonly<Record<string, unknown>> }
  /** Nothing is known to have happened; the same effect under the same key is tried again. */
  | { readonly outcome: 'retry'; readonly reason: string; readonly afterMs?: number }
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
    context: { readonly currency: string; readonly triggeredAt: number },
  ) => ReadResult
  /** Does one effect in the shop by idempotent means. Throws only on a bug. */
  readonly perform: (shop: string, keyed: KeyedEffect) => Promise<Performed>
  /** The shop's past, oldest part first, as the same readings that webhooks give. */
  readonly readHistory: (shop: string, context: HistoryContext) => AsyncIterable<HistoryPage>
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
  readonly liveRules: () => Promise<readonly StoredRule[]>
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
  /** Of these customers, and what these rules gave to anybody after a moment. */
  readonly grantsOf: (
    customerIds: readonly string[],
    ofRules?: { readonly ruleIds: readonly string[]; readonly since: number },
  ) => Promise<readonly Grant[]>
  /** Who is inside the groups that rules watch. */
  readonly sides: () => Promise<readonly StoredSides[]>
  /** The shop's past as it was fitted last; null while nothing has asked for it. */
  readonly forecast: () => Promise<ShopForecast | null>
  readonly decisionsOf: (customerId: string) => Promise<readonly PastDecision[]>
  readonly write: (batch: Batch) => Promise<void>
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
export type Grant = { readonly ruleId: string; readonly customerId: string; readonly at: number }
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
  readonly effects: readonly (PlannedWork & Brought)[]
  readonly crossings: readonly CrossingChange[]
  /** Null where it was not fitted anew. */
  readonly forecast: ShopForecast | null
  /** Rules that look at everybody begin anew: the past has changed under them. */
  readonly beginAnew: boolean
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
  /** Puts a delivery aside that cannot be processed; with its customer, whose later ones then wait for it. */
  readonly park: (shop: string, deliveryId: string, customerId: string | null, problem: string) => Promise<void>
}

export type Effects = {
  /** Only one process performs a shop's effects at a time; false when another does. Renewed by calling again. */
  readonly lease: (shop: string, holder: string, forMs: number) => Promise<boolean>
  readonly release: (shop: string, holder: string) => Promise<void>
  /** Pending ones that are due, oldest first. */
  readonly due: (shop: string, limit: number) => Promise<readonly ClaimedEffect[]>
  readonly settle: (shop: string, outcomes: readonly EffectOutcome[]) => Promise<void>
  /** Milliseconds until the next pending effect is due; null when none is pending. */
  readonly nextDueMs: (shop: string) => Promise<number | null>
  /** Makes the task of a `task` effect; a second time changes nothing. */
  readonly createTask: (shop: string, effect: ClaimedEffect) => Promise<void>
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
  readonly learn: (shop: string, page: HistoryBatch) => Promise<void>
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
