import { LONGEST_TEXT, MOST_DAYS, MOST_TIMES, MOST_VALUES } from './bounds.ts'
import { EDGES } from './check-crossing.ts'
import { operandType } from './normalise.ts'
import { operators, type Wants } from './operators.ts'
import { type FactSpec, type FactType, OPERATORS, type Operator } from './types.ts'

type Part = { readonly [keyword: string]: unknown }

/**
 * Conditions that are no groups, one shape for the facts of a type and the operators that want the same of them, so that
 * an editor offers only what goes together. A crossing may also say where it ends.
 */
export const leafSchemas = (facts: readonly FactSpec[], isCrossing: boolean): readonly Part[] =>
  [...Map.groupBy(facts, ({ type }) => type)].flatMap(([type, specs]) => {
    const possible = OPERATORS.filter((operator) => operators[operator].takes.includes(type))
    return [...Map.groupBy(possible, (operator) => shapeOf(operator, isCrossing))].map(([, alike]) =>
      leafSchema(specs, alike, facts, isCrossing),
    )
  })

/** The names of all facts of a type, under the name by which conditions refer to them. */
export const factDefinitions = (facts: readonly FactSpec[]): Part =>
  Object.fromEntries(
    [...Map.groupBy(facts, ({ type }) => type)].map(([type, specs]) => [
      factsName(type),
      { anyOf: specs.map(({ name, label, meaning }) => wordSchema(name, label, meaning)) },
    ]),
  )

const factsName = (type: FactType): string => `${type}Facts`
const factNames = (type: FactType): Part => ({ $ref: `#/definitions/${factsName(type)}` })

/** A word with what it means, as completion shows it. */
export const wordSchema = (name: string, title: string, description: string): Part => ({
  const: name,
  title,
  description,
})

export const scalarSchema = (type: FactType): Part => {
  switch (type) {
    case 'number':
      return { type: 'number' }
    case 'money':
      return { anyOf: [{ type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }, { type: 'number' }] }
    case 'time':
      return { type: 'string', pattern: `^${DAY}(T${CLOCK}(Z|[+-]\\d{2}:?\\d{2}))?$` }
    case 'text':
    case 'list':
      return { type: 'string', maxLength: LONGEST_TEXT }
    case 'boolean':
      return { type: 'boolean' }
  }
}

const DAY = '\\d{4}-\\d{2}-\\d{2}'
const CLOCK = '\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?'

const shapeOf = (operator: Operator, isCrossing: boolean): string =>
  `${operators[operator].wants} ${isCrossing && operator in EDGES}`

const leafSchema = (
  specs: readonly FactSpec[],
  alike: readonly Operator[],
  facts: readonly FactSpec[],
  isCrossing: boolean,
): Part => {
  const [spec] = specs
  const [operator] = alike
  if (!spec || !operator) throw new Error('A shape without facts or operators describes nothing')
  const written = scalarSchema(operandType(spec, { operator }))
  return {
    type: 'object',
    additionalProperties: false,
    required: ['fact', 'operator', 'value'],
    properties: {
      fact: factNames(spec.type),
      operator: { anyOf: alike.map((name) => wordSchema(name, wordsOf(name, spec), operators[name].meaning)) },
      value: valueSchema(operators[operator].wants, spec, written, facts),
      ...(isCrossing && operator in EDGES && { leaveAt: written }),
    },
  }
}

const wordsOf = (name: Operator, { type }: FactSpec): string => {
  const { words, wordsForTimes = words, wordsForLists = words } = operators[name]
  return type === 'time' ? wordsForTimes : type === 'list' ? wordsForLists : words
}

const valueSchema = (wants: Wants, spec: FactSpec, written: Part, facts: readonly FactSpec[]): Part => {
  switch (wants) {
    case 'value':
      return either(written, factSchema(spec.type, spec.type, facts))
    case 'item':
      return either(written, factSchema('text', spec.type, facts))
    case 'values':
    case 'items':
      return either(
        { type: 'array', minItems: 1, maxItems: MOST_VALUES, items: written },
        factSchema('list', spec.type, facts),
      )
    case 'range':
      return { description: 'The smaller value first.', type: 'array', minItems: 2, maxItems: 2, items: written }
    case 'days':
      return { description: 'Days of 24 hours.', type: 'integer', minimum: 1, maximum: MOST_DAYS }
    case 'nothing':
      return { const: true }
  }
}

const either = (written: Part, fact: Part | undefined): Part => (fact ? { anyOf: [written, fact] } : written)

/** Another fact to compare with, where there is one of the type. */
const factSchema = (other: FactType, type: FactType, facts: readonly FactSpec[]): Part | undefined => {
  if (!facts.some((spec) => spec.type === other)) return undefined
  const isCountable = type === 'number' || type === 'money'
  return {
    description: 'Another fact.',
    type: 'object',
    additionalProperties: false,
    required: ['fact'],
    properties: {
      fact: factNames(other),
      ...(isCountable && {
        times: {
          description: 'So many times the fact, to two decimals; money is then rounded to whole minor units.',
          type: 'number',
          exclusiveMinimum: 0,
          maximum: MOST_TIMES,
        },
        plus: { description: 'So much more, or less where it is below 0.', ...scalarSchema(type) },
      }),
    },
  }
}
