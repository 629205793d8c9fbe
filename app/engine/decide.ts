import type { CustomerHistory } from '../ledger/customer.ts'
import type { Entry, OrderEntry } from '../ledger/entries.ts'
import { keyOf, nameOf } from '../ledger/ledger-order.ts'
import type { ShopReader } from '../ledger/shop-figures.ts'
import type { ReadFact } from '../rules/compile.ts'
import type { FactValue, Reason } from '../rules/types.ts'
import { carryCodes } from './carry-codes.ts'
import type { Decision, KeyedEffect } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import type { ShopState } from './shop-state.ts'

export type Circumstances = {
  readonly currency: string
  readonly timeZone: string
  /** When Shopify says the entry's message was triggered, epoch milliseconds. */
  readonly triggeredAt: number
  /** Nothing of it will be done: effects are planned only of rules that cost money. */
  readonly isRehearsal?: boolean
  /** Hears of every evaluation, matched or not: what is re-run through the reference. */
  readonly onEvaluated?: (
    rule: RunnableRule,
    entry: Entry,
    facts: () => Decision['facts'],
    matched: boolean,
    customerId: string | null,
  ) => void
}

export type Occasion = {
  readonly entry: Entry
  readonly customer: CustomerHistory | undefined
  readonly order: OrderEntry | undefined
  readonly shop: ShopReader
}

/** What deciding changes: what was granted, for the limits of those after, and who stands on which side of a group. */
export type Standings = Pick<ShopState, 'grants' | 'crossings' | 'forecasts' | 'reader'>

/** Puts one occasion to the rules that wait for its kind. */
export const decide = (
  { entry, customer, order, shop }: Occasion,
  standings: Standings,
  rules: readonly RunnableRule[],
  circumstances: Circumstances,
): Decision[] => {
  const asked = customer?.isGone ? [] : rules.filter((rule) => rule.fits(entry))
  if (asked.length === 0) return []
  const { reader, forecasts } = standings
  const { timeZone } = circumstances
  const read = reader.lookAt({ at: entry.at, timeZone, customer, order, shop, forecast: forecasts.current })
  const decisions: Decision[] = []
  for (const rule of asked) {
    if (!holds(rule, entry, customer?.id ?? null, read, standings, circumstances)) continue
    const match = { customerId: customer?.id ?? null, orderId: order?.id ?? null, facts: factsOf(rule, read) }
    const reason = refusalOf(rule, entry, match.customerId, standings, circumstances)
    decisions.push(verdictOn(rule, entry, match, reason, standings, circumstances))
  }
  return decisions
}

/** Whether a rule is met; one that watches a group, only by somebody who just now crosses its edge. */
export const holds = (
  rule: RunnableRule,
  entry: Entry,
  customerId: string | null,
  read: ReadFact,
  { crossings }: Pick<Standings, 'crossings'>,
  { onEvaluated }: Pick<Circumstances, 'onEvaluated'>,
): boolean => {
  const { watch } = rule
  if (watch !== undefined && (customerId === null || !crossings.move(rule, watch, customerId, read))) return false
  const matched = rule.matches(read)
  onEvaluated?.(rule, entry, () => factsOf(rule, read), matched, customerId)
  return matched
}

export const factsOf = (rule: RunnableRule, read: ReadFact): Decision['facts'] => {
  const facts: Record<string, Exclude<FactValue, undefined>> = {}
  for (const name of rule.evaluable.facts) {
    const value = read(name)
    if (value !== undefined) facts[name] = value
  }
  return facts
}

/** An order, payment or cancellation that we hear of this long after its moment is learned and starts nothing. */
const TOO_OLD_MS = 48 * 60 * 60 * 1000

/** Why a rule that is met gives nothing, if so. */
export const refusalOf = (
  rule: RunnableRule,
  entry: Entry,
  customerId: string | null,
  { grants }: Pick<Standings, 'grants'>,
  { triggeredAt }: Pick<Circumstances, 'triggeredAt'>,
): Reason | undefined => {
  if (triggeredAt - entry.at > TOO_OLD_MS) return 'too_old'
  if (customerId === null) return rule.needsCustomer ? 'no_customer' : undefined
  return grants.refusal(rule.limits, rule.id, customerId, entry.at)
}

export type Match = Pick<Decision, 'customerId' | 'orderId' | 'facts' | 'lot'>

/** The decision on a rule that is met; a grant is recorded, so that each rule's limits see those before. */
export const verdictOn = (
  rule: RunnableRule,
  entry: Entry,
  match: Match,
  reason: Reason | undefined,
  { grants }: Pick<Standings, 'grants'>,
  circumstances: Circumstances,
): Decision => {
  const isGranted = reason === undefined
  if (isGranted && match.customerId !== null) grants.record(rule.id, match.customerId, entry.at)
  return {
    ruleId: rule.id,
    ruleVersion: rule.version,
    ruleName: rule.name,
    priority: rule.priority,
    key: keyOf(entry),
    ...match,
    verdict: isGranted ? 'granted' : 'withheld',
    reason: reason ?? null,
    effects: isGranted ? plan(rule, entry, match, circumstances) : [],
  }
}

const plan = (
  rule: RunnableRule,
  entry: Entry,
  { customerId, orderId }: Match,
  { currency, timeZone, isRehearsal = false }: Circumstances,
): KeyedEffect[] => {
  if (isRehearsal && !rule.actions.some(({ costsMoney }) => costsMoney)) return []
  // A tick is about everybody: whom this is for must be in the key.
  const occasion = entry.kind === 'tick' ? `${nameOf(entry)}:${customerId}` : nameOf(entry)
  const context = { at: entry.at, customerId, orderId, currency, timeZone, ruleName: rule.name, reason: rule.reason }
  const planned = rule.actions
    .flatMap(({ plan }) => plan(context))
    .map((effect, index) => ({ key: `${occasion}:${rule.id}:${index}`, effect }))
  return carryCodes(planned)
}
