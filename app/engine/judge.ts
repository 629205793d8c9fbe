import type { CustomerHistory } from '../ledger/customer.ts'
import type { Entry, OrderEntry } from '../ledger/entries.ts'
import { keyOf } from '../ledger/ledger-order.ts'
import { DEFAULT_POLICIES, type Policies } from '../rules/policies.ts'
import type { PlannedEffect } from '../vocabulary/define.ts'
import { costBeside, costOf, lapseOf, offersOf, percentTogether, usualOrder } from './cost.ts'
import type { Circumstances, Standings } from './decide.ts'
import type { Taken } from './decide-at-checkout.ts'
import { GUEST, newGrant } from './grants.ts'
import { NOT_CARRIED, offerOutcome } from './offer-outcome.ts'
import { planEffects } from './plan-effects.ts'
import type { Decision, KeyedEffect } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { type Asking, attentionRefusal, type Refusal, refusalOf } from './refusals.ts'

/** A rule that is met, or given at the checkout all the same. */
export type Met = { readonly rule: RunnableRule; readonly taken?: Taken } & Pick<Decision, 'facts' | 'lot'>

/** What one entry is about, for one customer. */
export type About = {
  readonly entry: Entry
  readonly customer: CustomerHistory | undefined
  readonly order: OrderEntry | undefined
}

/**
 * The verdicts on all rules that one customer meets at one entry: first what concerns each rule alone, then who of a group
 * is picked, then, in the rules' order, what adds up for the customer. A grant is reserved, so that each rule's limits see
 * those before. `met` is sorted by `compareRules`.
 */
export const judge = (
  met: readonly Met[],
  about: About,
  standings: Standings,
  circumstances: Circumstances,
): Decision[] => {
  const candidates = met.map((match) => new Candidate(match, about, standings, circumstances))
  outrank(candidates)
  return candidates.map((candidate) => candidate.settle())
}

/** Why a rule, were it met and no other, would give a customer nothing. */
export const refusalAlone = (
  rule: RunnableRule,
  about: About,
  standings: Standings,
  circumstances: Circumstances,
  /** Of a rule of the checkout: what it would take off, minor units. */
  amount?: number,
): Refusal | undefined => {
  const taken = amount === undefined ? undefined : ({ amount, is: 'assumed', isMet: true } as const)
  return new Candidate({ rule, facts: {}, ...(taken && { taken }) }, about, standings, circumstances).weigh()
}

/** Of a group's rules that would give, all but the one that is picked are refused. */
const outrank = (candidates: readonly Candidate[]): void => {
  const groups = Map.groupBy(
    candidates.filter(({ refusal, rule }) => refusal === undefined && rule.exclusive !== undefined),
    // Members that are picked in different ways are never weighed against each other.
    ({ rule: { exclusive } }) => `${exclusive?.pick} ${exclusive?.group}`,
  )
  for (const members of groups.values()) {
    const [first] = members
    if (first === undefined || members.length === 1) continue
    const picked =
      members.find(({ isCarried }) => isCarried) ??
      (first.rule.exclusive?.pick === 'first'
        ? first
        : members.reduce((best, member) => (member.worth > best.worth ? member : best), first))
    const { name: by, exclusive } = picked.rule
    for (const member of members) {
      if (member !== picked) member.refusal = { reason: 'outranked', figures: { by, group: exclusive?.group ?? '' } }
    }
  }
}

/** A rule that is met, on its way to a verdict. */
class Candidate {
  readonly rule: RunnableRule
  refusal: Refusal | undefined
  readonly #match: Met
  readonly #about: About
  readonly #standings: Standings
  readonly #circumstances: Circumstances
  readonly #policies: Policies
  #planned: readonly KeyedEffect[] | undefined

