import { MOST_TIMES } from './bounds.ts'
import type { CheckContext } from './check-context.ts'
import { checkScalar, TYPE_WORDS } from './check-scalar.ts'
import { type Fields, readFields } from './check-shape.ts'
import { findFact } from './check-words.ts'
import { shelfOf } from './fact-names.ts'
import { operators, type Wants } from './operators.ts'
import { at, quote } from './problem-list.ts'
import type { FactOperand, FactSpec, FactType, Operator } from './types.ts'

const FACT_OPERAND = {
  what: 'a comparison with another fact',
  keys: ['fact', 'times', 'plus'],
  refused: {
    path: 'is not part of the rule language: name the fact alone',
    params: 'is not part of the rule language: facts take no parameters',
  },
}

/** Another fact of the same kind; of numbers and money perhaps so many times it, and so much more. */
export const checkFactOperand = (
  value: object,
  path: string,
  { spec, operator }: { readonly spec: FactSpec; readonly operator: Operator },
  context: CheckContext,
): FactOperand | undefined => {
  const { problems } = context
  const fields = readFields(value, path, FACT_OPERAND, problems)
  const other = fields && findFact(fields.get('fact'), at(path, 'fact'), context)
  if (!other) return undefined
  const type = typeOfOther(spec.type, operators[operator].wants)
  if (other.type !== type) {
    const kinds = `${quote(spec.label)} is ${TYPE_WORDS[spec.type]}, and ${quote(other.label)} is ${TYPE_WORDS[other.type]}`
    problems.add(at(path, 'fact'), `${kinds}: the two cannot be compared here`, {
      found: other.name,
      expected: `a fact that is ${TYPE_WORDS[type]}`,
    })
    return undefined
  }
  if (context.trigger?.checkout && [spec, other].filter(({ name }) => shelfOf(name) === 'cart').length === 1) {
    const [ofCart, known] = shelfOf(spec.name) === 'cart' ? [spec, other] : [other, spec]
    const message = `Of ${quote(known.label)} the checkout learns no number, only what follows for a condition: it cannot be held against ${quote(ofCart.label)}`
    problems.add(at(path, 'fact'), message, {
      found: other.name,
      expected: `a value of its own, or two facts of the same kind`,
    })
    return undefined
  }
  const unnamed = [spec, other].find(({ namedOnly }) => namedOnly)
  if (unnamed) {
    problems.add(at(path, 'fact'), `Of ${quote(unnamed.label)} only those are known that a rule names`, {
      found: other.name,
      expected: 'the names to look for',
    })
    return undefined
  }
  if (other.name === spec.name) {
    problems.add(at(path, 'fact'), `${quote(spec.label)} is compared with itself, which always gives the same answer`, {
      found: other.name,
      expected: 'another fact',
    })
    return undefined
  }
  const isCountable = spec.type === 'number' || spec.type === 'money'
  if (isCountable) return checkSum(other.name, type, fields, path, context)
  for (const key of ['times', 'plus']) {
    if (!fields.has(key)) continue
    problems.add(at(path, key), `${quote(key)} works on numbers and money, and ${quote(other.label)} is neither`, {
      found: fields.get(key),
      expected: 'the fact alone',
    })
  }
  return { fact: other.name }
}

const checkSum = (
  fact: string,
  type: FactType,
  fields: Fields,
  path: string,
  context: CheckContext,
): FactOperand | undefined => {
  const times = fields.has('times') ? checkTimes(fields.get('times'), at(path, 'times'), context) : undefined
  const plus = fields.has('plus') ? checkPlus(fields.get('plus'), at(path, 'plus'), type, context) : undefined
  return { fact, ...(times !== undefined && { times }), ...(plus !== undefined && { plus }) }
}

const checkTimes = (value: unknown, path: string, { problems }: CheckContext): number | undefined => {
  const isGood = typeof value === 'number' && value > 0 && value <= MOST_TIMES && Number(value.toFixed(2)) === value
  if (isGood && value !== 1) return value
  const message = isGood
    ? '1 times a fact is the fact itself: leave "times" out'
    : `How many times the fact it is: a number above 0, at most ${MOST_TIMES}, with at most two decimals`
  problems.add(path, message, { found: value, expected: 'a number such as 2 or 1.5' })
  return undefined
}

const checkPlus = (
  value: unknown,
  path: string,
  type: FactType,
  context: CheckContext,
): number | string | undefined => {
  const checked = checkScalar(value, path, type, context)
  if (checked === undefined || typeof checked === 'boolean') return undefined
  if (Number(checked) !== 0) return checked
  context.problems.add(path, 'Nothing is added: leave "plus" out', {
    found: value,
    expected: 'an amount that is not 0',
  })
  return undefined
}

const typeOfOther = (type: FactType, wants: Wants): FactType => {
  if (wants === 'value') return type
  return wants === 'item' ? 'text' : 'list'
}
