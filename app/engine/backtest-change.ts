import type { Entry } from '../ledger/entries.ts'
import type { Tally } from './backtest.ts'
import { BacktestCount } from './backtest-count.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import type { ReplayOptions } from './replay.ts'

/** A customer who would get something, with the first occasion that counts. `at` in epoch milliseconds. */
export type GrantExample = {
  readonly customerId: string
  readonly orderId: string | null
  /** What people call the order, where they call it anything. */
  readonly orderName: string | null
  readonly at: number
}

/** What a new version of a rule would have changed. */
export type BacktestChange = {
  readonly before: Tally
  readonly after: Tally
  /** Customers who would get it with the new version only, and with the old one only. */
  readonly newly: { readonly customers: number; readonly examples: readonly GrantExample[] }
  readonly noLonger: { readonly customers: number; readonly examples: readonly GrantExample[] }
}

const EXAMPLES = 10

/** Counts two versions of one rule beside each other. */
export class ChangeCount {
  readonly #before: Side
  readonly #after: Side

  constructor(before: RunnableRule, after: RunnableRule, options: ReplayOptions) {
    this.#before = newSide(before, options)
    this.#after = newSide(after, options)
  }

  seeBefore(entry: Entry, decisions: readonly Decision[], orderName: string | null): void {
    see(this.#before, entry, decisions, orderName)
  }

  seeAfter(entry: Entry, decisions: readonly Decision[], orderName: string | null): void {
    see(this.#after, entry, decisions, orderName)
  }

  result(): BacktestChange {
    return {
      before: tallyOf(this.#before),
      after: tallyOf(this.#after),
      newly: without(this.#after.first, this.#before.first),
      noLonger: without(this.#before.first, this.#after.first),
    }
  }
}

type Side = {
  readonly rule: RunnableRule
  readonly count: BacktestCount
  readonly first: Map<string, GrantExample>
}

const newSide = (rule: RunnableRule, options: ReplayOptions): Side => ({
  rule,
  count: new BacktestCount([rule], options),
  first: new Map(),
})

const see = (
  { rule, count, first }: Side,
  entry: Entry,
  decisions: readonly Decision[],
  orderName: string | null,
): void => {
  const own = decisions.filter(({ ruleId }) => ruleId === rule.id)
  count.see(entry, own)
  for (const { verdict, customerId, orderId, key } of own) {
    if (verdict !== 'granted' || customerId === null || first.has(customerId)) continue
    first.set(customerId, { customerId, orderId, orderName, at: key.at })
  }
}

const tallyOf = ({ count }: Side): Tally => {
  const { granted, withheld, customers, cost } = count.summary()
  return { granted, withheld, customers, cost }
}

const without = (all: ReadonlyMap<string, GrantExample>, others: ReadonlyMap<string, GrantExample>) => {
  const only = [...all.values()].filter(({ customerId }) => !others.has(customerId))
  return { customers: only.length, examples: only.slice(0, EXAMPLES) }
}
