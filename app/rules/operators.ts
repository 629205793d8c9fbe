import { DAY_MS, type FactType, type FactValue, type Operator, type Scalar } from './types.ts'

/**
 * What the operators mean: json-rules-engine 7.3.1's defaults exactly, and ours, which engine/reference.ts registers with
 * it; test/rules/cases.ts holds the two to each other. One line of the table is the whole operator: evaluation,
 * checking, sentences and the published schema read it from here.
 */
export type OperatorSpec = {
  /** Fact types that it can be asked of. */
  readonly takes: readonly FactType[]
  readonly wants: Wants
  /** After a fact's label; the operand follows, or stands for "…". No two operators share words for one type. */
  readonly words: string
  readonly wordsForTimes?: string
  readonly wordsForLists?: string
  /** For the editor, with what comes of a missing fact. */
  readonly meaning: string
  readonly holds: Holds
}

/**
 * What stands on the right: one value of the fact's type, a list of such values, two of them, one item of the fact's
 * list, several such items, a whole number of days, or `true`, since there is nothing to compare with.
 */
export type Wants = 'value' | 'values' | 'range' | 'item' | 'items' | 'days' | 'nothing'

/** `at` is the moment of the entry; operators that want days count back from it. */
export type Holds = (value: FactValue, operand: OperandValue, at: number) => boolean

/** An operand when it is compared: written values are there, another fact's value may be missing. */
export type OperandValue = FactValue | readonly Scalar[]

const ORDERED: readonly FactType[] = ['number', 'money', 'time']
const SINGLE: readonly FactType[] = [...ORDERED, 'text']
const TEXT: readonly FactType[] = ['text']
const TIME: readonly FactType[] = ['time']
const LIST: readonly FactType[] = ['list']

