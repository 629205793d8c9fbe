import type { Entry } from '../ledger/entries.ts'
import { type Circumstances, decide } from './decide.ts'
import { type CheckedOut, decideAtCheckout } from './decide-at-checkout.ts'
import { beginRules, decideOnEverybody, renewForecasts } from './decide-on-everybody.ts'
import type { Decision } from './ports.ts'
import { compareTexts, type RunnableRule } from './prepare-rule.ts'
import { learn, type Parties, type ShopState } from './shop-state.ts'
import { redeem, type Undone, undo } from './undo.ts'

export type Stepped = {
  readonly state: ShopState
  readonly decisions: readonly Decision[]
  readonly undone: readonly Undone[]
  /** What was taken off at the checkout for a reason that nobody can tell. */
  readonly unclear: CheckedOut['unclear']
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
): Stepped => {
  beginRules(state, entry.at, rules, circumstances.timeZone)
  const checkedOut = decideAtCheckout(state, entry, rules, circumstances)
  return respond(state, entry, learn(state, entry), rules, circumstances, checkedOut)
}

/** What follows from an entry that is learned, and that rules of the checkout were asked about before. Whoever tries several sets of rules on one ledger learns once. */
export const respond = (
  state: ShopState,
  entry: Entry,
  { customer, order }: Parties,
  rules: readonly RunnableRule[],
  circumstances: Circumstances,
  checkedOut: CheckedOut,
): Stepped => {
  if (entry.kind === 'tick') {
    renewForecasts(state, entry.at, rules, circumstances.timeZone)
    return { state, decisions: decideOnEverybody(state, entry, rules, circumstances), undone: [], unclear: [] }
  }
  if (entry.kind === 'order' && entry.discountCodes.length > 0) redeem(state, entry)
  const occasion = { entry, customer, order, shop: state.figures }
  const undone = undo(state, occasion, rules, circumstances)
  const decisions = inTurn([...checkedOut.decisions, ...decide(occasion, state, rules, circumstances)])
  return { state, decisions, undone, unclear: checkedOut.unclear }
}

const inTurn = (decisions: readonly Decision[]): readonly Decision[] =>
  decisions.some(({ offer }) => offer !== undefined) ? decisions.toSorted(compareDecisions) : decisions

const compareDecisions = (left: Decision, right: Decision): number =>
  right.priority - left.priority ||
  compareTexts(left.ruleName, right.ruleName) ||
  compareTexts(left.ruleId, right.ruleId)
