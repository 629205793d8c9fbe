import { evaluateExpressionSync } from '@gorules/zen-engine'
import { parse } from '@marcbachmann/cel-js'
import { LogicEngine } from 'json-logic-engine'
import { Engine, type TopLevelCondition } from 'json-rules-engine'
import type { Evaluable } from '../../app/rules/normalise.ts'
import type { Condition, Leaf, Operand } from '../../app/rules/types.ts'
import type { Event } from './rule-set.ts'

/** The same rules for each peer, in the form in which it is fastest: how many match an event. */
export type Peer = (event: Event) => number | Promise<number>

/** One engine for all events, one after the other, as its documentation has it. */
export const jsonRulesEngine = (rules: readonly Evaluable[]): Peer => {
  const engine = new Engine()
  for (const { conditions } of rules)
    engine.addRule({ conditions: conditions as TopLevelCondition, event: { type: 'match' } })
  return async (event) => (await engine.run({ ...event })).events.length
}

/** All rules in one logic, compiled once. */
export const jsonLogicEngine = (rules: readonly Evaluable[]): Peer => {
  const logic = { map: rules.map(({ conditions }) => writeLogic(conditions)) }
  const verdicts = new LogicEngine().build(logic.map) as unknown as (facts: unknown) => readonly unknown[]
  return (event) => countTrue(verdicts(nested(event)))
}

/** All rules in one expression: a decision graph takes longer, one call a rule much longer. */
export const zenEngine = (rules: readonly Evaluable[]): Peer => {
  const expression = `[${rules.map(({ conditions }) => writeZen(conditions)).join(', ')}]`
  return (event) => countTrue(evaluateExpressionSync(expression, nested(event)))
}

/** Each rule parsed once. */
export const celJs = (rules: readonly Evaluable[]): Peer => {
  const verdicts = rules.map(({ conditions }) => parse(writeCel(conditions)))
  return (event) => {
    const facts = nested(event)
    return countTrue(verdicts.map((verdict) => verdict(facts)))
  }
}

const countTrue = (verdicts: readonly unknown[]): number => {
  let count = 0
  for (const verdict of verdicts) if (verdict === true) count += 1
  return count
}

/** "customer.ordersCount" as the peers read it: ordersCount of customer. Events are nested once, not at each run. */
const nestings = new WeakMap<Event, object>()
const nested = (event: Event): object => {
  const known = nestings.get(event)
  if (known) return known
  const shelves: Record<string, Record<string, unknown>> = {}
  for (const [name, value] of Object.entries(event)) {
    const [shelf = '', fact = ''] = name.split('.')
    shelves[shelf] = { ...shelves[shelf], [fact]: value }
  }
  nestings.set(event, shelves)
  return shelves
}

type Writer = {
  readonly all: (parts: readonly string[]) => string
  readonly any: (parts: readonly string[]) => string
  readonly leaf: (leaf: Leaf) => string
}

const write = (condition: Condition, writer: Writer): string => {
  if ('all' in condition) return writer.all(condition.all.map((part) => write(part, writer)))
  if ('any' in condition) return writer.any(condition.any.map((part) => write(part, writer)))
  if ('not' in condition) throw new Error('The rules of the bench turn nothing round')
  return writer.leaf(condition)
}

const SIGNS: Readonly<Record<string, string>> = {
  equal: '==',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
}

const writeZen = (conditions: Condition): string =>
  write(conditions, {
    all: (parts) => `(${parts.join(' and ')})`,
    any: (parts) => `(${parts.join(' or ')})`,
    leaf: ({ fact, operator, value }) => {
      if (operator === 'contains') return `contains(${fact}, ${JSON.stringify(value)})`
      return `${fact} ${operator === 'in' ? 'in' : SIGNS[operator]} ${JSON.stringify(value)}`
    },
  })

const writeCel = (conditions: Condition): string =>
  write(conditions, {
    all: (parts) => `(${parts.join(' && ')})`,
    any: (parts) => `(${parts.join(' || ')})`,
    leaf: ({ fact, operator, value }) => {
      if (operator === 'contains') return `${JSON.stringify(value)} in ${fact}`
      return `${fact} ${operator === 'in' ? 'in' : SIGNS[operator]} ${celLiteral(value)}`
    },
  })

/** CEL tells whole numbers from others, and JavaScript's are all others. */
const celLiteral = (value: Operand): string => {
  const text = JSON.stringify(value)
  return typeof value === 'number' && Number.isInteger(value) ? `${text}.0` : text
}

type Logic = boolean | object

const writeLogic = (condition: Condition): Logic => {
  if ('all' in condition) return { and: condition.all.map(writeLogic) }
  if ('any' in condition) return { or: condition.any.map(writeLogic) }
  if ('not' in condition) return { '!': writeLogic(condition.not) }
  const { fact, operator, value } = condition
  if (operator === 'in') return { in: [{ var: fact }, value] }
  if (operator === 'contains') return { in: [value, { var: fact }] }
  return { [operator === 'equal' ? '===' : (SIGNS[operator] ?? operator)]: [{ var: fact }, value] }
}
