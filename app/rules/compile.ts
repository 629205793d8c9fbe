import { isFactOperand, leavesOf, open } from './conditions.ts'
import type { OperandValue } from './holds.ts'
import type { Evaluable } from './normalise.ts'
import { isScaled, scaled } from './operand-value.ts'
import { operators } from './operators.ts'
import { type Condition, type FactValue, type Leaf, MOMENT } from './types.ts'

/** A fact's value by its name; `MOMENT` is read the same way and is never missing. */
export type ReadFact = (fact: string) => FactValue
export type Evaluator = (read: ReadFact) => boolean

/**
 * Conditions as one synchronous function: no packages, no clock, nothing kept between calls.
 * It stops at the first part that settles a group, so a fact is read only when it is needed.
 */
export const compile = ({ conditions }: Evaluable): Evaluator => compileCondition(conditions)

export const compileCondition = (condition: Condition): Evaluator => {
  const opened = open(condition)
  switch (opened.kind) {
    case 'all':
      return compileAll(opened.parts.map(compileCondition))
    case 'any':
      return compileAny(opened.parts.map(compileCondition))
    case 'not':
      return compileNot(compileCondition(opened.part))
    case 'leaf':
      return compileLeaf(opened.leaf)
  }
}

const compileAll =
  (parts: readonly Evaluator[]): Evaluator =>
  (read) => {
    for (const part of parts) if (!part(read)) return false
    return true
  }

/** An empty `any` holds, as in json-rules-engine; the check refuses it in documents. */
const compileAny =
  (parts: readonly Evaluator[]): Evaluator =>
  (read) => {
    for (const part of parts) if (part(read)) return true
    return parts.length === 0
  }

const compileNot =
  (part: Evaluator): Evaluator =>
  (read) =>
    !part(read)

/** Of a normalised leaf. */
export const compileLeaf = ({ fact, operator, value }: Leaf): Evaluator => {
  if (isFactOperand(value)) {
    const other = value.fact
    const { holds } = operators[operator]
    return isScaled(value)
      ? (read) => holds(read(fact), scaled(value, read(other)), 0)
      : (read) => holds(read(fact), read(other), 0)
  }
  const test = compileTest({ operator, value })
  return operators[operator].wants === 'days'
    ? (read) => test(read(fact), momentOf(read))
    : (read) => test(read(fact), 0)
}

/** What a value must be, as a function of it and the moment. */
export type Test = (value: FactValue, at: number) => boolean

/**
 * The test of a written operand. The comparisons that rules are mostly made of are spelt out, for a call of their own
 * each costs more than they do; numbers alone take the short way, all else that of the table.
 */
export const compileTest = ({ operator, value }: Pick<Leaf, 'operator' | 'value'>): Test => {
  const operand = value as Exclude<OperandValue, undefined>
  const { holds } = operators[operator]
  const isNumber = typeof operand === 'number'
  if (operator === 'equal') return (found) => found === operand
  if (operator === 'notEqual') return (found) => found !== operand
  if (isNumber && operator === 'lessThan')
    return (found) => (typeof found === 'number' ? found < operand : found !== undefined && holds(found, operand, 0))
  if (isNumber && operator === 'lessThanInclusive')
    return (found) => (typeof found === 'number' ? found <= operand : found !== undefined && holds(found, operand, 0))
  if (isNumber && operator === 'greaterThan')
    return (found) => (typeof found === 'number' ? found > operand : found !== undefined && holds(found, operand, 0))
  if (isNumber && operator === 'greaterThanInclusive')
    return (found) => (typeof found === 'number' ? found >= operand : found !== undefined && holds(found, operand, 0))
  return (found, at) => holds(found, operand, at)
}

/** Whether conditions look back from the moment, which must then be known. */
export const countsDays = (condition: Condition): boolean =>
  leavesOf(condition).some(({ operator }) => operators[operator].wants === 'days')

/** Thrown rather than guessed: a reader that does not know the moment would answer "no" to everybody. */
export const momentOf = (read: ReadFact): number => {
  const at = read(MOMENT)
  if (typeof at !== 'number') throw new Error(`Conditions that count days back need the moment: read("${MOMENT}")`)
  return at
}
