import { operators } from '../../app/rules/operators.ts'
import {
  type Condition,
  DAY_MS,
  type FactValue,
  type Group,
  MOMENT,
  OPERATORS,
  type Operand,
  type Operator,
} from '../../app/rules/types.ts'

/** What conditions mean, case by case. Run on `rules/compile.ts` and on json-rules-engine, which must agree on every line. */
export type Case = {
  readonly says: string
  /** Normalised: money in minor units, times in epoch milliseconds. */
  readonly conditions: Group
  readonly facts: Readonly<Record<string, FactValue>>
  readonly holds: boolean
}

const leafCase = (value: FactValue, operator: Operator, operand: Operand, holds: boolean): Case => ({
  says: `${show(value)} ${operator} ${show(operand)}`,
  conditions: { all: [{ fact: 'f', operator, value: operand }] },
  facts: { f: value },
  holds,
})

const otherCase = (value: FactValue, operator: Operator, other: FactValue, holds: boolean): Case => ({
  says: `${show(value)} ${operator} another fact that is ${show(other)}`,
  conditions: { all: [{ fact: 'f', operator, value: { fact: 'g' } }] },
  facts: { f: value, g: other },
  holds,
})

const show = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value))

/** Each line is asked with the value written down, and again with the same value as another fact. */
const BOTH_WAYS: readonly (readonly [FactValue, Operator, FactValue & Operand, boolean])[] = [
  [3, 'equal', 3, true],
  [3, 'equal', 4, false],
  [0, 'equal', 0, true],
  [-0, 'equal', 0, true],
  [3, 'equal', '3', false],
  ['GB', 'equal', 'GB', true],
  ['GB', 'equal', 'gb', false],
  [true, 'equal', true, true],
  [false, 'equal', true, false],
  [1, 'equal', true, false],
  [undefined, 'equal', 0, false],
  [undefined, 'equal', false, false],
  [undefined, 'equal', '', false],
  [3, 'notEqual', 3, false],
  [3, 'notEqual', 4, true],
  [3, 'notEqual', '3', true],
  ['GB', 'notEqual', 'FR', true],
  [false, 'notEqual', true, true],
  [undefined, 'notEqual', 0, true],
  [undefined, 'notEqual', true, true],
  [2, 'lessThan', 3, true],
  [3, 'lessThan', 3, false],
  [4, 'lessThan', 3, false],
  [-1, 'lessThan', 0, true],
  [undefined, 'lessThan', 3, false],
  [2, 'lessThanInclusive', 3, true],
  [3, 'lessThanInclusive', 3, true],
  [4, 'lessThanInclusive', 3, false],
  [undefined, 'lessThanInclusive', 3, false],
  [4, 'greaterThan', 3, true],
  [3, 'greaterThan', 3, false],
  [2, 'greaterThan', 3, false],
  [0.1, 'greaterThan', 0, true],
  [undefined, 'greaterThan', -1, false],
  [4, 'greaterThanInclusive', 3, true],
  [3, 'greaterThanInclusive', 3, true],
  [2, 'greaterThanInclusive', 3, false],
  [undefined, 'greaterThanInclusive', 0, false],
  [1_798_761_600_000, 'greaterThan', 1_798_761_599_999, true],
  [9_007_199_254_740_991, 'greaterThan', 9_007_199_254_740_990, true],
  // json-rules-engine compares whatever begins like a number, then as JavaScript does.
  ['10', 'greaterThan', 9, true],
  ['10', 'greaterThan', '9', false],
  ['12 days', 'greaterThan', 3, false],
  ['many', 'greaterThan', 3, false],
  ['many', 'lessThan', 'more', false],
  [true, 'greaterThan', 0, false],
  [Number.NaN, 'lessThan', 3, false],
  [Number.NaN, 'notEqual', 3, true],
  [Number.POSITIVE_INFINITY, 'greaterThan', 3, true],
  [['5'], 'lessThan', 6, true],
  [[], 'lessThan', 6, false],
  [['vip'], 'contains', 'vip', true],
  [['vip', 'new'], 'contains', 'new', true],
  [['vip'], 'contains', 'VIP', false],
  [['vip'], 'contains', 'v', false],
  [[], 'contains', 'vip', false],
  ['vip', 'contains', 'vip', false],
  [undefined, 'contains', 'vip', false],
  [['vip'], 'doesNotContain', 'vip', false],
  [['vip'], 'doesNotContain', 'new', true],
  [[], 'doesNotContain', 'vip', true],
  [undefined, 'doesNotContain', 'vip', false],
  ['GB', 'in', ['FR', 'GB'], true],
  ['GB', 'in', ['FR'], false],
  ['GB', 'in', [], false],
  [undefined, 'in', ['GB'], false],
  ['GB', 'notIn', ['FR', 'GB'], false],
  ['GB', 'notIn', ['FR'], true],
  ['GB', 'notIn', [], true],
  [undefined, 'notIn', ['GB'], true],
  ['SW1A', 'startsWith', 'SW', true],
  ['SW1A', 'startsWith', 'sw', false],
  ['SW1A', 'startsWith', 'SW1A', true],
  ['SW', 'startsWith', 'SW1A', false],
  ['SW1A', 'startsWith', '', true],
  [undefined, 'startsWith', '', false],
  ['card-gift', 'endsWith', '-gift', true],
  ['card-gift', 'endsWith', 'card', false],
  ['gift', 'endsWith', 'card-gift', false],
  ['gift', 'endsWith', '', true],
  [undefined, 'endsWith', '', false],
  [1_798_761_600_000, 'before', 1_798_761_600_001, true],
  [1_798_761_600_000, 'before', 1_798_761_600_000, false],
  [undefined, 'before', 1_798_761_600_000, false],
  [1_798_761_600_001, 'after', 1_798_761_600_000, true],
  [1_798_761_600_000, 'after', 1_798_761_600_000, false],
  [undefined, 'after', 0, false],
  [['vip', 'new'], 'includesAny', ['staff', 'new'], true],
  [['vip'], 'includesAny', ['staff', 'VIP'], false],
  [[], 'includesAny', ['vip'], false],
  [['vip'], 'includesAny', [], false],
  [undefined, 'includesAny', ['vip'], false],
  [['vip', 'new', 'staff'], 'includesAll', ['new', 'vip'], true],
  [['vip'], 'includesAll', ['vip', 'new'], false],
  [['vip'], 'includesAll', ['vip', 'vip'], true],
  [['vip'], 'includesAll', [], true],
  [undefined, 'includesAll', ['vip'], false],
  [['vip'], 'includesNone', ['staff', 'new'], true],
  [['vip'], 'includesNone', ['staff', 'vip'], false],
  [[], 'includesNone', ['vip'], true],
  [undefined, 'includesNone', ['vip'], false],
]

