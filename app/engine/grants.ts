import type { EntryKind } from '../ledger/entries.ts'
import { DAY_MS } from '../rules/types.ts'
import type { RuleUses } from './rule-use.ts'

/** What a code takes off an order on which it may be used together with others. */
export type Offer = { readonly percent: number } | { readonly amount: number }

/** What one decision gave, for the limits of those after. Moments are epoch milliseconds, money minor units. */
export type Grant = {
  /** Unique in the shop. */
  readonly name: string
  readonly ruleId: string
  readonly entry: { readonly kind: EntryKind; readonly id: string }
  readonly customerId: string
  readonly orderId: string | null
  readonly at: number
  /** Of the rule's budget: what is reserved, and once it is booked what it really cost. */
  amount: number
  /** What of it is spent whatever becomes of its code. */
  readonly beside: number
  /** Of its code; null where it has none, or one that is good for ever. */
  readonly expiresAt: number | null
  /** The text of its code; null as long as there is none. */
  readonly code: string | null
  /** What it gave to be used together with other codes. */
  readonly offers: readonly Offer[]
  /** Whether the customer hears from the shop by it. */
  readonly isContact: boolean
  /** Whether the customer holds something of it, or was told: then it is not taken back. */
  isHeld: boolean
  /** `said`: nothing was given, and that was said once, of a rule that would otherwise say so every day. */
  state: 'reserved' | 'booked' | 'released' | 'said'
  /** The order that its code was used on. */
  usedBy: string | null
  /** The moment of its being used, or of its coming back. */
  settledAt: number | null
}

/** In a customer's place: what guests were given counts for its rule alone. */
export const GUEST = ''

export const grantName = (ruleId: string, { kind, id }: Grant['entry'], customerId: string): string =>
  `${ruleId} ${kind} ${id} ${customerId}`

/** A grant as it begins: what is not told is nothing, and it stands. */
export const newGrant = (given: Pick<Grant, 'ruleId' | 'entry' | 'customerId' | 'at'> & Partial<Grant>): Grant => ({
  name: grantName(given.ruleId, given.entry, given.customerId),
  orderId: null,
  amount: 0,
  beside: 0,
  expiresAt: null,
  code: null,
  offers: [],
  isContact: false,
  isHeld: false,
  state: 'reserved',
  usedBy: null,
  settledAt: null,
  ...given,
})

export type GrantChanges = { readonly given: readonly Grant[]; readonly changed: readonly Grant[] }

/** What was given to each customer by each rule, and what became of it. */
export class Grants {
  readonly #rules = new Map<string, OfRule>()
  readonly #contacts = new Map<string, Grant[]>()
  readonly #offers = new Map<string, Grant[]>()
  readonly #codes = new Map<string, Grant>()
  readonly #uses: RuleUses
  readonly #isStored: boolean
  readonly #given = new Set<Grant>()
  readonly #changed = new Set<Grant>()

  /** `isStored`: what changes is to be asked for with `takeChanges`. */
  constructor(uses: RuleUses, { isStored }: { readonly isStored: boolean }) {
    this.#uses = uses
    this.#isStored = isStored
  }

