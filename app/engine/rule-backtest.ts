import type { Entry } from '../ledger/entries.ts'
import type { RuleDocument } from '../rules/types.ts'
import type { BacktestSummary } from './backtest.ts'
import { type BacktestChange, ChangeCount, type GrantExample } from './backtest-change.ts'
import { BacktestCount } from './backtest-count.ts'
import { OverlapCount, type RuleOverlap } from './backtest-overlap.ts'
import { DaysBetween } from './days-between.ts'
import type { Circumstances } from './decide.ts'
import { type NearestMiss, NearestMisses } from './nearest-miss.ts'
import type { Decision } from './ports.ts'
import { compareRules, prepareRule, type RunnableRule } from './prepare-rule.ts'
import { emptyState, type ReplayOptions } from './replay.ts'
import { partiesOf } from './shop-state.ts'
import { step } from './step.ts'

export type RuleBacktestOptions = ReplayOptions & {
  readonly document: RuleDocument
  /** The rule as it is saved, where `document` is another version of it. */
  readonly present?: { readonly version: number; readonly isLive: boolean; readonly document: RuleDocument } | undefined
  /** Rules that are live beside it. */
  readonly others: readonly { readonly id: string; readonly document: RuleDocument }[]
}

/** What one rule would have done; it counts that rule alone, and the others where both gave. */
export type RuleBacktestResult = Omit<BacktestSummary, 'byRule' | 'overlap'> & {
  /** How often it was asked. */
  readonly asked: number
  /** The last customers who would have got it, latest first. */
  readonly lately: readonly GrantExample[]
  readonly overlap: readonly RuleOverlap[]
  /** Null where there is no other version to compare with. */
  readonly change: (BacktestChange & { readonly version: number; readonly isLive: boolean }) | null
  /** Null once it matched, or was never asked. */
  readonly nearest: NearestMiss | null
}

const LATELY = 5

/**
 * One rule over a ledger, entry by entry, beside the shop's other live rules and its own present version. All are put to
 * every entry by the same `step` that decides live; limits are each rule's own, so none stands in another's way.
 */
export class RuleBacktest {
  readonly #options: RuleBacktestOptions
  readonly #state = emptyState()
  readonly #rule: RunnableRule
  readonly #rules: readonly RunnableRule[]
  readonly #days: DaysBetween | undefined
  readonly #count: BacktestCount
  readonly #change: ChangeCount | undefined
  readonly #overlap: OverlapCount
  readonly #nearest: NearestMisses
  readonly #lately = new Map<string, GrantExample>()
  #asked = 0

  constructor(options: RuleBacktestOptions) {
    const { document, present, others, currency } = options
    const prepare = (id: string, written: RuleDocument) =>
      prepareRule({ id, version: 0, state: 'live', document: written, liveSince: null }, currency)
    this.#options = options
    this.#rule = prepare(TRIED, document)
    const before = present && prepare(PRESENT, present.document)
    const beside = others.map((other) => prepare(other.id, other.document))
    this.#rules = [this.#rule, ...(before === undefined ? [] : [before]), ...beside].sort(compareRules)
    this.#days = this.#rules.some(({ isDaily }) => isDaily) ? new DaysBetween(options.timeZone) : undefined
    this.#count = new BacktestCount([this.#rule], options)
    this.#change = before && new ChangeCount(before, this.#rule, options)
    this.#overlap = new OverlapCount(beside)
    this.#nearest = new NearestMisses(document, options)
  }

  /** What is to be seen when this entry comes: the days that begin before it, then itself. */
  *upTo(entry: Entry): Generator<Entry> {
    if (this.#days !== undefined && this.#isDecided(entry)) yield* this.#days.before(entry)
    yield entry
  }

  see(entry: Entry): void {
    const { currency, timeZone } = this.#options
    const { decisions } = step(this.#state, entry, this.#isDecided(entry) ? this.#rules : [], {
      currency,
      timeZone,
      triggeredAt: entry.at,
      isRehearsal: true,
      onEvaluated: this.#hear,
    })
    const own = decisions.filter(({ ruleId }) => ruleId === TRIED)
    this.#count.see(entry, own)
    this.#change?.see(entry, decisions, this.#nameOf(entry))
    this.#overlap.see(
      own,
      decisions.filter(({ ruleId }) => ruleId !== TRIED && ruleId !== PRESENT),
    )
    for (const decision of own) this.#remember(decision, entry)
  }

  result(): RuleBacktestResult {
    const { byRule: _, overlap: __, ...summary } = this.#count.summary()
    return {
      ...summary,
      asked: this.#asked,
      lately: [...this.#lately.values()].reverse(),
      overlap: this.#overlap.result(),
      change: this.#changed(),
      nearest: this.#nearest.result(),
    }
  }

  readonly #hear: NonNullable<Circumstances['onEvaluated']> = (rule, entry, facts, matched, customerId) => {
    if (rule !== this.#rule) return
    this.#asked++
    if (matched) this.#nearest.forget()
    else this.#nearest.consider({ entry, customerId, facts }, rule, this.#state)
  }

  #isDecided({ at }: Entry): boolean {
    return at >= (this.#options.from ?? at)
  }

  #changed(): RuleBacktestResult['change'] {
    const { present } = this.#options
    if (present === undefined || this.#change === undefined) return null
    return { ...this.#change.result(), version: present.version, isLive: present.isLive }
  }

  #remember({ verdict, customerId, orderId, key }: Decision, entry: Entry): void {
    if (verdict !== 'granted' || customerId === null) return
    this.#lately.delete(customerId)
    this.#lately.set(customerId, { customerId, orderId, orderName: this.#nameOf(entry), at: key.at })
    const [longestAgo] = this.#lately.keys()
    if (this.#lately.size > LATELY && longestAgo !== undefined) this.#lately.delete(longestAgo)
  }

  #nameOf(entry: Entry): string | null {
    return partiesOf(this.#state, entry).order?.name ?? null
  }
}

const TRIED = '@tried'
const PRESENT = '@present'
