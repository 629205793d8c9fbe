import { isOfPerson, typeOfAttribute } from './segment-attributes.ts'
import { dayOf } from './segment-dates.ts'
import { clausesOf, type SegmentClause, type SegmentOperand, type SegmentQuery } from './segment-query.ts'
import { allHold, anyHolds, negate, type Truth } from './three-valued.ts'

/**
 * What an attribute is for one customer: a number, a text, a list, a date as days since 1970-01-01; null where there is none;
 * of a date perhaps only that it was not later; of a question its answer; undefined where nobody knows.
 */
export type SegmentValue =
  | number
  | string
  | boolean
  | readonly string[]
  | { readonly atMost: number }
  | null
  | undefined

/** One customer on one day. */
export type SegmentSubject = {
  /** Days since 1970-01-01 by the shop's clocks: dates of segments are whole days in the shop's time zone. */
  readonly today: number
  readonly read: (attribute: string) => SegmentValue
}

/**
 * Whether a customer is in a segment, as far as it is known. Where there is no value, comparisons are false and their
 * negations true, as Shopify's WHERE has it.
 */
export const matchesSegment = (query: SegmentQuery, subject: SegmentSubject): Truth => {
  switch (query.kind) {
    case 'all':
      return allHold(truthsOf(query.parts, subject))
    case 'any':
      return anyHolds(truthsOf(query.parts, subject))
    case 'not':
      return negate(matchesSegment(query.part, subject))
    case 'clause':
      return clauseHolds(query, subject)
    default:
      return query satisfies never
  }
}

function* truthsOf(parts: readonly SegmentQuery[], subject: SegmentSubject): Generator<Truth> {
  for (const part of parts) yield matchesSegment(part, subject)
}

/** Values of attributes of the person, by name. */
export type Assignment = ReadonlyMap<string, SegmentValue>

/** Beyond this a query is not reasoned about. */
const MOST_ASSIGNMENTS = 256

/**
 * Every way in which attributes of the person that nobody knows may come out, as far as the query can tell: each value that
 * it names, another one, and none. Undefined where there are too many.
 */
export const assignmentsOf = (
  query: SegmentQuery,
  isKnown: (attribute: string) => boolean,
): readonly Assignment[] | undefined => {
  const named = Map.groupBy(clausesOf(query), ({ attribute }) => attribute)
  let assignments: Assignment[] = [new Map()]
  for (const [attribute, clauses] of named) {
    if (!isOfPerson(attribute) || isKnown(attribute)) continue
    const type = typeOfAttribute(attribute)
    // Two questions of one name may have two answers.
    if (type === undefined && clauses.length > 1) return undefined
    const texts = [...new Set(clauses.flatMap(({ operands }) => operands.map(String)))]
    const values =
      type === undefined ? [true, false] : [...texts, OTHER].map((text) => (type === 'list' ? [text] : text))
    assignments = assignments.flatMap((given) =>
      [...values, ...(type === undefined ? [] : [null])].map(
        (value) => new Map<string, SegmentValue>([...given, [attribute, value]]),
      ),
    )
    if (assignments.length > MOST_ASSIGNMENTS) return undefined
  }
  return assignments
}

/** A text that is in no shop's data, and has none in it. */
const OTHER = '\u0000'

const clauseHolds = ({ attribute, operator, operands }: SegmentClause, subject: SegmentSubject): Truth => {
  const value = subject.read(attribute)
  if (operator === 'isNull') return value === undefined ? undefined : isNothing(value)
  if (value === undefined) return undefined
  if (value === null) return false
  if (typeof value === 'boolean') return isAskedFor(operator, operands) === value
  const test = (sign: SegmentClause['operator'], operand: SegmentOperand | undefined): Truth =>
    operand === undefined ? false : compare(value, sign, operand, subject.today)
  switch (operator) {
    case 'between':
      return allHold([test('>=', operands[0]), test('<=', operands[1])])
    case 'in':
      return anyHolds(operands.map((operand) => test('=', operand)))
    case 'matches':
      return undefined
    default:
      return test(operator, operands[0])
  }
}

/** `= false` asks for a "no"; every other way of asking a question for a "yes". */
const isAskedFor = (operator: SegmentClause['operator'], [operand]: readonly SegmentOperand[]): boolean =>
  !(operator === '=' && operand !== undefined && folded(operand) === 'false')

const isNothing = (value: SegmentValue): boolean => value === null || (Array.isArray(value) && value.length === 0)

const compare = (
  value: Exclude<SegmentValue, boolean | null | undefined>,
  operator: SegmentClause['operator'],
  operand: SegmentOperand,
  today: number,
): Truth => {
  if (typeof value === 'string')
    return operator === 'contains' ? folded(value).includes(folded(operand)) : folded(value) === folded(operand)
  if (Array.isArray(value)) return value.some((item) => folded(item) === folded(operand))
  const number = typeof operand === 'object' ? dayOf(operand, today) : Number(operand)
  const ordered = value as number | { readonly atMost: number }
  switch (operator) {
    case '<':
      return isBelow(ordered, number, false)
    case '<=':
      return isBelow(ordered, number, true)
    case '>':
      return negate(isBelow(ordered, number, true))
    case '>=':
      return negate(isBelow(ordered, number, false))
    default:
      return allHold([isBelow(ordered, number, true), negate(isBelow(ordered, number, false))])
  }
}

const isBelow = (value: number | { readonly atMost: number }, bound: number, orEqual: boolean): Truth => {
  if (typeof value === 'number') return orEqual ? value <= bound : value < bound
  return (orEqual ? value.atMost <= bound : value.atMost < bound) ? true : undefined
}

/** Tags, countries and states are the same in any case. */
const folded = (text: SegmentOperand): string => String(text).toLowerCase()
