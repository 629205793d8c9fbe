import { type CustomerHistory, emptyHistory } from '../ledger/customer.ts'
import type { Entry, OrderEntry } from '../ledger/entries.ts'
import type { ShopReader } from '../ledger/shop-figures.ts'
import type { Cart } from '../rules/checkout/cart.ts'
import { type Carried, type CarriedOffers, readCarried } from './carried-offers.ts'
import { cartOf } from './cart-of-order.ts'
import { type Circumstances, factsOf, holds, lookAt, type Standings } from './decide.ts'
import { judge, type Met } from './judge.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import type { ShopState } from './shop-state.ts'
import { takeOff } from './take-off.ts'

/** What rules of the checkout make of an order. */
export type CheckedOut = { readonly decisions: readonly Decision[]; readonly unclear: CarriedOffers['unclear'] }

/** Live, where an order tells what was given on it. */
export type AtCheckout = {
  /** Rules of the checkout that are asked no longer. */
  readonly formerRules: readonly RunnableRule[]
  /** The rules that the checkout was told of at a moment; undefined where nobody knows. */
  readonly inForce: (at: number) => ReadonlySet<string> | undefined
  /** Customers who keep an offer of a rule for a time, whether its conditions hold or not. */
  readonly keeps: (ruleId: string, customerId: string) => boolean
}

/** A rule that is asked before there is an order, on the order that followed: what it took off, or would have. */
export type Taken = {
  /** Minor units. */
  readonly amount: number
  /** `assumed`: nobody can know whether the order carried it, so that it is taken to have. */
  readonly is: 'carried' | 'not carried' | 'assumed'
  readonly foundBy?: Carried['foundBy']
  /** False where the order carried it all the same. */
  readonly isMet: boolean
}

/**
 * Puts an order to the rules of the checkout, as everything was just before it: to be called before the order is learned.
 * In a rehearsal whatever is met, and nothing stands in the way of, is taken to be given. Live, the order tells.
 */
export const decideAtCheckout = (
  state: ShopState,
  entry: Entry,
  rules: readonly RunnableRule[],
  circumstances: Circumstances,
): CheckedOut => {
  if (entry.kind !== 'order') return NOTHING
  const asked = askedOf(rules, entry)
  if (asked.length === 0 && entry.offers === undefined) return NOTHING
  state.figures.advance(entry.at)
  const customer = entry.customerId === null ? undefined : state.customers.get(entry.customerId)
  if (customer?.isGone) return NOTHING
  return checkOut({ order: entry, customer, shop: state.figures }, state, asked, circumstances)
}

export const askedOf = (rules: readonly RunnableRule[], entry: Entry): readonly RunnableRule[] =>
  rules.filter((rule) => rule.checkout !== undefined && rule.fits(entry))

const NOTHING: CheckedOut = { decisions: [], unclear: [] }

/** An order, its customer and the shop as they were just before it. */
export type Checkout = {
  readonly order: OrderEntry
  readonly customer: CustomerHistory | undefined
  readonly shop: ShopReader
}

export const checkOut = (
  { order, shop, ...known }: Checkout,
  standings: Standings,
  asked: readonly RunnableRule[],
  circumstances: Circumstances,
): CheckedOut => {
  const { currency, timeZone, atCheckout } = circumstances
  const cart = cartOf(order, currency)
  // Whoever is new is somebody without history, and so is a guest to the rules that say so.
  const customer = known.customer ?? (order.customerId === null ? undefined : emptyHistory(order.customerId))
  const readAs = (of: CustomerHistory | undefined) =>
    lookAt(order.at, { customer: of, order: undefined, cart, shop }, standings, timeZone)
  const metBy = (rule: RunnableRule): Met | undefined => {
    const read = readAs(customer ?? (rule.checkout?.guests === 'newcomer' ? emptyHistory('') : undefined))
    const isKept = customer !== undefined && atCheckout?.keeps(rule.id, customer.id) === true
    if (!holds(rule, order, customer?.id ?? null, read, standings, circumstances) && !isKept) return undefined
    return takes(rule, cart) === undefined ? undefined : { rule, facts: factsOf(rule, read) }
  }
  const all = atCheckout === undefined ? asked : [...asked, ...atCheckout.formerRules]
  const met = new Map(
    all.flatMap((rule) => {
      const match = metBy(rule)
      return match === undefined ? [] : [[rule.id, match] as const]
    }),
  )
  const inForce = atCheckout?.inForce(order.at)
  // A rule that is only watched gives nothing, whatever it says, unless it was live a moment before.
  const suspects = all
    .filter(({ id, isShadow }) => !isShadow || inForce?.has(id) === true)
    .map((rule) => ({ rule, isMet: met.has(rule.id), isInForce: inForce?.has(rule.id) ?? true }))
  const { byRule, unclear } = readCarried(atCheckout === undefined ? [] : (order.offers ?? []), suspects, cart)
  const matches = all.flatMap((rule): Met[] => {
    const carried = byRule.get(rule.id)
    const match = met.get(rule.id)
    if (carried !== undefined) {
      const facts = match?.facts ?? factsOf(rule, readAs(customer))
      return [{ rule, facts, taken: { ...carried, is: 'carried', isMet: match !== undefined } }]
    }
    if (match === undefined || !asked.includes(rule) || (atCheckout && isBeforeLive(rule, order))) return []
    const amount = takes(rule, cart) ?? 0
    return [{ ...match, taken: { amount, is: atCheckout === undefined ? 'assumed' : 'not carried', isMet: true } }]
  })
  const decisions =
    matches.length === 0 ? [] : judge(matches, { entry: order, customer, order }, standings, circumstances)
  return { decisions, unclear }
}

/** The order is older than the rule, and only now heard of. Shopify tells whole seconds. */
const isBeforeLive = ({ liveSince }: RunnableRule, { at }: OrderEntry): boolean =>
  liveSince !== null && at + 1_000 <= liveSince

const takes = ({ checkout }: RunnableRule, cart: Cart): number | undefined => takeOff(checkout?.offers ?? [], cart)
