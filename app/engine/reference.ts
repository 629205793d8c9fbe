import { Engine, type NestedCondition, type TopLevelCondition } from 'json-rules-engine'
import { isFactOperand, leavesOf } from '../rules/conditions.ts'
import { type Evaluable, normalise } from '../rules/normalise.ts'
import { isScaled, scaled } from '../rules/operand-value.ts'
import { operators } from '../rules/operators.ts'
import {
  type Condition,
  DAY_MS,
  type FactOperand,
  type FactType,
  type FactValue,
  type Group,
  type Leaf,
  MOMENT,
  type Operator,
  type RuleDocument,
  type Vocabulary,
} from '../rules/types.ts'

/** json-rules-engine is what conditions mean; `rules/compile.ts` is held to it. Nothing else imports it. */

type Facts = Readonly<Record<string, FactValue>>

/**
 * Whether the conditions hold for these facts, missing ones undefined or left out. `MOMENT` is among them where
 * conditions count days back from it.
 */
export const referenceMatches = async ({ conditions }: Evaluable, facts: Facts): Promise<boolean> => {
  // A new engine for every run: concurrent runs on one engine silently skip rules.
  const engine = new Engine([], { allowUndefinedFacts: true })
  for (const [name, holds] of OURS) engine.addOperator(name, holds)
  engine.addRule({ conditions: writeGroup(conditions), event: { type: 'match' } })
  const { events } = await engine.run(knownOf({ ...facts, ...derivedFrom(conditions, facts) }))
  return events.length === 1
}

export type Acceptance = { readonly accepted: true } | { readonly accepted: false; readonly reason: string }

/** Whether json-rules-engine takes the document's conditions and runs them, on a subject of whom all and one of whom nothing is known. */
export const referenceAccepts = async (
  document: RuleDocument,
  vocabulary: Vocabulary,
  currency: string,
): Promise<Acceptance> => {
  try {
    const evaluable = normalise(document, vocabulary, currency)
    const everything = Object.fromEntries(vocabulary.facts.map(({ name, type }) => [name, SAMPLES[type]]))
    await referenceMatches(evaluable, { ...everything, [MOMENT]: 0 })
    await referenceMatches(evaluable, { [MOMENT]: 0 })
    return { accepted: true }
  } catch (error) {
    return { accepted: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

const SAMPLES: Readonly<Record<FactType, FactValue>> = {
  number: 1,
  money: 100,
  time: 0,
  text: 'a',
  boolean: true,
  list: ['a'],
}

/** What json-rules-engine does not bring along, written a second time so that a slip in either is found. */
type Given = FactValue | readonly unknown[] | Days
type Days = { readonly at: number; readonly days: number }

const OURS: readonly (readonly [Operator, (value: Given, operand: Given) => boolean])[] = [
  ['between', (value, operand) => isTime(value) && inOrder([at(operand, 0), value, at(operand, 1)])],
  ['startsWith', (value, operand) => isText(value) && isText(operand) && value.slice(0, operand.length) === operand],
  [
    'endsWith',
    (value, operand) =>
      isText(value) &&
      isText(operand) &&
      value.lastIndexOf(operand) === value.length - operand.length &&
      value.length >= operand.length,
  ],
  ['before', (value, operand) => isTime(value) && isTime(operand) && operand - value > 0],
  ['after', (value, operand) => isTime(value) && isTime(operand) && value - operand > 0],
  ['withinLastDays', (value, operand) => ageOf(value, operand, (age, days) => age >= 0 && age < days)],
  ['moreThanDaysAgo', (value, operand) => ageOf(value, operand, (age, days) => age > days)],
  ['includesAny', (value, operand) => isList(value) && isList(operand) && common(value, operand).length > 0],
  [
    'includesAll',
    (value, operand) => isList(value) && isList(operand) && common(value, operand).length === operand.length,
  ],
  ['includesNone', (value, operand) => isList(value) && (!isList(operand) || common(value, operand).length === 0)],
  ['isSet', (value) => (isList(value) ? value.length > 0 : value !== undefined)],
  ['isNotSet', (value) => (isList(value) ? value.length === 0 : value === undefined)],
]

const isText = (value: Given): value is string => typeof value === 'string'
const isTime = (value: unknown): value is number => typeof value === 'number'
const isList = (value: Given): value is readonly unknown[] => Array.isArray(value)
const at = (list: Given, index: number): unknown => (isList(list) ? list[index] : undefined)
const inOrder = (numbers: readonly unknown[]): boolean =>
  numbers.every((number, index) => index === 0 || Number(numbers[index - 1]) <= Number(number))
const common = (list: readonly unknown[], items: readonly unknown[]): readonly unknown[] =>
  items.filter((item) => list.includes(item))

const ageOf = (value: Given, operand: Given, holds: (age: number, span: number) => boolean): boolean =>
  isTime(value) && typeof operand === 'object' && 'days' in operand && holds(operand.at - value, operand.days * DAY_MS)

const knownOf = (facts: Readonly<Record<string, Given>>): Readonly<Record<string, Given>> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))

const writeGroup = (group: Group): TopLevelCondition => {
  if ('all' in group) return { all: group.all.map(writeCondition) }
  if ('any' in group) return { any: group.any.map(writeCondition) }
  return { not: writeCondition(group.not) }
}

const writeCondition = (condition: Condition): NestedCondition =>
  'fact' in condition ? writeLeaf(condition) : writeGroup(condition)

const writeLeaf = (leaf: Leaf): NestedCondition => {
  const derived = derivedName(leaf)
  return derived === undefined ? leaf : { ...leaf, value: { fact: derived } }
}

/** The operands that json-rules-engine cannot work out by itself are facts of their own beside the others. */
const derivedFrom = (conditions: Condition, facts: Facts): Readonly<Record<string, Given>> =>
  Object.fromEntries(
    leavesOf(conditions).flatMap((leaf) => {
      const name = derivedName(leaf)
      return name === undefined ? [] : [[name, derivedValue(leaf, facts)]]
    }),
  )

const derivedName = ({ operator, value }: Leaf): string | undefined => {
  if (operators[operator].wants === 'days') return `the last ${value} days`
  if (!isFactOperand(value)) return undefined
  if (isMembership(operator)) return `${value.fact} or none`
  return isScaled(value) ? nameOf(value) : undefined
}

const nameOf = ({ fact, times = 1, plus = 0, whole }: FactOperand): string =>
  `${times} × ${fact} + ${plus}${whole ? ', rounded' : ''}`

const derivedValue = ({ operator, value }: Leaf, facts: Facts): Given => {
  if (operators[operator].wants === 'days') return { at: momentOf(facts), days: Number(value) }
  if (!isFactOperand(value)) return undefined
  // json-rules-engine throws when `in` or `notIn` meets a list that is missing: empty, in is false and notIn true.
  return isMembership(operator) ? (facts[value.fact] ?? []) : scaled(value, facts[value.fact])
}

const isMembership = (operator: Operator): boolean => operator === 'in' || operator === 'notIn'

const momentOf = (facts: Facts): number => {
  const at = facts[MOMENT]
  if (typeof at !== 'number') throw new Error(`Conditions that count days back need the moment: facts["${MOMENT}"]`)
  return at
}
