import { emptyHistory } from '../ledger/customer.ts'
import type { Entry } from '../ledger/entries.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { spendsOfOthers } from '../ledger/spend-to-reach.ts'
import type { Cart } from '../rules/checkout/cart.ts'
import { afterCrossing } from '../rules/crossing.ts'
import { type Explanation, explain, explainCondition } from '../rules/explain.ts'
import { makePhrasebook } from '../rules/sentence.ts'
import type { Figures, Reason, RuleDocument, Verdict } from '../rules/types.ts'
import { triggerNamed, vocabulary } from '../vocabulary/vocabulary.ts'
import { cartOf } from './cart-of-order.ts'
import { factReader } from './fact-reader.ts'
import { refusalAlone } from './judge.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { rankedApart } from './ranked-apart.ts'
import { type ReplayOptions, replay } from './replay.ts'
import { partiesOf } from './shop-state.ts'
import { takeOff } from './take-off.ts'
import { type Finding, type Need, tell, whatItTakes } from './what-it-takes.ts'

export type CustomerExplanation = {
  readonly at: number
  /** The order that facts about an order are taken from: the latest that the rule was asked about. */
  readonly orderId: string | null
  /** When the rule was last asked about this customer; null when it never was. */
  readonly askedAt: number | null
  readonly matched: boolean
  /** The rule's decision where it was asked at this very moment, else what it would be. */
  readonly verdict: Verdict | 'no match'
  readonly reason: Reason | null
  /** Of a rule that watches a group, and was not crossed into or out of just now: that lies behind. Of one that draws lots: not drawn. */
  readonly behind: 'came in' | 'went out' | 'not drawn' | null
  /** What the reason was found by. */
  readonly figures: Figures | null
  /** From when on the limits would let the customer have it again; null where they do not stand in the way. */
  readonly freeAt: number | null
  readonly findings: Finding
  readonly needs: Need | null
  /** What the rule decided about this customer up to now, oldest first. */
  readonly decisions: readonly Decision[]
}

/**
 * Why a rule gives, or does not give, to a customer at a moment, and what it would take: the ledger up to then put to the
 * rule as it would have been live from the beginning. Undefined for a customer whom the ledger does not know by then.
 */
export const explainCustomer = (
  entries: Ledger,
  { rule, document }: { readonly rule: RunnableRule; readonly document: RuleDocument },
  customerId: string,
  at: number,
  options: Pick<ReplayOptions, 'currency' | 'timeZone' | 'policies'>,
): CustomerExplanation | undefined => {
  const past = pastOf(entries, rule, customerId, at)
  const isBeforeOrder = rule.checkout !== undefined && past.asked?.at === at
  const decisions: Decision[] = []
  let dayAsked: number | undefined
  const replayed = replay(past.entries, [rule], { ...options, daysUntil: at }, (entry, made) => {
    if (entry.kind === 'tick' && rule.fits(entry) && entry.at >= past.knownSince) dayAsked = entry.at
    for (const decision of made) if (decision.customerId === customerId) decisions.push(decision)
  })
  // At an order, the checkout saw everything as it was just before.
  const state = isBeforeOrder ? replay(past.entries.first(past.entries.length - 1), [rule], options) : replayed
  const isKnown = replayed.customers.has(customerId)
  const customer = state.customers.get(customerId) ?? (isKnown ? emptyHistory(customerId) : undefined)
  if (customer === undefined) return undefined
  state.figures.advance(at)

  const looksAtOrders = triggerNamed(document.trigger)?.shelves.includes('order') === true
  const order = looksAtOrders ? past.asked && partiesOf(state, past.asked).order : undefined
  const cart = cartAsked(rule, past.asked, options.currency)
  const askedAt = latest(past.asked?.at, dayAsked)
  const decided = askedAt === at ? decisions.findLast(({ key }) => key.at === at) : undefined
  // What was decided at this very moment was not heard of before.
  const read = factReader({
    at,
    timeZone: options.timeZone,
    customer,
    order,
    cart,
    shop: state.figures,
    forecast: state.forecasts.current,
    contacts: { contactsWith: (id) => state.grants.contactsWith(id).filter((moment) => !decided || moment < at) },
  })
  const findings = tell(explainWhole(document, rule, read), {
    document,
    book: makePhrasebook(vocabulary, options),
    read,
    othersOf: (ranking) =>
      spendsOfOthers(state.customers.values(), customerId, ranking, at, rankedApart(options.policies)),
  })
  // As of just now: what would stand in the way were it asked.
  const entry: Entry = past.asked ?? { kind: 'tick', id: '', at }
  const circumstances = { ...options, triggeredAt: at, isRehearsal: true, isDoneAtOnce: true }
  const amount = cart && takeOff(rule.checkout?.offers ?? [], cart)
  const refused = refusalAlone(rule, { entry: { ...entry, at }, customer, order }, state, circumstances, amount)
  const told = decided ?? refused
  const reason = told?.reason ?? null
  const waits = rule.watch?.turn === 'enters' ? 'came in' : rule.watch ? 'went out' : rule.limits.draw && 'not drawn'
  const isBehind = waits !== undefined && findings.held && decided === undefined
  const isTold = findings.held && !isBehind
  return {
    at,
    orderId: order?.id ?? (isBeforeOrder ? (past.asked?.id ?? null) : null),
    askedAt: askedAt ?? null,
    matched: findings.held,
    behind: (isBehind && waits) || null,
    verdict: !findings.held || isBehind ? 'no match' : reason === null ? 'granted' : 'withheld',
    reason: isTold ? reason : null,
    figures: (isTold && told?.figures) || null,
    freeAt: (isTold && told?.freeAt) || null,
    findings,
    needs: whatItTakes(findings) ?? null,
    decisions,
  }
}