  /** Takes in what was given before. */
  hold(grant: Grant): void {
    const ofRule: OfRule = this.#rules.get(grant.ruleId) ?? { all: [], ofCustomers: new Map() }
    this.#rules.set(grant.ruleId, ofRule)
    ofRule.all.push(grant)
    const { customerId } = grant
    add(ofRule.ofCustomers, customerId, grant)
    if (grant.isContact) add(this.#contacts, customerId, grant)
    if (grant.offers.length > 0) add(this.#offers, customerId, grant)
    if (grant.code !== null) this.#codes.set(codeKey(grant.code), grant)
  }

  /** Reserves what a new grant takes. */
  give(grant: Grant): void {
    this.hold(grant)
    if (this.#isStored) this.#given.add(grant)
    if (stands(grant)) this.#uses.find(grant.ruleId)?.add(grant)
  }

  /**
   * Books what a code really cost, beside what else was given with it; one that had come back and was used all the same is
   * taken again.
   */
  book(grant: Grant, cost: number, orderId: string, at: number): void {
    const amount = cost + grant.beside
    const use = this.#uses.find(grant.ruleId)
    const stood = stands(grant)
    if (stood) use?.book(grant, amount)
    grant.amount = amount
    grant.state = 'booked'
    grant.usedBy = orderId
    if (!stood) use?.add(grant)
    this.#settle(grant, at)
  }

  /** Gives back what a grant took, for the benefit came back unused. */
  release(grant: Grant, at: number): void {
    if (!stands(grant)) return
    this.#uses.find(grant.ruleId)?.remove(grant)
    grant.state = 'released'
    this.#settle(grant, at)
  }

  /** Standing ones of one rule, oldest first as they were given. */
  of(ruleId: string, customerId: string): readonly Grant[] {
    return (this.#rules.get(ruleId)?.ofCustomers.get(customerId) ?? NONE).filter(stands)
  }

  /** What was said of a rule that gave nothing. */
  saidOf(ruleId: string, customerId: string): readonly Grant[] {
    return (this.#rules.get(ruleId)?.ofCustomers.get(customerId) ?? NONE).filter(({ state }) => state === 'said')
  }

  /** How many a rule has granted, to anybody, since a moment, itself included; those that were only said too. */
  countSince(ruleId: string, from: number): number {
    let count = 0
    for (const { at, state } of this.#rules.get(ruleId)?.all ?? NONE) if (at >= from && state !== 'released') count++
    return count
  }

  /** Moments at which a customer heard from the shop, oldest first. */
  contactsWith(customerId: string): readonly number[] {
    const contacts = this.#contacts.get(customerId)
    if (contacts === undefined) return NO_MOMENTS
    return contacts
      .filter(wasHeard)
      .map(({ at }) => at)
      .sort((left, right) => left - right)
  }

  /** Codes that a customer holds at a moment and may use together with others. */
  offersHeldBy(customerId: string, at: number): readonly Offer[] {
    return (this.#offers.get(customerId) ?? NONE).flatMap(({ offers, state, expiresAt }) =>
      state === 'reserved' && (expiresAt === null || expiresAt > at) ? offers : [],
    )
  }

  withCode(code: string): Grant | undefined {
    return this.#codes.get(codeKey(code))
  }

  /** Those of a customer that were given on one order, or booked by it. */
  *onOrder(customerId: string, orderId: string): Generator<Grant> {
    for (const { ofCustomers } of this.#rules.values())
      for (const grant of ofCustomers.get(customerId) ?? NONE)
        if (grant.orderId === orderId || grant.usedBy === orderId) yield grant
  }

  /** What is to be stored, once. */
  takeChanges(): GrantChanges {
    const given = [...this.#given]
    const changed = [...this.#changed].filter((grant) => !this.#given.has(grant))
    this.#given.clear()
    this.#changed.clear()
    return { given, changed }
  }

  #settle(grant: Grant, at: number): void {
    grant.settledAt = at
    if (this.#isStored) this.#changed.add(grant)
  }
}

/** The moments of those that lie within so many times 24 hours before `at`, or after it: being late never gives more. */
export const within = (days: number, at: number, moments: readonly number[]): readonly number[] =>
  moments.filter((moment) => moment > at - days * DAY_MS)

export const momentsOf = (grants: readonly Grant[]): readonly number[] =>
  grants.length === 0 ? NO_MOMENTS : grants.map(({ at }) => at).sort((left, right) => left - right)

const stands = ({ state }: Grant): boolean => state === 'reserved' || state === 'booked'

/** A code that a person takes back came with words, and those were heard. */
const wasHeard = (grant: Grant): boolean => stands(grant) || (grant.state === 'released' && grant.code !== null)

/** Shopify takes codes in any case. */
const codeKey = (code: string): string => code.toUpperCase()

type OfRule = { readonly all: Grant[]; readonly ofCustomers: Map<string, Grant[]> }

const NONE: readonly Grant[] = []
const NO_MOMENTS: readonly number[] = []

const add = (lists: Map<string, Grant[]>, customerId: string, grant: Grant): void => {
  const list = lists.get(customerId)
  if (list === undefined) lists.set(customerId, [grant])
  else list.push(grant)
}
