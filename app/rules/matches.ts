import type { ReadFact } from './compile.ts'
import { afterCrossing } from './crossing.ts'
import { type Explanation, explain, explainCondition } from './explain.ts'
import { onShelf } from './fact-names.ts'
import { parseValue } from './fact-values.ts'
import { parseTime } from './iso-time.ts'
import { type Evaluable, normalise } from './normalise.ts'
import { type Condition, type Example, type FactValue, MOMENT, type RuleDocument, type Vocabulary } from './types.ts'

export type ExampleResult = {
  /** JSON Pointer of the example in its document. */
  readonly path: string
  readonly expected: Example['expect']
  readonly found: Example['expect']
  readonly passed: boolean
  /** Each condition with the value that the example gave it. */
  readonly why: Explanation
}

/**
 * A checked document's own examples, asked of its conditions. A fact that an example leaves out is missing;
 * a list left out is empty, for lists are never missing.
 */
export const runExamples = (
  document: RuleDocument,
  vocabulary: Vocabulary,
  currency: string,
): readonly ExampleResult[] => {
  const evaluable = normalise(document, vocabulary, currency)
  const crossed = crossedOf(document, evaluable, vocabulary)
  return (document.examples ?? []).map((example, index) => {
    const read = readerOf(example, vocabulary, currency)
    const why = explainAll(crossed, evaluable, read)
    const found = why.held ? 'granted' : 'no match'
    return {
      path: `/examples/${index}`,
      expected: example.expect,
      found,
      passed: found === example.expect,
      why,
    }
  })
}

/** An example tells what holds once the crossing has happened. */
const crossedOf = (
  { trigger }: RuleDocument,
  { crossing }: Evaluable,
  { triggers }: Vocabulary,
): Condition | undefined => {
  const turn = triggers.find(({ name }) => name === trigger)?.crossing
  return crossing && turn && afterCrossing(turn, crossing)
}

const explainAll = (crossed: Condition | undefined, evaluable: Evaluable, read: ReadFact): Explanation => {
  const conditions = explain(evaluable, read)
  if (!crossed) return conditions
  const parts = [explainCondition(crossed, '/crossing', read), conditions]
  return { kind: 'all', path: '', held: parts.every(({ held }) => held), parts }
}

const readerOf = (example: Example, { facts }: Vocabulary, currency: string): ReadFact => {
  const { at, customer = {}, order = {}, cart = {}, shop = {} } = example
  const written = new Map(
    Object.entries({ customer, order, cart, shop }).flatMap(([shelf, facts]) => named(shelf, facts)),
  )
  const values = new Map<string, FactValue>([[MOMENT, at === undefined ? undefined : parseTime(at)]])
  for (const { name, type } of facts) {
    const value = written.has(name) ? parseValue(type, written.get(name), currency) : type === 'list' ? [] : undefined
    if (value !== undefined) values.set(name, value)
  }
  return (fact) => values.get(fact)
}

const named = (shelf: string, facts: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] =>
  Object.entries(facts).map(([key, value]) => [onShelf(shelf, key), value])