/**
 * The entries up to the moment, and the last of them that the rule was asked about for this customer. Where that one lies
 * at the very moment, entries of the same moment after it are left out: the rule did not see them either.
 */
const pastOf = (
  entries: Ledger,
  rule: RunnableRule,
  customerId: string,
  at: number,
): { readonly entries: Ledger; readonly asked: Entry | undefined; readonly knownSince: number } => {
  const ofCustomer = new Set<string>()
  let end = 0
  let askedIndex = -1
  let knownSince = Number.POSITIVE_INFINITY
  for (const entry of entries) {
    if (entry.at > at) break
    const index = end++
    if (entry.kind === 'order' && entry.customerId === customerId) ofCustomer.add(entry.id)
    if (!isAbout(entry, customerId, ofCustomer)) continue
    knownSince = Math.min(knownSince, entry.at)
    if (rule.fits(entry)) askedIndex = index
  }
  const asked = askedIndex === -1 ? undefined : entries.at(askedIndex)
  return { entries: entries.first(asked?.at === at ? askedIndex + 1 : end), asked, knownSince }
}

/** Of a rule of the checkout: the cart of the order that it was last asked about. */
const cartAsked = (rule: RunnableRule, asked: Entry | undefined, currency: string): Cart | undefined =>
  rule.checkout !== undefined && asked?.kind === 'order' ? cartOf(asked, currency) : undefined

const latest = (...moments: readonly (number | undefined)[]): number | undefined =>
  moments.reduce((last, at) => (last === undefined || (at !== undefined && at > last) ? at : last), undefined)

const isAbout = (entry: Entry, customerId: string, ordersOfCustomer: ReadonlySet<string>): boolean => {
  if ('customerId' in entry) return entry.customerId === customerId
  return ordersOfCustomer.has(entry.kind === 'refund' ? entry.orderId : entry.id)
}

/** The conditions, and of a rule that watches a group that they are on the side to which it fires. */
export const explainWhole = (
  document: RuleDocument,
  { evaluable }: Pick<RunnableRule, 'evaluable'>,
  read: Parameters<typeof explain>[1],
): Explanation => {
  const conditions = explain(evaluable, read)
  const turn = triggerNamed(document.trigger)?.crossing
  if (turn === undefined || evaluable.crossing === undefined) return conditions
  const crossed = explainCondition(afterCrossing(turn, evaluable.crossing), '/crossing', read)
  if (conditions.kind === 'all' && conditions.parts.length === 0) return crossed
  const parts = [crossed, conditions]
  return { kind: 'all', path: '', held: parts.every(({ held }) => held), parts }
}