  constructor(match: Met, about: About, standings: Standings, circumstances: Circumstances) {
    this.rule = match.rule
    this.#match = match
    this.#about = about
    this.#standings = standings
    this.#circumstances = circumstances
    this.#policies = circumstances.policies ?? DEFAULT_POLICIES
    this.refusal = refusalOf(this.#asking()) ?? this.#overCeiling()
  }

  /** The order shows that it was given. */
  get isCarried(): boolean {
    return this.#match.taken?.is === 'carried'
  }

  /** What it gives away, minor units. */
  get worth(): number {
    if (this.#match.taken !== undefined) return this.#match.taken.amount
    return costOf(this.#costly, this.#about.customer, this.#about.order)
  }

  /** Why it gives nothing after all, were it alone. */
  weigh(): Refusal | undefined {
    this.refusal ??= this.#overCeiling() ?? this.#attentionSpent()
    return this.refusal
  }

  settle(): Decision {
    const { rule } = this
    const { entry, customer, order } = this.#about
    const { facts, lot, taken } = this.#match
    const offer = taken && offerOutcome(taken, this.weigh(), customer !== undefined)
    // What the order carried is given, whatever stands in the way by now.
    const refusal = this.isCarried
      ? undefined
      : (this.weigh() ?? (taken?.is === 'not carried' ? NOT_CARRIED : undefined))
    const isGranted = refusal === undefined
    if (isGranted) this.#reserve()
    else this.#queue(refusal)
    return {
      ruleId: rule.id,
      ruleVersion: rule.version,
      ruleName: rule.name,
      priority: rule.priority,
      key: keyOf(entry),
      customerId: customer?.id ?? null,
      orderId: order?.id ?? null,
      facts,
      ...(lot && { lot }),
      verdict: isGranted ? 'granted' : 'withheld',
      reason: refusal?.reason ?? null,
      ...(refusal?.figures && { figures: refusal.figures }),
      ...(refusal?.freeAt !== undefined && { freeAt: refusal.freeAt }),
      ...(offer && { offer }),
      effects: isGranted ? this.#effects : [],
    }
  }

  #asking(): Asking {
    const { grants, uses } = this.#standings
    return {
      ...this.#about,
      rule: this.rule,
      customerId: this.#about.customer?.id ?? null,
      grants,
      uses,
      circumstances: this.#circumstances,
      policies: this.#policies,
      cost: () => this.worth,
    }
  }

  get #effects(): readonly KeyedEffect[] {
    this.#planned ??= planEffects(this.rule, this.#about, this.#circumstances)
    return this.#planned
  }

  /** Those that may take money; none where the rule takes none. */
  get #costly(): readonly PlannedEffect[] {
    if (!this.rule.costsMoney) return []
    return this.#effects.flatMap(({ effect }) =>
      effect.kind === 'reread' || effect.kind === 'withdraw' ? [] : [effect],
    )
  }

  /**
   * A code on its own is held to the ceiling when its rule goes live; here it is what adds up in one customer's hands. Asked
   * before a group is weighed, for what cannot be given must outrank nobody, and again when others have given at this entry.
   */
  #overCeiling(): Refusal | undefined {
    const { customer, order, entry } = this.#about
    if (customer === undefined) return undefined
    const given = offersOf(this.#costly)
    const held = given.length === 0 ? [] : this.#standings.grants.offersHeldBy(customer.id, entry.at)
    if (held.length === 0) return undefined
    const together = percentTogether([...held, ...given], usualOrder(customer, order))
    const { discountCeilingPercent: ceiling } = this.#policies
    if (together <= ceiling) return undefined
    // Rounded up: 25.004% must not read as if it were the most that is allowed.
    return { reason: 'over_ceiling', figures: { together: Math.ceil(together * 100 - 1e-6) / 100, ceiling } }
  }

  #attentionSpent(): Refusal | undefined {
    const { customer, entry } = this.#about
    if (customer === undefined || !this.rule.isContact) return undefined
    const { contacts } = this.#policies
    return attentionRefusal(this.#standings.grants.contactsWith(customer.id), entry.at, contacts)
  }

  /** Somebody who has heard enough waits for their turn, where the rule says so. */
  #queue({ reason, freeAt }: Refusal): void {
    const { customer, entry, order } = this.#about
    if (reason !== 'attention_spent' || freeAt === undefined || customer === undefined || !this.rule.waits) return
    const turn = { orderId: order?.id ?? null, since: entry.at, dueAt: freeAt }
    this.#standings.waiting.add(this.rule.id, customer.id, turn)
  }

  #reserve(): void {
    const { customer, entry, order } = this.#about
    const { taken } = this.#match
    if (taken !== undefined && order !== undefined) {
      this.#book(taken, order)
      return
    }
    if (customer === undefined) return
    const { rule } = this
    const effects = this.#costly
    this.#standings.waiting.end({ ruleId: rule.id, customerId: customer.id })
    this.#standings.grants.give(
      newGrant({
        ruleId: rule.id,
        entry: { kind: entry.kind, id: entry.id },
        customerId: customer.id,
        orderId: order?.id ?? null,
        at: entry.at,
        amount: costOf(effects, customer, order),
        beside: costBeside(effects),
        expiresAt: lapseOf(effects),
        offers: offersOf(effects),
        isContact: rule.isContact,
        isHeld: this.#circumstances.isDoneAtOnce === true && rule.isHeld,
      }),
    )
  }

  /** What was taken off an order is used as soon as it is given. A guest's counts for the rule alone. */
  #book({ amount }: Taken, { id: orderId }: OrderEntry): void {
    const { customer, entry } = this.#about
    this.#standings.grants.give(
      newGrant({
        ruleId: this.rule.id,
        entry: { kind: entry.kind, id: entry.id },
        customerId: customer?.id ?? GUEST,
        orderId,
        at: entry.at,
        amount,
        state: 'booked',
        usedBy: orderId,
        settledAt: entry.at,
      }),
    )
  }
}
