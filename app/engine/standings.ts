import type { CustomerHistory } from '../ledger/customer.ts'
import { bitsOf } from '../rules/checkout/bits.ts'
import type { StandingLeaf } from '../rules/checkout/standing-leaf.ts'
import { compileLeaf, type ReadFact } from '../rules/compile.ts'
import { type Circumstances, lookAt } from './decide.ts'
import { refusalAlone } from './judge.ts'
import { memberTagOf, nativeOf } from './native-offers.ts'
import type { RunnableRule } from './prepare-rule.ts'
import type { Refusal } from './refusals.ts'
import type { ShopState } from './shop-state.ts'

/** A standing leaf under the number that it has for ever. */
export type NumberedLeaf = { readonly number: number; readonly leaf: StandingLeaf }

/** What the platform is to be told of one customer: the way of the shop decides which. */
export type StandingValue = Truths | Membership

/** Where the platform decides by itself: the tags of the rules that are for this customer. */
export type Membership = { readonly tags: readonly string[] }

/** For our function, but for the platform's own count of the customer's orders, which is read when it is told. */
export type Truths = {
  /** Numbers up to and including this are answered. */
  readonly upTo: number
  /** How many orders of theirs we knew; null where nothing of it depends on that. */
  readonly orders: number | null
  /** Truths, as `bitsOf` packs them. */
  readonly bits: readonly number[]
}

export type StandingsAsked = {
  /** Rising from 0, none left out. */
  readonly leaves: readonly NumberedLeaf[]
  /** Rules that are asked at the checkout or may be again, as if they were live. */
  readonly rules: readonly RunnableRule[]
  /** Whether some offer is limited per customer: whoever has ordered since must then be known to have. */
  readonly countsOrders: boolean
  readonly circumstances: Omit<Circumstances, 'triggeredAt' | 'isStopped'>
}

/** Whom rules are for, in a shop where the platform decides by itself. */
export const prepareMemberships =
  ({ rules, circumstances }: Pick<StandingsAsked, 'rules' | 'circumstances'>): ReadStanding =>
  (state, customer, at, held) => {
    const read = lookAt(at, { customer, order: undefined, shop: state.figures }, state, circumstances.timeZone)
    const theirs = rules.filter(
      (rule) =>
        nativeOf(rule).is === 'native' &&
        (rule.matches(read) || held.has(rule.id)) &&
        mayGive(rule, customer, at, state, circumstances),
    )
    return { tags: theirs.map(({ id }) => memberTagOf(id)).sort() }
  }

/** `held`: the rules of which the customer keeps an offer at that moment. */
export type ReadStanding = (
  state: ShopState,
  customer: CustomerHistory,
  at: number,
  held: ReadonlySet<string>,
) => StandingValue

export const prepareStandings = ({ leaves, rules, countsOrders, circumstances }: StandingsAsked): ReadStanding => {
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const answers = leaves.map(({ leaf }) => prepareAnswer(leaf, byId, circumstances))
  const upTo = leaves.length - 1
  return (state, customer, at, held) => {
    const read = lookAt(at, { customer, order: undefined, shop: state.figures }, state, circumstances.timeZone)
    const asked = { state, customer, at, held, read }
    return {
      upTo,
      orders: countsOrders ? customer.orders.length : null,
      bits: bitsOf(upTo, (number) => answers[number]?.(asked) ?? false),
    }
  }
}

/** What is true of somebody without history, for customers and guests of whom the checkout was told nothing. */
export const newcomerAnswer =
  (rules: readonly RunnableRule[], read: ReadFact) =>
  (leaf: StandingLeaf): boolean => {
    switch (leaf.kind) {
      case 'condition':
        return compileLeaf(leaf.leaf)(read)
      case 'permit': {
        const rule = rules.find(({ id }) => id === leaf.ruleId)
        // Whose lot it is to get it is drawn by who they are.
        return rule !== undefined && rule.share === 100 && !rule.limits.holdOutPercent
      }
      case 'held':
        return false
      default:
        return leaf satisfies never
    }
  }

type Asked = {
  readonly state: ShopState
  readonly customer: CustomerHistory
  readonly at: number
  readonly held: ReadonlySet<string>
  readonly read: ReadFact
}
type Answer = (asked: Asked) => boolean

const prepareAnswer = (
  leaf: StandingLeaf,
  rules: ReadonlyMap<string, RunnableRule>,
  circumstances: StandingsAsked['circumstances'],
): Answer => {
  switch (leaf.kind) {
    case 'condition': {
      const holds = compileLeaf(leaf.leaf)
      return ({ read }) => holds(read)
    }
    case 'permit': {
      const rule = rules.get(leaf.ruleId)
      return rule === undefined
        ? () => false
        : ({ state, customer, at }) => mayGive(rule, customer, at, state, circumstances)
    }
    case 'held':
      return ({ held }) => held.has(leaf.ruleId)
    default:
      return leaf satisfies never
  }
}

const mayGive = (
  rule: RunnableRule,
  customer: CustomerHistory,
  at: number,
  state: ShopState,
  circumstances: StandingsAsked['circumstances'],
): boolean => {
  const about = { entry: { kind: 'tick', id: '', at } as const, customer, order: undefined }
  const refusal = refusalAlone(rule, about, state, { ...circumstances, triggeredAt: at })
  return refusal === undefined || concernsAll(refusal)
}

/** What keeps a rule from everybody takes it out of the policy: said of each customer, it would have to be told of each. */
const concernsAll = ({ reason, figures }: Refusal): boolean =>
  reason === 'over_budget' || (reason === 'capped' && figures?.total !== undefined)
