import type { Entry } from '../ledger/entries.ts'
import { Ledger } from '../ledger/ledger.ts'
import { ShopFigures } from '../ledger/shop-figures.ts'
import type { Policies } from '../rules/policies.ts'
import { Crossings } from './crossings.ts'
import { DaysBetween } from './days-between.ts'
import type { Circumstances } from './decide.ts'
import { FactReader } from './fact-reader.ts'
import { Forecasts } from './forecasts.ts'
import { Grants } from './grants.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { rankedApart } from './ranked-apart.ts'
import { RuleUses } from './rule-use.ts'
import type { Orders, ShopState } from './shop-state.ts'
import { step } from './step.ts'
import { Waiting } from './waiting.ts'

export type ReplayOptions = {
  readonly currency: string
  readonly timeZone: string
  /** See Circumstances. */
  readonly policies?: Policies
  /** Entries before this moment are learned only; limits start empty here, and nobody crosses into a group before. Epoch milliseconds. */
  readonly from?: number | undefined
  /** Entries after this moment are left out. */
  readonly to?: number | undefined
  /** Days go on to begin after the last entry, up to and including this moment. */
  readonly daysUntil?: number
  /** See Circumstances. */
  readonly isRehearsal?: boolean
}

export const emptyState = (timeZone: string, policies?: Policies, orders: Orders = new Map()): ShopState => {
  const customers: ShopState['customers'] = new Map()
  return {
    ...emptyStandings(timeZone),
    customers,
    orders,
    figures: ShopFigures.asleepOver({ [Symbol.iterator]: () => customers.values() }, rankedApart(policies)),
    forecasts: new Forecasts(),
    reader: new FactReader(),
    passedOver: new Set(),
  }
}

/** Nothing was given yet, nobody waits, and no rule has begun. */
export const emptyStandings = (timeZone: string): Pick<ShopState, 'grants' | 'uses' | 'waiting' | 'crossings'> => {
  const uses = new RuleUses(timeZone)
  return { grants: new Grants(uses, { isStored: false }), uses, waiting: new Waiting(), crossings: new Crossings() }
}

/**
 * A whole ledger, in order, through the same `step` that decides live. Every entry counts as heard of at its own moment,
 * so nothing is too old. Days begin as in a lane: from the first entry that is decided on to the last. `onEntry` sees each
 * entry's decisions, none included.
 */
export const replay = (
  entries: Iterable<Entry>,
  rules: readonly RunnableRule[],
  options: ReplayOptions,
  onEntry: (entry: Entry, decisions: readonly Decision[]) => void = () => {},
): ShopState => {
  const state = emptyState(
    options.timeZone,
    options.policies,
    entries instanceof Ledger ? entries.openOrders() : new Map(),
  )
  const { currency, timeZone, policies, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = options
  const { isRehearsal = false } = options
  const circumstancesAt = ({ at }: Entry): Circumstances => ({
    currency,
    timeZone,
    isRehearsal,
    isDoneAtOnce: isRehearsal,
    triggeredAt: at,
    ...(policies && { policies }),
  })
  const run = (entry: Entry, asked: readonly RunnableRule[]): void =>
    onEntry(entry, step(state, entry, asked, circumstancesAt(entry)).decisions)
  const days = rules.some(({ needsDays }) => needsDays) ? new DaysBetween(timeZone) : undefined
  for (const entry of entries) {
    if (entry.at > to) break
    if (entry.at < from) {
      run(entry, [])
      continue
    }
    if (days !== undefined) for (const tick of days.before(entry)) run(tick, rules)
    run(entry, rules)
  }
  if (days !== undefined && options.daysUntil !== undefined) {
    for (const tick of days.before({ kind: 'shop', id: '', at: options.daysUntil + 1 })) run(tick, rules)
  }
  return state
}
