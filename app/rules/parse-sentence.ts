import { operators } from './operators.ts'
import { operandReader, type Readings } from './parse-operand.ts'
import { makePhrasebook } from './sentence.ts'
import { countedBy, wordingOf } from './sentence-leaf.ts'
import {
  type Condition,
  type FactSpec,
  type Group,
  type Leaf,
  OPERATORS,
  type Vocabulary,
  type Words,
} from './types.ts'

export type ParsedConditions =
  | { readonly parsed: true; readonly conditions: Group }
  /** `understood`: how many letters from the beginning could be read. */
  | { readonly parsed: false; readonly understood: number }

/**
 * Reads conditions back from the words that `sentence` puts them in, "kept orders is more than 3 and tags include “vip”", by the
 * grammar in sentence-conditions.ts. Money comes back as a decimal text; all else as it was written. Made once for many texts.
 */
export const conditionsParser = (vocabulary: Vocabulary, words: Words): ((text: string) => ParsedConditions) => {
  const wordings = wordingsOf(vocabulary, words)
  return (text) => new Parser(text, wordings).parse()
}

/** Deeper than the check lets groups stand inside each other. */
const DEEPEST = 40

const BRACKETS: readonly (readonly [opening: string, make: (parts: readonly Condition[]) => Group])[] = [
  ['all of (', (parts) => ({ all: parts })],
  ['any of (', (parts) => ({ any: parts })],
  ['not all of (', (parts) => ({ not: { all: parts } })],
  ['none of (', (parts) => ({ not: { any: parts } })],
]
const NOT = 'not ('

class Parser {
  readonly #text: string
  readonly #wordings: readonly Wording[]
  #furthest = 0

  constructor(text: string, wordings: readonly Wording[]) {
    this.#text = text
    this.#wordings = wordings
  }

  parse(): ParsedConditions {
    for (const [conditions, end] of this.#sentence()) {
      if (end === this.#text.length) return { parsed: true, conditions }
    }
    return { parsed: false, understood: this.#furthest }
  }

  *#sentence(): Readings<Group> {
    for (const [first, end] of this.#part(0, 1)) {
      if (end === this.#text.length) yield ['fact' in first ? { all: [first] } : first, end]
      for (const [parts, last] of this.#more(end, 1, ' and ')) yield [{ all: [first, ...parts] }, last]
      for (const [parts, last] of this.#more(end, 1, ' or ')) yield [{ any: [first, ...parts] }, last]
    }
  }

  /** One part or several, each after the separator. */
  *#more(at: number, depth: number, separator: string): Readings<readonly Condition[]> {
    if (!this.#text.startsWith(separator, at)) return
    for (const [part, end] of this.#part(at + separator.length, depth)) {
      yield [[part], end]
      for (const [parts, last] of this.#more(end, depth, separator)) yield [[part, ...parts], last]
    }
  }

  *#part(at: number, depth: number): Readings<Condition> {
    if (depth > DEEPEST) return
    for (const [opening, make] of BRACKETS) {
      if (!this.#text.startsWith(opening, at)) continue
      for (const [parts, end] of this.#closed(at + opening.length, depth)) yield [make(parts), end]
    }
    if (this.#text.startsWith(NOT, at)) {
      for (const [parts, end] of this.#closed(at + NOT.length, depth)) {
        const [part] = parts
        if (part && parts.length === 1) yield [{ not: part }, end]
      }
    }
    yield* this.#leaf(at)
  }

  /** Parts with semicolons between them, and the bracket that ends them. */
  *#closed(at: number, depth: number): Readings<readonly Condition[]> {
    for (const [first, end] of this.#part(at, depth + 1)) {
      if (this.#text[end] === ')') yield [[first], end + 1]
      for (const [parts, last] of this.#more(end, depth + 1, '; '))
        if (this.#text[last] === ')') yield [[first, ...parts], last + 1]
    }
  }

  *#leaf(at: number): Readings<Leaf> {
    for (const { fact, operator, before, after, counted, read } of this.#wordings) {
      if (!this.#text.startsWith(before, at)) continue
      for (const [value, end] of read(this.#text, at + before.length)) {
        const said = counted(value, after)
        if (!this.#text.startsWith(said, end)) continue
        const last = end + said.length
        this.#furthest = Math.max(this.#furthest, last)
        yield [{ fact, operator, value }, last]
      }
    }
  }
}

/** One way to say something about a fact: what stands around the operand, and how that is read. */
type Wording = {
  readonly fact: string
  readonly operator: Leaf['operator']
  readonly before: string
  readonly after: string
  readonly counted: (value: Leaf['value'], after: string) => string
  readonly read: (text: string, at: number) => Readings<Leaf['value']>
}

const wordingsOf = (vocabulary: Vocabulary, words: Words): readonly Wording[] => {
  const book = makePhrasebook(vocabulary, words)
  return vocabulary.facts.flatMap((spec) => {
    const entry = book.facts.get(spec.name)
    if (!entry) return []
    const possible = OPERATORS.filter((operator) => operators[operator].takes.includes(spec.type))
    const said = possible.flatMap((operator) =>
      [false, true].flatMap((isCompound): readonly Wording[] => {
        const read = operandReader(spec, operator, isCompound, book)
        const counted = (value: Leaf['value'], after: string) => countedBy(value, after, spec)
        return read ? [{ fact: spec.name, operator, ...wordingOf(entry, operator, isCompound), counted, read }] : []
      }),
    )
    return [...claimsOf(spec), ...said]
  })
}

const claimsOf = ({ name, claims }: FactSpec): readonly Wording[] =>
  claims
    ? [true, false].map((value) => ({
        fact: name,
        operator: 'equal',
        before: value ? claims.yes : claims.no,
        after: '',
        counted: (_, after) => after,
        read: (_, at) => [[value, at]],
      }))
    : []
