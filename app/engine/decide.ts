import type { CustomerHistory } from '../ledger/customer.ts'
import type { Entry, OrderEntry } from '../ledger/entries.ts'
import type { ShopReader } from '../ledger/shop-figures.ts'
import type { Cart } from '../rules/checkout/cart.ts'
import type { ReadFact } from '../rules/compile.ts'
import type { Policies } from '../rules/policies.ts'
import type { FactValue } from '../rules/types.ts'
import type { AtCheckout } from './decide-at-checkout.ts'
import { judge, type Met } from './judge.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import type { ShopState } from './shop-state.ts'

export type Circumstances = {
  readonly currency: string
  readonly timeZone: string
  /** When Shopify says the entry's message was triggered, epoch milliseconds. */
  readonly triggeredAt: number
  /** What the shop holds all its rules to; the defaults unless told. */
  readonly policies?: Policies
  /** Somebody stopped everything. */
  readonly isStopped?: boolean
  /** Who asked not to be contacted. */
  readonly neverContact?: ReadonlySet<string>
  /** Rules that are asked no longer, and gave something on orders that are called off. */
  readonly formerRules?: readonly RunnableRule[]
  /**
   * What is planned is taken to be done before the next entry: in a rehearsal, and where trade is played from a file, faster
   * than anything is done about it. Else it is asked for.
   */
  readonly isDoneAtOnce?: boolean
  /** Nothing of it will be done: effects are planned only of rules that cost money. */
  readonly isRehearsal?: boolean
  /** Absent where nobody can know what orders carried: what rules of the checkout would give is then taken to be given. */
  readonly atCheckout?: AtCheckout
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
  /** At the checkout. */
  readonly cart?: Cart
  readonly shop: ShopReader
}

/** What deciding changes: what was granted, for the limits of those after, who waits, and who stands on which side of a group. */
export type Standings = Pick<ShopState, 'grants' | 'uses' | 'waiting' | 'crossings' | 'forecasts' | 'reader'>

/** Puts one occasion to the rules that wait for its kind; those of the checkout had their turn just before it. */
export const decide = (
  { entry, customer, order, shop }: Occasion,
  standings: Standings,
  rules: readonly RunnableRule[],
  circumstances: Circumstances,
): Decision[] => {
  const asked = customer?.isGone ? [] : rules.filter((rule) => rule.checkout === undefined && rule.fits(entry))
  if (asked.length === 0) return []
  const read = lookAt(entry.at, { customer, order, shop }, standings, circumstances.timeZone)
  const met: Met[] = []
  for (const rule of asked) {
    if (!holds(rule, entry, customer?.id ?? null, read, standings, circumstances)) continue
    met.push({ rule, facts: factsOf(rule, read) })
  }
  if (met.length === 0) return []
  return judge(met, { entry, customer, order }, standings, circumstances)
}

/** The facts of one occasion, until the next is looked at. */
export const lookAt = (
  at: number,
  { customer, order, cart, shop }: Omit<Occasion, 'entry'>,
  { reader, forecasts, grants }: Pick<Standings, 'reader' | 'forecasts' | 'grants'>,
  timeZone: string,
): ReadFact =>
  reader.lookAt({ at, timeZone, customer, order, cart, shop, forecast: forecasts.current, contacts: grants })

/** Whether a rule is met; one that watches a group, only by somebody who just now crosses its edge. */
export const holds = (
  rule: RunnableRule,
  entry: Entry,
  customerId: string | null,
  read: ReadFact,
  { crossings }: Pick<Standings, 'crossings'>,
  { onEvaluated, timeZone }: Pick<Circumstances, 'onEvaluated' | 'timeZone'>,
): boolean => {
  const { watch } = rule
  if (watch !== undefined && (customerId === null || !crossings.move(rule, watch, customerId, read))) return false
  if (!rule.isOpen(entry.at, timeZone)) return false
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
