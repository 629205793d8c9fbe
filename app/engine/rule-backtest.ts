import type { Entry } from '../ledger/entries.ts'
import type { RuleDocument } from '../rules/types.ts'
import type { BacktestSummary } from './backtest.ts'
import { type BacktestChange, ChangeCount, type GrantExample } from './backtest-change.ts'
import { BacktestCount } from './backtest-count.ts'
import { OverlapCount, type RuleOverlap } from './backtest-overlap.ts'
import { DaysBetween } from './days-between.ts'
import type { Circumstances } from './decide.ts'
import { decideAtCheckout } from './decide-at-checkout.ts'
import { beginRules } from './decide-on-everybody.ts'
import { type NearestMiss, NearestMisses } from './nearest-miss.ts'
import { PastEntrants, type PastPace } from './past-pace.ts'
import type { Decision } from './ports.ts'
import { compareRules, prepareRule, type RunnableRule } from './prepare-rule.ts'
import { emptyStandings, emptyState, type ReplayOptions } from './replay.ts'
import { learn, partiesOf, type ShopState } from './shop-state.ts'
import { respond } from './step.ts'

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
  /** For judging whether a comparison can tell anything; null where nothing was decided on. */
  readonly pace: PastPace | null
}

const LATELY = 5

/**
 * One rule over a ledger, entry by entry, beside the shop's other live rules and its own present version. All are put to
 * every entry by the same `respond` that decides live, as if each version were the only one.
 */
export class RuleBacktest {
  readonly #options: RuleBacktestOptions
  readonly #state: ShopState
  readonly #rule: RunnableRule
  readonly #rules: readonly RunnableRule[]
  /** The same shop under the present version: what the two give must not count against each other. */
  readonly #present: { readonly state: ShopState; readonly rules: readonly RunnableRule[] } | undefined
  readonly #days: DaysBetween | undefined
  readonly #count: BacktestCount
  readonly #change: ChangeCount | undefined
  readonly #overlap: OverlapCount
  readonly #nearest: NearestMisses
  readonly #lately = new Map<string, GrantExample>()
  readonly #entrants = new PastEntrants()
  #asked = 0

  constructor(options: RuleBacktestOptions) {
    const { document, present, others, currency } = options
    const prepare = (id: string, written: RuleDocument) =>
      prepareRule({ id, version: 0, state: 'live', document: written, liveSince: null }, currency)
    this.#options = options
    this.#rule = prepare(TRIED, document)
    const before = present && prepare(PRESENT, present.document)
    const beside = others.map((other) => prepare(other.id, other.document))
    this.#state = emptyState(options.timeZone, options.policies)
    this.#rules = [this.#rule, ...beside].sort(compareRules)
    this.#present = before && {
      state: { ...this.#state, ...emptyStandings(options.timeZone) },
      rules: [before, ...beside].sort(compareRules),
    }
    this.#days = [...this.#rules, ...(this.#present?.rules ?? [])].some(({ needsDays }) => needsDays)
      ? new DaysBetween(options.timeZone)
      : undefined
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
    const { currency, timeZone, policies } = this.#options
    const circumstances = {
      currency,
      timeZone,
      triggeredAt: entry.at,
      isRehearsal: true,
      isDoneAtOnce: true,
      ...(policies && { policies }),
    }
    const isDecided = this.#isDecided(entry)
    if (this.#present && isDecided) beginRules(this.#present.state, entry.at, this.#present.rules, timeZone)
    const rules = isDecided ? this.#rules : []
    if (isDecided) beginRules(this.#state, entry.at, rules, timeZone)
    const heard = { ...circumstances, onEvaluated: this.#hear }
    const present = isDecided ? this.#present : undefined
    const atCheckout = decideAtCheckout(this.#state, entry, rules, heard)
    const atCheckoutBefore = present && decideAtCheckout(present.state, entry, present.rules, circumstances)
    const parties = learn(this.#state, entry)
    const { decisions } = respond(this.#state, entry, parties, rules, heard, atCheckout)
    const before =
      present && atCheckoutBefore
        ? respond(present.state, entry, parties, present.rules, circumstances, atCheckoutBefore).decisions
        : []
    const own = decisions.filter(({ ruleId }) => ruleId === TRIED)
    this.#count.see(entry, own)
    this.#entrants.see(own)
    this.#change?.seeBefore(entry, before, this.#nameOf(entry))
    this.#change?.seeAfter(entry, own, this.#nameOf(entry))
    this.#overlap.see(
      own,
      decisions.filter(({ ruleId }) => ruleId !== TRIED),
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
      pace: this.#paceFrom(summary),
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

  #paceFrom({ decidedFrom, history }: Pick<BacktestSummary, 'decidedFrom' | 'history'>): PastPace | null {
    if (decidedFrom === null || history.to === null) return null
    const { customers } = this.#state
    return this.#entrants.result((id) => customers.get(id), Date.parse(decidedFrom), Date.parse(history.to))
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
