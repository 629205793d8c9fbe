import { type CustomerHistory, emptyHistory, fold } from '../ledger/customer.ts'
import type { Entry, OrderEntry } from '../ledger/entries.ts'
import { keyOf, nameOf } from '../ledger/ledger-order.ts'
import type { ShopFigures, ShopReader } from '../ledger/shop-figures.ts'
import { type FactValue, MOMENT, type Reason } from '../rules/types.ts'
import { factNamed } from '../vocabulary/vocabulary.ts'
import type { Grants } from './grants.ts'
import type { Decision, KeyedEffect } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'

/**
 * All that deciding needs of a shop, as of the last entry. `step` moves it forward in place: whoever must go back
 * drops it and folds the ledger again. Live, it holds the customers and orders of the batch; in a backtest, all.
 */
export type ShopState = {
  readonly customers: Map<string, CustomerHistory>
  readonly orders: Map<string, OrderEntry>
  readonly figures: ShopFigures
  readonly grants: Grants
}

export type Circumstances = {
  readonly currency: string
  readonly timeZone: string
  /** When Shopify says the entry's message was triggered, epoch milliseconds. */
  readonly triggeredAt: number
  /** Hears of every evaluation, matched or not: what is re-run through the reference. */
  readonly onEvaluated?: (rule: RunnableRule, entry: Entry, facts: () => Decision['facts'], matched: boolean) => void
}

/**
 * One entry: learned, then put to the rules that wait for its kind. The same for live, backtest, facts and explain;
 * no I/O and no clock. `rules` are sorted by `compareRules`; an empty list learns only.
 */
export const step = (
  state: ShopState,
  entry: Entry,
  rules: readonly RunnableRule[],
  circumstances: Circumstances,
): { readonly state: ShopState; readonly decisions: readonly Decision[] } => {
  learn(state, entry)
  const { customer, order } = partiesOf(state, entry)
  return {
    state,
    decisions: decide({ entry, customer, order, shop: state.figures }, state.grants, rules, circumstances),
  }
}

/** The customer and the order that an entry is about, where they are known. */
export const partiesOf = (
  { customers, orders }: Pick<ShopState, 'customers' | 'orders'>,
  entry: Entry,
): {
  readonly customerId: string | null
  readonly customer: CustomerHistory | undefined
  readonly order: OrderEntry | undefined
} => {
  const order = 'customerId' in entry ? (entry.kind === 'order' ? entry : undefined) : orders.get(orderIdOf(entry))
  const customerId = 'customerId' in entry ? entry.customerId : (order?.customerId ?? null)
  return {
    customerId,
    customer: customerId === null ? undefined : customers.get(customerId),
    order: order && (orders.get(order.id) ?? order),
  }
}

export const orderIdOf = (entry: Exclude<Entry, { kind: 'adjustment' | 'customer' }>): string =>
  entry.kind === 'refund' ? entry.orderId : entry.id

const learn = (state: ShopState, entry: Entry): void => {
  state.figures.advance(entry.at)
  if (entry.kind === 'order') state.orders.set(entry.id, entry)
  const { customerId } = partiesOf(state, entry)
  if (customerId === null) return
  const history = state.customers.get(customerId) ?? emptyHistory(customerId)
  state.customers.set(customerId, history)
  fold(history, entry)
  if (entry.kind !== 'payment' && entry.kind !== 'customer') state.figures.enter(history)
}

// Deciding

export type Occasion = {
  readonly entry: Entry
  readonly customer: CustomerHistory | undefined
  readonly order: OrderEntry | undefined
  readonly shop: ShopReader
}

/** Puts an occasion to the rules; grants are recorded, so that each rule's limits see those before. */
export const decide = (
  { entry, customer, order, shop }: Occasion,
  grants: Grants,
  rules: readonly RunnableRule[],
  circumstances: Circumstances,
): Decision[] => {
  const readFact = factReader({ at: entry.at, timeZone: circumstances.timeZone, customer, order, shop })
  const decisions: Decision[] = []
  for (const rule of rules) {
    if (!rule.fits(entry)) continue
    const matched = rule.matches(readFact)
    const facts = () => factsOf(rule, readFact)
    circumstances.onEvaluated?.(rule, entry, facts, matched)
    if (!matched) continue

    const customerId = customer?.id ?? null
    const reason = refusalOf(rule, entry, customerId, grants, circumstances)
    if (reason === undefined && customerId !== null) grants.record(rule.id, customerId, entry.at)
    decisions.push({
      ruleId: rule.id,
      ruleVersion: rule.version,
      ruleName: rule.name,
      priority: rule.priority,
      key: keyOf(entry),
      customerId,
      orderId: order?.id ?? null,
      verdict: reason === undefined ? 'granted' : 'withheld',
      reason: reason ?? null,
      facts: facts(),
      effects: reason === undefined ? plan(rule, { entry, customerId, orderId: order?.id ?? null }, circumstances) : [],
    })
  }
  return decisions
}

/** Facts are read once an occasion, when a rule first asks; the moment is there from the beginning. */
export const factReader = (subject: Parameters<NonNullable<ReturnType<typeof factNamed>>['read']>[0]) => {
  const known = new Map<string, FactValue>([[MOMENT, subject.at]])
  return (name: string): FactValue => {
    if (!known.has(name)) known.set(name, factNamed(name)?.read(subject))
    return known.get(name)
  }
}

const factsOf = (rule: RunnableRule, readFact: (name: string) => FactValue): Decision['facts'] => {
  const facts: Record<string, Exclude<FactValue, undefined>> = {}
  for (const name of rule.evaluable.facts) {
    const value = readFact(name)
    if (value !== undefined) facts[name] = value
  }
  return facts
}

/** An order, payment or cancellation that we hear of this long after its moment is learned and starts nothing. */
const TOO_OLD_MS = 48 * 60 * 60 * 1000

const refusalOf = (
  rule: RunnableRule,
  entry: Entry,
  customerId: string | null,
  grants: Grants,
  { triggeredAt }: Circumstances,
): Reason | undefined => {
  if (triggeredAt - entry.at > TOO_OLD_MS) return 'too_old'
  if (customerId === null) return rule.needsCustomer ? 'no_customer' : undefined
  return grants.refusal(rule.limits, rule.id, customerId, entry.at)
}

const plan = (
  rule: RunnableRule,
  { entry, customerId, orderId }: { entry: Entry; customerId: string | null; orderId: string | null },
  { currency, timeZone }: Circumstances,
): KeyedEffect[] =>
  rule.actions
    .flatMap(({ definition, params }) =>
      definition.plan(params, { at: entry.at, customerId, orderId, currency, timeZone, ruleName: rule.name }),
    )
    .map((effect, index) => ({ key: `${nameOf(entry)}:${rule.id}:${index}`, effect }))