/** Numbers can stand in a written list, while list facts hold texts. */
const WRITTEN: readonly Case[] = [
  leafCase(3, 'in', [1, 3], true),
  leafCase(3, 'in', ['3'], false),
  leafCase(3, 'notIn', [1, 2], true),
  leafCase(Number.NaN, 'in', [Number.NaN], false),
  leafCase(Number.NaN, 'notIn', [Number.NaN], true),
]

const RANGES: readonly Case[] = [
  leafCase(3, 'between', [3, 5], true),
  leafCase(4.5, 'between', [3, 5], true),
  leafCase(5, 'between', [3, 5], true),
  leafCase(2.99, 'between', [3, 5], false),
  leafCase(5.01, 'between', [3, 5], false),
  leafCase(3, 'between', [3, 3], true),
  leafCase(-2, 'between', [-3, -1], true),
  leafCase(Number.NaN, 'between', [3, 5], false),
  leafCase(undefined, 'between', [0, 5], false),
]

const SET: readonly Case[] = [
  ...[0, '', false, 'GB', ['vip']].flatMap((value) => [
    leafCase(value, 'isSet', true, true),
    leafCase(value, 'isNotSet', true, false),
  ]),
  ...[undefined, []].flatMap((value) => [
    leafCase(value, 'isSet', true, false),
    leafCase(value, 'isNotSet', true, true),
  ]),
]

const NOW = Date.UTC(2026, 2, 31)

const agoCase = (ago: number | undefined, operator: Operator, days: number, holds: boolean): Case => ({
  says: `${ago === undefined ? 'missing' : `${ago} ms ago`} ${operator} ${days}`,
  conditions: { all: [{ fact: 'f', operator, value: days }] },
  facts: { f: ago === undefined ? undefined : NOW - ago, [MOMENT]: NOW },
  holds,
})

const AGO: readonly Case[] = [
  agoCase(0, 'withinLastDays', 1, true),
  agoCase(DAY_MS - 1, 'withinLastDays', 1, true),
  agoCase(DAY_MS, 'withinLastDays', 1, false),
  agoCase(90 * DAY_MS - 1, 'withinLastDays', 90, true),
  agoCase(90 * DAY_MS, 'withinLastDays', 90, false),
  agoCase(-1, 'withinLastDays', 90, false),
  agoCase(undefined, 'withinLastDays', 90, false),
  agoCase(DAY_MS, 'moreThanDaysAgo', 1, false),
  agoCase(DAY_MS + 1, 'moreThanDaysAgo', 1, true),
  agoCase(90 * DAY_MS, 'moreThanDaysAgo', 90, false),
  agoCase(90 * DAY_MS + 1, 'moreThanDaysAgo', 90, true),
  agoCase(-1, 'moreThanDaysAgo', 90, false),
  agoCase(undefined, 'moreThanDaysAgo', 90, false),
]

const scaledCase = (
  value: FactValue,
  operator: Operator,
  other: FactValue,
  operand: Scaling,
  holds: boolean,
): Case => ({
  says: `${show(value)} ${operator} ${JSON.stringify(operand)} of ${show(other)}`,
  conditions: { all: [{ fact: 'f', operator, value: { fact: 'g', ...operand } }] },
  facts: { f: value, g: other },
  holds,
})
type Scaling = { readonly times?: number; readonly plus?: number; readonly whole?: true }

