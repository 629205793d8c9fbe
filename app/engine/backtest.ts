import type { Entry } from '../ledger/entries.ts'
import { BacktestCount } from './backtest-count.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { type ReplayOptions, replay } from './replay.ts'

/** What a rule, or all of them, would have done. Money as decimal strings, months YYYY-MM in the shop's time zone. */
export type Tally = {
  readonly granted: number
  /** By reason. */
  readonly withheld: Readonly<Record<string, number>>
  /** Who got something at least once. */
  readonly customers: number
  readonly cost: Cost
}

/** See GivenCost for what is counted. */
export type Cost = {
  readonly atMost: string
  readonly currency: string
  readonly codesUsed: number
  /** At the checkout. */
  readonly offersGiven: number
  /** Tasks whose rule says that they cost something. */
  readonly paidTasks: number
}

export type BacktestSummary = Tally & {
  /** Orders from the first moment that was decided on. */
  readonly orders: number
  readonly byMonth: readonly {
    readonly month: string
    readonly granted: number
    readonly withheld: number
    readonly atMost: string
  }[]
  readonly byRule: readonly (Tally & { readonly rule: string })[]
  /** Pairs of rules that gave to the same orders or customers; pairs without any are left out. */
  readonly overlap: readonly {
    readonly rules: readonly [string, string]
    readonly orders: number
    readonly customers: number
  }[]
  /** Times of the first and last entry, null in an empty ledger: nobody was known before it begins. */
  readonly history: { readonly from: string | null; readonly to: string | null }
  /** From when on decisions were made. */
  readonly decidedFrom: string | null
}

/**
 * Any rules over any ledger, by the same `step` that decides live. `onEntry` hears each entry as it is decided, for output
 * and progress; what it throws ends the backtest. Rules sorted by `compareRules`.
 */
export const backtest = (
  entries: Iterable<Entry>,
  rules: readonly RunnableRule[],
  options: ReplayOptions,
  onEntry: (entry: Entry, decisions: readonly Decision[]) => void = () => {},
): BacktestSummary => {
  const count = new BacktestCount(rules, options)
  replay(entries, rules, { ...options, isRehearsal: true }, (entry, decisions) => {
    count.see(entry, decisions)
    onEntry(entry, decisions)
  })
  return count.summary()
}
