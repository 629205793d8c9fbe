import type { Entry } from '../ledger/entries.ts'
import { type Circumstances, decide } from './decide.ts'
import { beginRules, decideOnEverybody, renewForecasts } from './decide-on-everybody.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { learn, type ShopState } from './shop-state.ts'

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
  beginRules(state, entry.at, rules, circumstances.timeZone)
  const { customer, order } = learn(state, entry)
  if (entry.kind === 'tick') {
    renewForecasts(state, entry.at, rules, circumstances.timeZone)
    return { state, decisions: decideOnEverybody(state, entry, rules, circumstances) }
  }
  return { state, decisions: decide({ entry, customer, order, shop: state.figures }, state, rules, circumstances) }
}
