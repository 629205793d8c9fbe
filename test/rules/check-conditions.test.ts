import { expect, test } from 'vitest'
import type { Problem } from '../../app/rules/types.ts'
import { ORDERS, problemsOf } from './problems-of.ts'
import { ruleWith } from './vocabulary.ts'

/** A rule whose one condition is as given; its problems' paths begin at that condition. */
const problemsOfCondition = (condition: unknown): readonly Problem[] =>
  problemsOf({ ...ruleWith(), conditions: { all: [condition] } }).map((problem) => ({
    ...problem,
    path: problem.path.replace('/conditions/all/0', ''),
  }))

const OF_NUMBERS =
  'equal, notEqual, in, notIn, lessThan, lessThanInclusive, greaterThan, greaterThanInclusive, between, isSet or isNotSet'

test.each<[string, unknown, Problem]>([
  [
    'an unknown fact',
    { ...ORDERS, fact: 'ordersCount' },
    {
      path: '/fact',
      message: 'There is no fact called "ordersCount". Did you mean "customer.ordersCount"?',
      found: '"ordersCount"',
      expected: 'one of the 17 names in the list of words',
    },
  ],
  [
    'a fact on the wrong shelf',
    { ...ORDERS, fact: 'order.ordersCount' },
    {
      path: '/fact',
      message: 'There is no fact called "order.ordersCount". Did you mean "customer.ordersCount"?',
      found: '"order.ordersCount"',
      expected: 'one of the 17 names in the list of words',
    },
  ],
  [
    'a fact that objects inherit',
    { ...ORDERS, fact: '__proto__' },
    {
      path: '/fact',
      message: 'There is no fact called "__proto__"',
      found: '"__proto__"',
      expected: 'one of the 17 names in the list of words',
    },
  ],
  [
    'an unknown operator',
    { ...ORDERS, operator: 'greaterthan' },
    {
      path: '/operator',
      message: 'There is no operator called "greaterthan". Did you mean "greaterThan"?',
      found: '"greaterthan"',
      expected: OF_NUMBERS,
    },
  ],
  [
    'an operator that objects inherit',
    { ...ORDERS, operator: 'constructor' },
    {
      path: '/operator',
      message: 'There is no operator called "constructor"',
      found: '"constructor"',
      expected: OF_NUMBERS,
    },
  ],
  [
    'a decorated operator',
    { ...ORDERS, operator: 'not:equal' },
    {
      path: '/operator',
      message: '"not:equal": operators with a decorator before a colon are not part of the rule language',
      found: '"not:equal"',
      expected: OF_NUMBERS,
    },
  ],
  [
    'an operator of another type',
    { fact: 'customer.tags', operator: 'greaterThan', value: 3 },
    {
      path: '/operator',
      message: '"Tags" is a list, and "greaterThan" does not work on that',
      found: '"greaterThan"',
      expected: 'contains, doesNotContain, includesAny, includesAll, includesNone, isSet or isNotSet',
    },
  ],
  [
    'order among yes and no',
    { fact: 'order.isFirst', operator: 'lessThan', value: true },
    {
      path: '/operator',
      message: '"First order of the customer" is yes or no, and "lessThan" does not work on that',
      found: '"lessThan"',
      expected: 'equal, notEqual, isSet or isNotSet',
    },
  ],
  [
    'no value',
    { fact: ORDERS.fact, operator: ORDERS.operator },
    { path: '/value', message: 'The value to compare with is missing', found: 'nothing', expected: 'a value' },
  ],
  [
    'a number in quotes',
    { ...ORDERS, value: '3' },
    { path: '/value', message: 'This must be a number, without quotes', found: '"3"', expected: 'a number such as 3' },
  ],
  [
    'no number at all',
    { ...ORDERS, value: Number.NaN },
    { path: '/value', message: 'This must be a number, without quotes', found: 'NaN', expected: 'a number such as 3' },
  ],
  [
    'null',
    { ...ORDERS, value: null },
    { path: '/value', message: 'This must be a number, without quotes', found: 'null', expected: 'a number such as 3' },
  ],
  [
    'a list where one value is wanted',
    { ...ORDERS, value: [3] },
    {
      path: '/value',
      message: 'This must be a number, without quotes',
      found: 'a list of 1',
      expected: 'a number such as 3',
    },
  ],
  [
    'one value where a list is wanted',
    { ...ORDERS, operator: 'in', value: 3 },
    {
      path: '/value',
      message: 'Values are written as a list, in square brackets',
      found: '3',
      expected: 'a list of 1 to 1000',
    },
  ],
  [
    'an empty list',
    { ...ORDERS, operator: 'notIn', value: [] },
    { path: '/value', message: 'The list of values is empty', found: 'an empty list', expected: 'a list of 1 to 1000' },
  ],
  [
    'one wrong value among good ones',
    { ...ORDERS, operator: 'in', value: [1, 2, true] },
    {
      path: '/value/2',
      message: 'This must be a number, without quotes',
      found: 'true',
      expected: 'a number such as 3',
    },
  ],
  [
    'money with a sign',
    { fact: 'order.total', operator: 'greaterThan', value: '£20' },
    {
      path: '/value',
      message: 'This must be an amount of money: digits and a decimal point, no currency sign',
      found: '"£20"',
      expected: 'an amount in GBP such as "20.00"',
    },
  ],
  [
    'tenths of a penny',
    { fact: 'order.total', operator: 'greaterThan', value: '20.005' },
    {
      path: '/value',
      message: 'Amounts in GBP have at most 2 decimals',
      found: '"20.005"',
      expected: 'an amount in GBP such as "20.00"',
    },
  ],
  [
    'a time without offset',
    { fact: 'customer.lastOrderAt', operator: 'lessThan', value: '2026-12-01T09:00:00' },
    {
      path: '/value',
      message: 'This must be a date, or a time that says its offset from UTC ("Z" is UTC itself)',
      found: '"2026-12-01T09:00:00"',
      expected: 'a time such as "2026-12-01T09:00:00Z"',
    },
  ],
  [
    'yes in quotes',
    { fact: 'order.isFirst', operator: 'equal', value: 'true' },
    {
      path: '/value',
      message: 'This must be true or false, without quotes',
      found: '"true"',
      expected: 'true or false',
    },
  ],
  [
    'a number for a text',
    { fact: 'customer.country', operator: 'equal', value: 44 },
    {
      path: '/value',
      message: 'This must be a text in quotes, at most 500 letters long',
      found: '44',
      expected: 'a text such as "vip"',
    },
  ],
  [
    'a text without end',
    { fact: 'customer.country', operator: 'equal', value: 'x'.repeat(501) },
    {
      path: '/value',
      message: 'This must be a text in quotes, at most 500 letters long',
      found: `"${'x'.repeat(60)}…"`,
      expected: 'a text such as "vip"',
    },
  ],
  [
    'facts of different types',
    { ...ORDERS, value: { fact: 'order.total' } },
    {
      path: '/value/fact',
      message: '"Orders" is a number, and "Order total" is an amount of money: the two cannot be compared here',
      found: '"order.total"',
      expected: 'a fact that is a number',
    },
  ],
  [
    'a fact compared with itself',
    { ...ORDERS, value: { fact: 'customer.ordersCount' } },
    {
      path: '/value/fact',
      message: '"Orders" is compared with itself, which always gives the same answer',
      found: '"customer.ordersCount"',
      expected: 'another fact',
    },
  ],
  [
    'a fact taken once',
    { ...ORDERS, value: { fact: 'customer.keptOrdersCount', times: 1 } },
    {
      path: '/value/times',
      message: '1 times a fact is the fact itself: leave "times" out',
      found: '1',
      expected: 'a number such as 2 or 1.5',
    },
  ],
  [
    'a multiple with three decimals',
    { ...ORDERS, value: { fact: 'customer.keptOrdersCount', times: 1.125 } },
    {
      path: '/value/times',
      message: 'How many times the fact it is: a number above 0, at most 100, with at most two decimals',
      found: '1.125',
      expected: 'a number such as 2 or 1.5',
    },
  ],
  [
    'nothing added to a fact',
    { fact: 'order.total', operator: 'greaterThan', value: { fact: 'customer.averageOrderValue', plus: '0.00' } },
    {
      path: '/value/plus',
      message: 'Nothing is added: leave "plus" out',
      found: '"0.00"',
      expected: 'an amount that is not 0',
    },
  ],
  [
    'a number added to money in another shape',
    { fact: 'order.total', operator: 'greaterThan', value: { fact: 'customer.averageOrderValue', plus: '5 £' } },
    {
      path: '/value/plus',
      message: 'This must be an amount of money: digits and a decimal point, no currency sign',
      found: '"5 £"',
      expected: 'an amount in GBP such as "20.00"',
    },
  ],
  [
    'a multiple of a time',
    { fact: 'customer.lastOrderAt', operator: 'after', value: { fact: 'customer.firstOrderAt', times: 2 } },
    {
      path: '/value/times',
      message: '"times" works on numbers and money, and "First order" is neither',
      found: '2',
      expected: 'the fact alone',
    },
  ],
  [
    'a range of one',
    { ...ORDERS, operator: 'between', value: [3] },
    {
      path: '/value',
      message: 'This is written as a list of two values, the smaller one first',
      found: 'a list of 1',
      expected: 'a list of 2',
    },
  ],
  [
    'a range turned round',
    { fact: 'order.total', operator: 'between', value: ['20.00', '5.00'] },
    {
      path: '/value',
      message: 'The first value is above the second, so that nothing is between them',
      found: 'a list of 2',
      expected: 'the smaller value first',
    },
  ],
  [
    'a range of another fact',
    { ...ORDERS, operator: 'between', value: { fact: 'customer.keptOrdersCount' } },
    {
      path: '/value',
      message: 'This is written as a list of two values, the smaller one first',
      found: 'an object',
      expected: 'a list of 2',
    },
  ],
  [
    'half a day',
    { fact: 'customer.lastOrderAt', operator: 'withinLastDays', value: 0.5 },
    {
      path: '/value',
      message: 'The number of days must be a whole number from 1 to 36500',
      found: '0.5',
      expected: 'a whole number from 1 to 36500',
    },
  ],
  [
    'a value beside isSet',
    { fact: 'customer.country', operator: 'isSet', value: 'GB' },
    {
      path: '/value',
      message: '"isSet" compares with nothing: its value is always true',
      found: '"GB"',
      expected: 'true',
    },
  ],
  [
    'one item where several are wanted',
    { fact: 'customer.tags', operator: 'includesAny', value: 'vip' },
    {
      path: '/value',
      message: 'Values are written as a list, in square brackets',
      found: '"vip"',
      expected: 'a list of 1 to 1000',
    },
  ],
  [
    'a path',
    { ...ORDERS, path: '$.a' },
    { path: '/path', message: '"path" is not part of the rule language: name the fact alone', found: '"$.a"' },
  ],
  [
    'parameters',
    { ...ORDERS, params: {} },
    {
      path: '/params',
      message: '"params" is not part of the rule language: facts take no parameters',
      found: 'an object',
    },
  ],
  [
    'a priority',
    { ...ORDERS, priority: 2 },
    {
      path: '/priority',
      message: '"priority" is not part of the rule language: the order of conditions never changes the answer',
      found: '2',
    },
  ],
  [
    'a priority of a group',
    { any: [ORDERS], priority: 2 },
    {
      path: '/priority',
      message: '"priority" is not part of the rule language: the order of conditions never changes the answer',
      found: '2',
    },
  ],
  [
    'a reference',
    { condition: 'isRegular' },
    {
      path: '/condition',
      message: '"condition" is not part of the rule language: write the condition itself instead of a reference to one',
      found: '"isRegular"',
    },
  ],
  [
    'an empty group',
    { any: [] },
    {
      path: '/any',
      message: 'The list of conditions is empty',
      found: 'an empty list',
      expected: 'a list of 1 to 500',
    },
  ],
  [
    'a group that is no list',
    { all: ORDERS },
    {
      path: '/all',
      message: 'Conditions are written as a list, in square brackets',
      found: 'an object',
      expected: 'a list of 1 to 500',
    },
  ],
  [
    'a list under not',
    { not: [ORDERS] },
    {
      path: '/not',
      message: '"not" turns one condition round: put several into an "any" or "all" inside it',
      found: 'a list of 1',
      expected: 'one condition or group',
    },
  ],
  [
    'two groups in one',
    { all: [ORDERS], any: [ORDERS] },
    {
      path: '',
      message: 'This mixes "all" and "any": put one group inside the other',
      expected: 'one of "all", "any" or "not"',
    },
  ],
  [
    'a group that is also a condition',
    { any: [ORDERS], fact: 'customer.ordersCount' },
    {
      path: '/fact',
      message: 'The group "any" has no "fact"',
      found: '"customer.ordersCount"',
      expected: 'only any',
    },
  ],
  [
    'nothing',
    null,
    {
      path: '',
      message: 'A condition is an object with a fact, an operator and a value, or a group',
      found: 'null',
      expected: '{ "fact": …, "operator": …, "value": … }',
    },
  ],
])('a condition with %s is refused', (_, condition, problem) => {
  expect(problemsOfCondition(condition)).toEqual([problem])
})
