import { type Holds, holds } from './holds.ts'
import type { FactType, Operator } from './types.ts'

/**
 * What the operators mean: json-rules-engine 7.3.1's defaults exactly, and ours, which engine/reference.ts registers with
 * it; test/rules/cases.ts holds the two to each other. One line of the table is the whole operator: evaluation,
 * checking, sentences and the published schema read it from here. How it decides stands in holds.ts.
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
    holds: holds.equal,
  },
  notEqual: {
    takes: [...SINGLE, 'boolean'],
    wants: 'value',
    words: 'is not',
    meaning: 'Another value. Also holds where the fact is missing.',
    holds: holds.notEqual,
  },
  in: {
    takes: SINGLE,
    wants: 'values',
    words: 'is one of',
    meaning: 'One of the values listed. A missing fact is none of them.',
    holds: holds.in,
  },
  notIn: {
    takes: SINGLE,
    wants: 'values',
    words: 'is none of',
    meaning: 'None of the values listed. Also holds where the fact is missing.',
    holds: holds.notIn,
  },
  contains: {
    takes: LIST,
    wants: 'item',
    words: 'include',
    meaning: 'The list has this item.',
    holds: holds.contains,
  },
  doesNotContain: {
    takes: LIST,
    wants: 'item',
    words: 'do not include',
    meaning: 'The list does not have this item. Also holds for an empty list, but not where nobody knows the customer.',
    holds: holds.doesNotContain,
  },
  lessThan: {
    takes: ORDERED,
    wants: 'value',
    words: 'is less than',
    wordsForTimes: 'is earlier than',
    meaning: 'Smaller or earlier, not the same. A missing fact is not less than anything.',
    holds: holds.lessThan,
  },
  lessThanInclusive: {
    takes: ORDERED,
    wants: 'value',
    words: 'is at most',
    wordsForTimes: 'is no later than',
    meaning: 'Smaller, earlier or the same. Does not hold where the fact is missing.',
    holds: holds.lessThanInclusive,
  },
  greaterThan: {
    takes: ORDERED,
    wants: 'value',
    words: 'is more than',
    wordsForTimes: 'is later than',
    meaning: 'Larger or later, not the same. A missing fact is not more than anything.',
    holds: holds.greaterThan,
  },
  greaterThanInclusive: {
    takes: ORDERED,
    wants: 'value',
    words: 'is at least',
    wordsForTimes: 'is no earlier than',
    meaning: 'Larger, later or the same. Does not hold where the fact is missing.',
    holds: holds.greaterThanInclusive,
  },
  between: {
    takes: ORDERED,
    wants: 'range',
    words: 'is between',
    meaning: 'From the first value to the second, both included. Does not hold where the fact is missing.',
    holds: holds.between,
  },
  startsWith: {
    takes: TEXT,
    wants: 'value',
    words: 'starts with',
    meaning: 'The text begins with these letters, capitals as written. Does not hold where the fact is missing.',
    holds: holds.startsWith,
  },
  endsWith: {
    takes: TEXT,
    wants: 'value',
    words: 'ends with',
    meaning: 'The text ends with these letters, capitals as written. Does not hold where the fact is missing.',
    holds: holds.endsWith,
  },
  before: {
    takes: TIME,
    wants: 'value',
    words: 'is before',
    meaning:
      'Earlier, to the millisecond; a day alone begins at midnight UTC. Does not hold where the fact is missing.',
    holds: holds.before,
  },
  after: {
    takes: TIME,
    wants: 'value',
    words: 'is after',
    meaning: 'Later, to the millisecond; a day alone begins at midnight UTC. Does not hold where the fact is missing.',
    holds: holds.after,
  },
  withinLastDays: {
    takes: TIME,
    wants: 'days',
    words: 'was within the last …',
    meaning:
      'Up to so many times 24 hours before the moment of the entry; exactly so long ago is not within, and neither is a later time. Does not hold where the fact is missing.',
    holds: holds.withinLastDays,
  },
  moreThanDaysAgo: {
    takes: TIME,
    wants: 'days',
    words: 'was more than … ago',
    meaning:
      'Longer ago than so many times 24 hours before the moment of the entry; exactly so long ago is not more. Does not hold where the fact is missing: ask "is not known" as well.',
    holds: holds.moreThanDaysAgo,
  },
  includesAny: {
    takes: LIST,
    wants: 'items',
    words: 'include any of',
    meaning: 'The list has at least one of these items.',
    holds: holds.includesAny,
  },
  includesAll: {
    takes: LIST,
    wants: 'items',
    words: 'include all of',
    meaning: 'The list has every one of these items; where they come from a list that is missing, this does not hold.',
    holds: holds.includesAll,
  },
  includesNone: {
    takes: LIST,
    wants: 'items',
    words: 'include none of',
    meaning:
      'The list has not one of these items. Also holds for an empty list, but not where nobody knows the customer.',
    holds: holds.includesNone,
  },
  isSet: {
    takes: [...SINGLE, 'boolean', 'list'],
    wants: 'nothing',
    words: 'is known',
    wordsForLists: 'are not empty',
    meaning: 'The fact has a value, 0 and "no" included; a list has at least one item. Its value is written true.',
    holds: holds.isSet,
  },
  isNotSet: {
    takes: [...SINGLE, 'boolean', 'list'],
    wants: 'nothing',
    words: 'is not known',
    wordsForLists: 'are empty',
    meaning: 'The fact is missing; a list is empty. Its value is written true.',
    holds: holds.isNotSet,
  },
}

export const isOperator = (name: string): name is Operator => Object.hasOwn(operators, name)
