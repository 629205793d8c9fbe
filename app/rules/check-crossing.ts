import { checkParts } from './check-conditions.ts'
import type { CheckContext } from './check-context.ts'
import { checkScalar } from './check-scalar.ts'
import { readFields } from './check-shape.ts'
import { parseValue } from './fact-values.ts'
import { at, either, quote } from './problem-list.ts'
import type { Crossing, FactSpec, Leaf, Operator, Scalar } from './types.ts'

const CROSSING = { what: 'a crossing', keys: ['fact', 'operator', 'value', 'leaveAt'] }

/** The group that a crossing trigger watches, which no other trigger has. Undefined where there is, or must be, none. */
export const checkCrossing = (value: unknown, path: string, context: CheckContext): Crossing | undefined => {
  const { trigger, problems } = context
  if (!trigger) return undefined
  if (!trigger.crossing) {
    if (value === undefined) return undefined
    problems.add(path, `Nothing is crossed when ${trigger.label}`, { found: value, expected: 'nothing' })
    return undefined
  }
  if (value === undefined) {
    problems.add(path, `The rule does not say which group is meant when ${trigger.label}`, {
      found: value,
      expected: '{ "fact": …, "operator": …, "value": … }',
    })
    return undefined
  }
  const fields = readFields(value, path, CROSSING, problems)
  const leaf = fields && checkParts(fields, path, context)
  if (!leaf || !fields.has('leaveAt')) return leaf
  const leaveAt = checkBand(fields.get('leaveAt'), at(path, 'leaveAt'), leaf, context)
  return leaveAt === undefined ? undefined : { ...leaf, leaveAt }
}

/** Operators with an edge, and whether staying in must be allowed further up than coming in. */
export const EDGES: Readonly<Partial<Record<Operator, 'up' | 'down'>>> = {
  lessThan: 'up',
  lessThanInclusive: 'up',
  greaterThan: 'down',
  greaterThanInclusive: 'down',
}

const checkBand = (value: unknown, path: string, leaf: Leaf, context: CheckContext): Scalar | undefined => {
  const { facts, problems, currency } = context
  const edge = EDGES[leaf.operator]
  const spec = facts.get(leaf.fact)
  if (!edge || !spec || typeof leaf.value === 'object') {
    problems.add(path, 'Only a comparison with one written value can end elsewhere than it begins', {
      found: value,
      expected: `one of ${either(Object.keys(EDGES))}, or no leaveAt`,
    })
    return undefined
  }
  const checked = checkScalar(value, path, spec.type, context)
  if (checked === undefined) return undefined
  const further = numberOf(checked, spec, currency) - numberOf(leaf.value, spec, currency)
  if (edge === 'up' ? further >= 0 : further <= 0) return checked
  problems.add(path, `Whoever comes in at ${quote(String(leaf.value))} would be out again at once`, {
    found: value,
    expected: `a value ${edge === 'up' ? 'above' : 'below'} ${leaf.value}`,
  })
  return undefined
}

const numberOf = (written: Scalar, spec: FactSpec, currency: string): number =>
  Number(parseValue(spec.type, written, currency))
