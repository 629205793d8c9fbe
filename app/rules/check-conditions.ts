import { MOST_CONDITIONS } from './bounds.ts'
import type { CheckContext } from './check-context.ts'
import { checkOperand } from './check-operand.ts'
import { TYPE_WORDS } from './check-scalar.ts'
import { type Fields, fieldsOf, isObject, readFields, readList, suggest } from './check-shape.ts'
import { findFact } from './check-words.ts'
import { isOperator, operators } from './operators.ts'
import { at, either, quote } from './problem-list.ts'
import { type Condition, type FactSpec, type Group, type Leaf, OPERATORS, type Operator } from './types.ts'

const DEEPEST = 20

const GROUPS = ['all', 'any', 'not'] as const
type GroupKind = (typeof GROUPS)[number]

const NOT_OURS = 'is not part of the rule language'
const REFUSED = {
  condition: `${NOT_OURS}: write the condition itself instead of a reference to one`,
  params: `${NOT_OURS}: facts take no parameters`,
  path: `${NOT_OURS}: name the fact alone`,
  priority: `${NOT_OURS}: the order of conditions never changes the answer`,
}
const LEAF = { what: 'a condition', keys: ['fact', 'operator', 'value'], refused: REFUSED }

/** The root of the conditions, which must be a group. */
export const checkConditions = (value: unknown, path: string, context: CheckContext): Group | undefined => {
  const { problems, trigger } = context
  if (value === undefined) {
    problems.add(path, 'The rule has no conditions', {
      found: value,
      expected: trigger?.crossing ? '{ "all": [ … ] }, which may be empty here' : '{ "all": [ … ] }',
    })
    return undefined
  }
  if (trigger?.crossing && isEmptyAll(value)) return { all: [] }
  if (isObject(value) && !GROUPS.some((kind) => Object.hasOwn(value, kind)) && !Object.hasOwn(value, 'condition')) {
    problems.add(path, 'The conditions begin with a group: "all", "any" or "not"', {
      found: value,
      expected: '{ "all": [ … ] }',
    })
    if (Object.hasOwn(value, 'fact')) checkLeaf(value, path, context)
    return undefined
  }
  const condition = new ConditionCheck(context).check(value, path, 1)
  return condition && !('fact' in condition) ? condition : undefined
}

/** A crossing says enough by itself. */
const isEmptyAll = (value: unknown): boolean => {
  if (!isObject(value) || Object.keys(value).join() !== 'all') return false
  const parts = fieldsOf(value).get('all')
  return Array.isArray(parts) && parts.length === 0
}

/** Walks the tree within bounds: lists inside lists can name the same million conditions with a few bytes, or never end. */
class ConditionCheck {
  readonly #context: CheckContext
  #count = 0
  #isTooDeep = false

  constructor(context: CheckContext) {
    this.#context = context
  }

  check(value: unknown, path: string, depth: number): Condition | undefined {
    const { problems } = this.#context
    this.#count += 1
    if (this.#count > MOST_CONDITIONS) {
      if (this.#count === MOST_CONDITIONS + 1) problems.add(path, `A rule has at most ${MOST_CONDITIONS} conditions`)
      return undefined
    }
    if (depth > DEEPEST) {
      if (!this.#isTooDeep) problems.add(path, `Groups stand inside each other at most ${DEEPEST} deep`)
      this.#isTooDeep = true
      return undefined
    }
    const kinds = isObject(value) ? GROUPS.filter((kind) => Object.hasOwn(value, kind)) : []
    const [kind] = kinds
    if (kind === undefined) return checkLeaf(value, path, this.#context)
    const fields = readFields(
      value,
      path,
      { what: `the group ${quote(kind)}`, keys: kinds, refused: REFUSED },
      problems,
    )
    if (!fields) return undefined
    const groups = kinds.map((each) => this.#checkGroup(each, fields.get(each), at(path, each), depth))
    if (kinds.length === 1) return groups[0]
    problems.add(path, `This mixes ${kinds.map(quote).join(' and ')}: put one group inside the other`, {
      expected: 'one of "all", "any" or "not"',
    })
    return undefined
  }

  #checkGroup(kind: GroupKind, value: unknown, path: string, depth: number): Group | undefined {
    const { problems } = this.#context
    if (kind === 'not') {
      if (Array.isArray(value)) {
        const message = '"not" turns one condition round: put several into an "any" or "all" inside it'
        problems.add(path, message, { found: value, expected: 'one condition or group' })
        return undefined
      }
      const part = this.check(value, path, depth + 1)
      return part && { not: part }
    }
    const items = readList(value, path, { what: 'conditions', most: MOST_CONDITIONS }, problems)
    const parts = items?.map((item, index) => this.check(item, at(path, index), depth + 1))
    if (!parts?.every((part) => part !== undefined)) return undefined
    return kind === 'all' ? { all: parts } : { any: parts }
  }
}

const checkLeaf = (value: unknown, path: string, context: CheckContext): Leaf | undefined => {
  const { problems } = context
  if (!isObject(value)) {
    problems.add(path, 'A condition is an object with a fact, an operator and a value, or a group', {
      found: value,
      expected: '{ "fact": …, "operator": …, "value": … }',
    })
    return undefined
  }
  readFields(value, path, LEAF, problems)
  // A reference has its own message; that it lacks everything else helps nobody.
  if (Object.hasOwn(value, 'condition')) return undefined
  return checkParts(fieldsOf(value), path, context)
}

/** A condition's fact, operator and value. */
export const checkParts = (fields: Fields, path: string, context: CheckContext): Leaf | undefined => {
  const { problems } = context
  const spec = findFact(fields.get('fact'), at(path, 'fact'), context)
  const operator = checkOperator(fields.get('operator'), at(path, 'operator'), spec, context)
  if (!fields.has('value')) {
    problems.add(at(path, 'value'), 'The value to compare with is missing', { found: undefined, expected: 'a value' })
    return undefined
  }
  if (!spec || !operator) return undefined
  if (spec.namedOnly && operators[operator].wants === 'nothing') {
    problems.add(at(path, 'operator'), `Of ${quote(spec.label)} only those are known that a rule names`, {
      found: operator,
      expected: 'an operator with the names to look for',
    })
    return undefined
  }
  const operand = checkOperand(fields.get('value'), at(path, 'value'), { spec, operator }, context)
  return operand === undefined ? undefined : { fact: spec.name, operator, value: operand }
}

const checkOperator = (
  name: unknown,
  path: string,
  spec: FactSpec | undefined,
  { problems }: CheckContext,
): Operator | undefined => {
  const possible = spec ? OPERATORS.filter((each) => operators[each].takes.includes(spec.type)) : OPERATORS
  const expected = either(possible)
  if (typeof name !== 'string') {
    const message = name === undefined ? 'The operator is missing' : 'The operator is written as its name, in quotes'
    problems.add(path, message, { found: name, expected })
  } else if (name.includes(':')) {
    problems.add(path, `${quote(name)}: operators with a decorator before a colon are not part of the rule language`, {
      found: name,
      expected,
    })
  } else if (!isOperator(name)) {
    problems.add(path, `There is no operator called ${quote(name)}${suggest(name, possible)}`, {
      found: name,
      expected,
    })
  } else if (spec && !possible.includes(name)) {
    const message = `${quote(spec.label)} is ${TYPE_WORDS[spec.type]}, and ${quote(name)} does not work on that`
    problems.add(path, message, { found: name, expected })
  } else {
    return name
  }
  return undefined
}