const SCALED: readonly Case[] = [
  scaledCase(201, 'greaterThan', 100, { times: 2 }, true),
  scaledCase(200, 'greaterThan', 100, { times: 2 }, false),
  scaledCase(200, 'equal', 100, { times: 2 }, true),
  // As floating point has it, 1.1 × 100 is a little more than 110.
  scaledCase(110, 'greaterThanInclusive', 100, { times: 1.1 }, true),
  scaledCase(110, 'equal', 100, { times: 1.1 }, true),
  scaledCase(105, 'equal', 100, { plus: 5 }, true),
  scaledCase(95, 'equal', 100, { plus: -5 }, true),
  scaledCase(205, 'equal', 100, { times: 2, plus: 5 }, true),
  // Money: whole minor units, half away from zero, before the rest is added.
  scaledCase(1508, 'equal', 1005, { times: 1.5, whole: true }, true),
  scaledCase(-1508, 'equal', -1005, { times: 1.5, whole: true }, true),
  scaledCase(1507, 'equal', 1005, { times: 1.5, whole: true }, false),
  scaledCase(1509, 'equal', 1005, { times: 1.5, plus: 1, whole: true }, true),
  scaledCase(33, 'equal', 101, { times: 0.33, whole: true }, true),
  scaledCase(0.75, 'equal', 0.5, { times: 1.5 }, true),
  scaledCase(200, 'lessThanInclusive', undefined, { times: 2 }, false),
  scaledCase(200, 'equal', undefined, { plus: 200 }, false),
  scaledCase(200, 'notEqual', undefined, { times: 2 }, true),
  scaledCase(undefined, 'lessThan', 100, { times: 2 }, false),
  scaledCase(undefined, 'equal', undefined, { times: 2 }, true),
]

/** Where another fact may stand on the right, it may be missing. */
export const takesFacts = (operator: Operator): boolean =>
  !['range', 'days', 'nothing'].includes(operators[operator].wants)

const OTHER_MISSING: readonly Case[] = [
  ...OPERATORS.filter(takesFacts).map((operator) =>
    otherCase(3, operator, undefined, operator === 'notEqual' || operator === 'notIn'),
  ),
  ...OPERATORS.filter(takesFacts).map((operator) =>
    otherCase(undefined, operator, undefined, operator === 'equal' || operator === 'notIn'),
  ),
  otherCase(['vip'], 'contains', undefined, false),
  otherCase(['vip'], 'doesNotContain', undefined, true),
  otherCase([], 'doesNotContain', undefined, true),
  otherCase(['vip'], 'includesAny', undefined, false),
  otherCase(['vip'], 'includesAll', undefined, false),
  otherCase([], 'includesAll', undefined, false),
  otherCase(['vip'], 'includesNone', undefined, true),
  otherCase('vip', 'startsWith', undefined, false),
  otherCase('vip', 'endsWith', undefined, false),
]

const TRUE: Condition = { fact: 'f', operator: 'equal', value: 1 }
const FALSE: Condition = { fact: 'f', operator: 'equal', value: 2 }

const groupCase = (says: string, conditions: Group, holds: boolean): Case => ({
  says,
  conditions,
  facts: { f: 1 },
  holds,
})

const GROUPS: readonly Case[] = [
  groupCase('all of true', { all: [TRUE] }, true),
  groupCase('all of false', { all: [FALSE] }, false),
  groupCase('all of true, true', { all: [TRUE, TRUE] }, true),
  groupCase('all of true, false', { all: [TRUE, FALSE] }, false),
  groupCase('all of nothing', { all: [] }, true),
  groupCase('any of true', { any: [TRUE] }, true),
  groupCase('any of false', { any: [FALSE] }, false),
  groupCase('any of false, true', { any: [FALSE, TRUE] }, true),
  groupCase('any of false, false', { any: [FALSE, FALSE] }, false),
  groupCase('any of nothing', { any: [] }, true),
  groupCase('not true', { not: TRUE }, false),
  groupCase('not false', { not: FALSE }, true),
  groupCase('not not true', { not: { not: TRUE } }, true),
  groupCase('not all of nothing', { not: { all: [] } }, false),
  groupCase('not any of false, true', { not: { any: [FALSE, TRUE] } }, false),
  groupCase('not all of true, false', { not: { all: [TRUE, FALSE] } }, true),
  groupCase('all of (any of false, true), (not false)', { all: [{ any: [FALSE, TRUE] }, { not: FALSE }] }, true),
  groupCase('any of (all of true, false), (not true)', { any: [{ all: [TRUE, FALSE] }, { not: TRUE }] }, false),
  groupCase(
    'any of (all of true, (any of false, (not false))), false',
    { any: [{ all: [TRUE, { any: [FALSE, { not: FALSE }] }] }, FALSE] },
    true,
  ),
  groupCase('all of true, (any of nothing)', { all: [TRUE, { any: [] }] }, true),
]

export const cases: readonly Case[] = [
  ...BOTH_WAYS.map((line) => leafCase(...line)),
  ...BOTH_WAYS.map((line) => otherCase(...line)),
  ...WRITTEN,
  ...RANGES,
  ...SET,
  ...AGO,
  ...SCALED,
  ...OTHER_MISSING,
  ...GROUPS,
]
