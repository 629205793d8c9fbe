import type { Entry } from '../ledger/entries.ts'
import { type Circumstances, decide } from './decide.ts'
import { beginRules, decideOnEverybody, renewForecasts } from './decide-on-everybody.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { learn, type Parties, type ShopState } from './shop-state.ts'
import { redeem, type Undone, undo } from './undo.ts'

export type Stepped = {
  readonly state: ShopState
  readonly decisions: readonly Decision[]
  readonly undone: readonly Undone[]
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
  return respond(state, entry, learn(state, entry), rules, circumstances)
}

/** What follows from an entry that is learned. Whoever tries several sets of rules on one ledger learns once. */
export const respond = (
  state: ShopState,
  entry: Entry,
  { customer, order }: Parties,
  rules: readonly RunnableRule[],
  circumstances: Circumstances,
): Stepped => {
  if (entry.kind === 'tick') {
    renewForecasts(state, entry.at, rules, circumstances.timeZone)
    return { state, decisions: decideOnEverybody(state, entry, rules, circumstances), undone: [] }
  }
  if (entry.kind === 'order' && entry.discountCodes.length > 0) redeem(state, entry)
  const occasion = { entry, customer, order, shop: state.figures }
  const undone = undo(state, occasion, rules, circumstances)
  return { state, decisions: decide(occasion, state, rules, circumstances), undone }
}
