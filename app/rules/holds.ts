import { DAY_MS, type FactValue, type Operator, type Scalar } from './types.ts'

/** `at` is the moment of the entry; operators that want days count back from it. */
export type Holds = (value: FactValue, operand: OperandValue, at: number) => boolean

/** An operand when it is compared: written values are there, another fact's value may be missing. */
export type OperandValue = FactValue | readonly Scalar[]

/** How each operator decides. Apart from its words, which the checkout has no room for. */
export const holds: Readonly<Record<Operator, Holds>> = {
  equal: (value, operand) => value === operand,
  notEqual: (value, operand) => value !== operand,
  in: (value, operand) => includes(operand, value),
  notIn: (value, operand) => !includes(operand, value),
  contains: (value, operand) => Array.isArray(value) && includes(value, operand),
  // A missing list includes nothing and, as in json-rules-engine, does not "not include" either.
  doesNotContain: (value, operand) => Array.isArray(value) && !includes(value, operand),
  lessThan: (value, operand) => isNumeric(value) && (value as number) < (operand as number),
  lessThanInclusive: (value, operand) => isNumeric(value) && (value as number) <= (operand as number),
  greaterThan: (value, operand) => isNumeric(value) && (value as number) > (operand as number),
  greaterThanInclusive: (value, operand) => isNumeric(value) && (value as number) >= (operand as number),
  between: (value, operand) => {
    const [least, most] = operand as readonly number[]
    return typeof value === 'number' && value >= (least as number) && value <= (most as number)
  },
  startsWith: (value, operand) => typeof value === 'string' && typeof operand === 'string' && value.startsWith(operand),
  endsWith: (value, operand) => typeof value === 'string' && typeof operand === 'string' && value.endsWith(operand),
  before: (value, operand) => typeof value === 'number' && typeof operand === 'number' && value < operand,
  after: (value, operand) => typeof value === 'number' && typeof operand === 'number' && value > operand,
  withinLastDays: (value, operand, at) =>
    typeof value === 'number' && value <= at && value > at - (operand as number) * DAY_MS,
  moreThanDaysAgo: (value, operand, at) => typeof value === 'number' && value < at - (operand as number) * DAY_MS,
  includesAny: (value, operand) => Array.isArray(value) && itemsOf(operand).some((item) => includes(value, item)),
  includesAll: (value, operand) =>
    Array.isArray(value) && Array.isArray(operand) && itemsOf(operand).every((item) => includes(value, item)),
  includesNone: (value, operand) => Array.isArray(value) && !itemsOf(operand).some((item) => includes(value, item)),
  isSet: (value) => isSet(value),
  isNotSet: (value) => !isSet(value),
}

/** A missing list holds nothing; json-rules-engine throws there, and reference.ts gives it an empty list. */
const includes = (list: OperandValue, item: OperandValue): boolean =>
  Array.isArray(list) && (list as readonly unknown[]).indexOf(item) > -1

const itemsOf = (operand: OperandValue): readonly Scalar[] =>
  Array.isArray(operand) ? (operand as readonly Scalar[]) : []

const isSet = (value: FactValue): boolean => (Array.isArray(value) ? value.length > 0 : value !== undefined)

/** json-rules-engine's test before it compares: whatever parseFloat finds a number at the start of, "12 days" included. */
const isNumeric = (value: FactValue): boolean =>
  typeof value === 'number' ? !Number.isNaN(value) : !Number.isNaN(Number.parseFloat(String(value)))