export const operators: Readonly<Record<Operator, OperatorSpec>> = {
  equal: {
    takes: [...SINGLE, 'boolean'],
    wants: 'value',
    words: 'is',
    meaning: 'The same value; texts to the letter, capitals included. A missing fact is equal to nothing.',
    holds: (value, operand) => value === operand,
  },
  notEqual: {
    takes: [...SINGLE, 'boolean'],
    wants: 'value',
    words: 'is not',
    meaning: 'Another value. Also holds where the fact is missing.',
    holds: (value, operand) => value !== operand,
  },
  in: {
    takes: SINGLE,
    wants: 'values',
    words: 'is one of',
    meaning: 'One of the values listed. A missing fact is none of them.',
    holds: (value, operand) => includes(operand, value),
  },
  notIn: {
    takes: SINGLE,
    wants: 'values',
    words: 'is none of',
    meaning: 'None of the values listed. Also holds where the fact is missing.',
    holds: (value, operand) => !includes(operand, value),
  },
  contains: {
    takes: LIST,
    wants: 'item',
    words: 'include',
    meaning: 'The list has this item.',
    holds: (value, operand) => Array.isArray(value) && includes(value, operand),
  },
  doesNotContain: {
    takes: LIST,
    wants: 'item',
    words: 'do not include',
    meaning: 'The list does not have this item. Also holds for an empty list, but not where nobody knows the customer.',
    // A missing list includes nothing and, as in json-rules-engine, does not "not include" either.
    holds: (value, operand) => Array.isArray(value) && !includes(value, operand),
  },
  lessThan: {
    takes: ORDERED,
    wants: 'value',
    words: 'is less than',
    wordsForTimes: 'is earlier than',
    meaning: 'Smaller or earlier, not the same. A missing fact is not less than anything.',
    holds: (value, operand) => isNumeric(value) && (value as number) < (operand as number),
  },
  lessThanInclusive: {
    takes: ORDERED,
    wants: 'value',
    words: 'is at most',
    wordsForTimes: 'is no later than',
    meaning: 'Smaller, earlier or the same. Does not hold where the fact is missing.',
    holds: (value, operand) => isNumeric(value) && (value as number) <= (operand as number),
  },
  greaterThan: {
    takes: ORDERED,
    wants: 'value',
    words: 'is more than',
    wordsForTimes: 'is later than',
    meaning: 'Larger or later, not the same. A missing fact is not more than anything.',
    holds: (value, operand) => isNumeric(value) && (value as number) > (operand as number),
  },
  greaterThanInclusive: {
    takes: ORDERED,
    wants: 'value',
    words: 'is at least',
    wordsForTimes: 'is no earlier than',
    meaning: 'Larger, later or the same. Does not hold where the fact is missing.',
    holds: (value, operand) => isNumeric(value) && (value as number) >= (operand as number),
  },
  between: {
    takes: ORDERED,
    wants: 'range',
    words: 'is between',
    meaning: 'From the first value to the second, both included. Does not hold where the fact is missing.',
    holds: (value, operand) => {
      const [least, most] = operand as readonly number[]
      return typeof value === 'number' && value >= (least as number) && value <= (most as number)
    },
  },
  startsWith: {
    takes: TEXT,
    wants: 'value',
    words: 'starts with',
    meaning: 'The text begins with these letters, capitals as written. Does not hold where the fact is missing.',
    holds: (value, operand) => typeof value === 'string' && typeof operand === 'string' && value.startsWith(operand),
  },
  endsWith: {
    takes: TEXT,
    wants: 'value',
    words: 'ends with',
    meaning: 'The text ends with these letters, capitals as written. Does not hold where the fact is missing.',
    holds: (value, operand) => typeof value === 'string' && typeof operand === 'string' && value.endsWith(operand),
  },
  before: {
    takes: TIME,
    wants: 'value',
    words: 'is before',
    meaning:
      'Earlier, to the millisecond; a day alone begins at midnight UTC. Does not hold where the fact is missing.',
    holds: (value, operand) => typeof value === 'number' && typeof operand === 'number' && value < operand,
  },
  after: {
    takes: TIME,
    wants: 'value',
    words: 'is after',
    meaning: 'Later, to the millisecond; a day alone begins at midnight UTC. Does not hold where the fact is missing.',
    holds: (value, operand) => typeof value === 'number' && typeof operand === 'number' && value > operand,
  },
  withinLastDays: {
    takes: TIME,
    wants: 'days',
    words: 'was within the last …',
    meaning:
      'Up to so many times 24 hours before the moment of the entry; exactly so long ago is not within, and neither is a later time. Does not hold where the fact is missing.',
    holds: (value, operand, at) =>
      typeof value === 'number' && value <= at && value > at - (operand as number) * DAY_MS,
  },
  moreThanDaysAgo: {
    takes: TIME,
    wants: 'days',
    words: 'was more than … ago',
    meaning:
      'Longer ago than so many times 24 hours before the moment of the entry; exactly so long ago is not more. Does not hold where the fact is missing: ask "is not known" as well.',
    holds: (value, operand, at) => typeof value === 'number' && value < at - (operand as number) * DAY_MS,
  },
  includesAny: {
    takes: LIST,
    wants: 'items',
    words: 'include any of',
    meaning: 'The list has at least one of these items.',
    holds: (value, operand) => Array.isArray(value) && itemsOf(operand).some((item) => includes(value, item)),
  },
  includesAll: {
    takes: LIST,
    wants: 'items',
    words: 'include all of',
    meaning: 'The list has every one of these items; where they come from a list that is missing, this does not hold.',
    holds: (value, operand) =>
      Array.isArray(value) && Array.isArray(operand) && itemsOf(operand).every((item) => includes(value, item)),
  },
  includesNone: {
    takes: LIST,
    wants: 'items',
    words: 'include none of',
    meaning:
      'The list has not one of these items. Also holds for an empty list, but not where nobody knows the customer.',
    holds: (value, operand) => Array.isArray(value) && !itemsOf(operand).some((item) => includes(value, item)),
  },
  isSet: {
    takes: [...SINGLE, 'boolean', 'list'],
    wants: 'nothing',
    words: 'is known',
    wordsForLists: 'are not empty',
    meaning: 'The fact has a value, 0 and "no" included; a list has at least one item. Its value is written true.',
    holds: (value) => isSet(value),
  },
  isNotSet: {
    takes: [...SINGLE, 'boolean', 'list'],
    wants: 'nothing',
    words: 'is not known',
    wordsForLists: 'are empty',
    meaning: 'The fact is missing; a list is empty. Its value is written true.',
    holds: (value) => !isSet(value),
  },
}

export const isOperator = (name: string): name is Operator => Object.hasOwn(operators, name)

/** A missing list holds nothing; json-rules-engine throws there, and reference.ts gives it an empty list. */
const includes = (list: OperandValue, item: OperandValue): boolean =>
  Array.isArray(list) && (list as readonly unknown[]).indexOf(item) > -1

const itemsOf = (operand: OperandValue): readonly Scalar[] =>
  Array.isArray(operand) ? (operand as readonly Scalar[]) : []

const isSet = (value: FactValue): boolean => (Array.isArray(value) ? value.length > 0 : value !== undefined)

/** json-rules-engine's test before it compares: whatever parseFloat finds a number at the start of, "12 days" included. */
const isNumeric = (value: FactValue): boolean =>
  typeof value === 'number' ? !Number.isNaN(value) : !Number.isNaN(Number.parseFloat(String(value)))
