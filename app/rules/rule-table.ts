import { compileTest, type Test } from './compile.ts'
import { isFactOperand } from './conditions.ts'
import { operandsOf } from './domain.ts'
import type { Literal, Row } from './rule-rows.ts'
import type { FactValue, Leaf, Operator } from './types.ts'

/**
 * What one fact says to all rows at once: a bit a row, set where the row's conditions on that fact hold. Bits of 32 rows
 * make a word; a value's words stand one after the other in `masks`, from `placeOf(value)` on.
 */
export type RuleTable = {
  readonly fact: string
  readonly masks: Int32Array
  readonly placeOf: (value: FactValue) => number
  /** Share of rows that a value leaves in, between 0 and 1, if all of them are equally likely. */
  readonly openness: number
}

/** Operators whose answer depends on which numbers are below, at and above the value. */
const ORDERED: ReadonlySet<Operator> = new Set([
  ...(['equal', 'notEqual', 'in', 'notIn', 'between', 'before', 'after'] as const),
  ...(['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const),
])
/** Operators whose answer depends on whether the value is one of those written. */
const KEYED: ReadonlySet<Operator> = new Set(['equal', 'notEqual', 'in', 'notIn'])
/** Operators whose answer depends on single items of a list. */
const ITEMISED: ReadonlySet<Operator> = new Set(['contains', 'doesNotContain', 'includesAny', 'includesNone'])

export type TableKind = 'numbers' | 'values' | 'items'

/** Which table of its fact answers the condition; none where other facts or the moment come into it. */
export const tableKindOf = (leaf: Leaf): TableKind | undefined => {
  if (isFactOperand(leaf.value)) return undefined
  const operands = operandsOf(leaf)
  if (ORDERED.has(leaf.operator) && operands.every(isPlainNumber)) return 'numbers'
  if (KEYED.has(leaf.operator) && !operands.some((operand) => typeof operand === 'number')) return 'values'
  return ITEMISED.has(leaf.operator) ? 'items' : undefined
}

export const isPlainNumber = (operand: unknown): operand is number =>
  typeof operand === 'number' && !Number.isNaN(operand)

/** Whether one of the items must be in the list; otherwise none of them may. */
export const isNeed = ({ leaf, wanted }: Literal): boolean =>
  (leaf.operator === 'contains' || leaf.operator === 'includesAny') === wanted

/** What tables answer of a row, and what is left to ask; of several things that one list must have, they answer the first. */
export const splitRow = (row: Row): { readonly tabled: Row; readonly loose: Row } => {
  const needs = new Set<string>()
  const tabled = row.filter((literal) => {
    const kind = tableKindOf(literal.leaf)
    if (kind !== 'items' || !isNeed(literal)) return kind !== undefined
    const isFirst = !needs.has(literal.leaf.fact)
    needs.add(literal.leaf.fact)
    return isFirst
  })
  return { tabled, loose: row.filter((literal) => !tabled.includes(literal)) }
}

/** A row's conditions that one table answers. */
export type Asked = { readonly row: number; readonly literals: readonly TestedLiteral[] }
export type TestedLiteral = Literal & { readonly test: Test }

export const askedOf = (rows: readonly Row[], fact: string, kind: TableKind): readonly Asked[] =>
  rows.flatMap((row, index) => {
    const literals = row
      .filter(({ leaf }) => leaf.fact === fact && tableKindOf(leaf) === kind)
      .map((literal): TestedLiteral => ({ ...literal, test: compileTest(literal.leaf) }))
    return literals.length > 0 ? [{ row: index, literals }] : []
  })

export const holdAll = (literals: readonly TestedLiteral[], value: FactValue): boolean =>
  literals.every(({ test, wanted }) => test(value, 0) === wanted)

export const wordsFor = (bits: number): number => (bits + 31) >> 5

export const setBit = (words: Int32Array, from: number, bit: number): void => {
  const place = from + (bit >> 5)
  words[place] = (words[place] as number) | (1 << (bit & 31))
}

export const clearBit = (words: Int32Array, from: number, bit: number): void => {
  const place = from + (bit >> 5)
  words[place] = (words[place] as number) & ~(1 << (bit & 31))
}
