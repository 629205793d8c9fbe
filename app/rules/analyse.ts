import { findIdleTerms } from './analyse-terms.ts'
import { discountsPastCeiling } from './ceiling.ts'
import { leavesOf, open } from './conditions.ts'
import { afterCrossing } from './crossing.ts'
import { type Finding, writeWitness } from './findings.ts'
import { normalise } from './normalise.ts'
import { operators } from './operators.ts'
import { DEFAULT_POLICIES } from './policies.ts'
import { at, quote } from './problem-list.ts'
import { type Found, type Search, type SearchOptions, search } from './search.ts'
import type { Condition, FactSpec, RuleDocument, Vocabulary, Words } from './types.ts'

/**
 * Parts of one checked rule that decide nothing: conditions that hold for everybody who is asked, alternatives that only
 * those meet who are in already, limits that never bind; and what nobody can get, such as discounts past the ceiling. Decided by reasoning about all values there can be (search.ts); where that is too much,
 * it says so. What no rule may have at all, such as contradictions and facts that its trigger cannot know, `checkDocument` refuses.
 */
export const analyse = (
  document: RuleDocument,
  vocabulary: Vocabulary,
  words: Words,
  { ceilingPercent = DEFAULT_POLICIES.discountCeilingPercent }: { readonly ceilingPercent?: number } = {},
): readonly Finding[] => [
  ...analyseConditions(document, vocabulary, words),
  ...findIdleTerms(document, vocabulary, words),
  ...discountsPastCeiling(document, vocabulary, words, ceilingPercent).map(
    ({ path, message }): Finding => ({ kind: 'ceiling', places: [{ path }], message }),
  ),
]

const analyseConditions = (document: RuleDocument, vocabulary: Vocabulary, { currency }: Words): readonly Finding[] => {
  const evaluable = normalise(document, vocabulary, currency)
  const turn = vocabulary.triggers.find(({ name }) => name === document.trigger)?.crossing
  const given = evaluable.crossing && turn ? [afterCrossing(turn, evaluable.crossing)] : []
  const analysis = new Analysis(vocabulary, currency)
  if (leavesOf(evaluable.conditions).length > 0) analysis.visit(evaluable.conditions, '/conditions', given)
  return analysis.findings
}

/** For the whole of a document, so that a hostile one ends in "undecided" and not in minutes. */
const MOST_STEPS = 8000
const MOST_SEARCHES = 1500

class Analysis {
  readonly #findings: Finding[] = []
  readonly #undecided: string[] = []
  readonly #facts: ReadonlyMap<string, FactSpec>
  readonly #currency: string
  readonly #budget = { steps: MOST_STEPS }
  #searches = 0

  constructor({ facts }: Vocabulary, currency: string) {
    this.#facts = new Map(facts.map((spec) => [spec.name, spec]))
    this.#currency = currency
  }

  get findings(): readonly Finding[] {
    if (this.#undecided.length === 0) return this.#findings
    const places = [...new Set(this.#undecided)].map((path) => ({ path }))
    const message = 'Whether these parts decide anything was too much to find out'
    return [...this.#findings, { kind: 'undecided', places, message }]
  }

  /** Looks at a part in the light of what is `given` whenever it is asked. */
  visit(part: Condition, path: string, given: readonly Condition[]): void {
    if (this.#findAlways(part, path, given)) return
    const opened = open(part)
    if (opened.kind === 'not') this.visit(opened.part, at(path, 'not'), given)
    if (opened.kind === 'all' || opened.kind === 'any')
      this.#visitParts(opened.parts, at(path, opened.kind), opened.kind, given)
  }

  /** Parts that the others make needless are found from the last to the first: of two that say the same, the first stays. */
  #visitParts(parts: readonly Condition[], path: string, kind: 'all' | 'any', given: readonly Condition[]): void {
    const kept = new Set(parts.keys())
    /** Of an `all`, a part matters where the others hold; of an `any`, where they do not. */
    const othersOf = (index: number): readonly Condition[] =>
      [...kept]
        .filter((other) => other !== index)
        .flatMap((other) => {
          const part = parts[other]
          return part ? [kind === 'all' ? part : { not: part }] : []
        })
    for (const [index, part] of [...parts.entries()].reverse()) {
      const others = othersOf(index)
      if (others.length > 0 && this.#findNeedless(part, at(path, index), kind, given, others)) kept.delete(index)
    }
    for (const index of kept) {
      const part = parts[index]
      if (part) this.visit(part, at(path, index), [...given, ...othersOf(index)])
    }
  }

  #findNeedless(
    part: Condition,
    path: string,
    kind: 'all' | 'any',
    given: readonly Condition[],
    others: readonly Condition[],
  ): boolean {
    const odd = kind === 'all' ? { not: part } : part
    if (this.#search([...given, ...others, odd], path).outcome !== 'none') return false
    if (kind === 'all') {
      const message = 'This condition says nothing new: whoever meets the others meets it too'
      this.#report('always', path, message, this.#search([...given, ...others], path))
      return true
    }
    const meets = this.#search([...given, part], path)
    const message =
      meets.outcome === 'none'
        ? 'Nobody whom the rest lets through can meet this alternative'
        : 'This alternative is never needed: whoever meets it meets another one too'
    this.#report('unreachable', path, message, meets)
    return true
  }

  #findAlways(part: Condition, path: string, given: readonly Condition[]): boolean {
    const against = this.#search([...given, { not: part }], path)
    if (against.outcome === 'none') {
      this.#report('always', path, 'This always holds: it can be left out', this.#search(given, path))
      return true
    }
    const leaves = leavesOf(part)
    // Whether something is known is a question of its own, and a fair one.
    if (leaves.some(({ operator }) => operators[operator].wants === 'nothing')) return false
    const known = new Set(leaves.map(({ fact }) => fact))
    if (this.#search([...given, { not: part }], path, known).outcome !== 'none') return false
    const labels = [...known].map((name) => quote(this.#facts.get(name)?.label ?? name)).join(' and ')
    this.#report('always', path, `This holds for everybody of whom ${labels} is known`, against)
    return true
  }

  #search(parts: readonly Condition[], path: string, known?: ReadonlySet<string>): Search {
    this.#searches += 1
    const isSpent = this.#searches > MOST_SEARCHES || this.#budget.steps <= 0
    const options: SearchOptions = { facts: this.#facts, budget: this.#budget, ...(known && { known }) }
    const result: Search = isSpent ? { outcome: 'undecided' } : search({ all: parts }, options)
    if (result.outcome === 'undecided') this.#undecided.push(path)
    return result
  }

  #report(kind: Finding['kind'], path: string, message: string, shown: Search): void {
    const witness = shown.outcome === 'found' ? this.#write(shown.facts) : undefined
    this.#findings.push({ kind, places: [{ path }], message, ...(witness && { witness }) })
  }

  #write(found: Found) {
    return writeWitness(found, this.#facts, this.#currency)
  }
}
