import { MOST_DAYS, MOST_VALUES } from './bounds.ts'
import type { CheckContext } from './check-context.ts'
import { checkFactOperand } from './check-fact-operand.ts'
import { checkScalar } from './check-scalar.ts'
import { isObject, readList, readWhole } from './check-shape.ts'
import { parseValue } from './fact-values.ts'
import { operandType } from './normalise.ts'
import { operators } from './operators.ts'
import { at, quote } from './problem-list.ts'
import type { FactSpec, FactType, Operand, Operator, Scalar } from './types.ts'

/** What a condition compares with: a value of the fact's type, a list of them, another fact, or nothing at all. */
export const checkOperand = (
  value: unknown,
  path: string,
  asked: Asked,
  context: CheckContext,
): Operand | undefined => {
  const { wants } = operators[asked.operator]
  const type = operandType(asked.spec, asked)
  switch (wants) {
    case 'value':
    case 'item':
      return isObject(value) ? checkFactOperand(value, path, asked, context) : checkScalar(value, path, type, context)
    case 'values':
    case 'items':
      return isObject(value) ? checkFactOperand(value, path, asked, context) : checkValues(value, path, type, context)
    case 'range':
      return checkRange(value, path, type, context)
    case 'days':
      return readWhole(value, path, DAYS, context.problems)
    case 'nothing':
      if (value === true) return true
      context.problems.add(path, `${quote(asked.operator)} compares with nothing: its value is always true`, {
        found: value,
        expected: 'true',
      })
      return undefined
  }
}

export type Asked = { readonly spec: FactSpec; readonly operator: Operator }

const DAYS = { what: 'the number of days', least: 1, most: MOST_DAYS }

const checkValues = (
  value: unknown,
  path: string,
  type: FactType,
  context: CheckContext,
): readonly Scalar[] | undefined => {
  const items = readList(value, path, { what: 'values', most: MOST_VALUES }, context.problems)
  const checked = items?.map((item, index) => checkScalar(item, at(path, index), type, context))
  return checked?.every((item) => item !== undefined) ? checked : undefined
}

const checkRange = (
  value: unknown,
  path: string,
  type: FactType,
  context: CheckContext,
): readonly Scalar[] | undefined => {
  const { problems, currency } = context
  if (!Array.isArray(value) || value.length !== 2) {
    problems.add(path, 'This is written as a list of two values, the smaller one first', {
      found: value,
      expected: 'a list of 2',
    })
    return undefined
  }
  const checked = checkValues(value, path, type, context)
  const [least, most] = (checked ?? []).map((item) => Number(parseValue(type, item, currency)))
  if (least === undefined || most === undefined || least <= most) return checked
  problems.add(path, 'The first value is above the second, so that nothing is between them', {
    found: value,
    expected: 'the smaller value first',
  })
  return undefined
}
