import { compareRules, prepareRule, type RunnableRule } from '../../app/engine/prepare-rule.ts'
import type { Action, Condition, Limits, RuleDocument } from '../../app/rules/types.ts'

export const CURRENCY = 'GBP'

const code: Action = { type: 'discount.code', params: { percent: 10, expiresInDays: 60 } }
const note: Action = {
  type: 'task.create',
  params: { kind: 'personal_note', title: 'Write to {{ customer.name }}', dueInWorkingDays: 2 },
}
const tag: Action = { type: 'customer.addTag', params: { tag: 'regular' } }

const rule = (name: string, all: readonly Condition[], action: Action, limits?: Limits): RuleDocument => ({
  format: 1,
  name,
  trigger: 'order.paid',
  conditions: { all: [...all] },
  actions: [action],
  ...(limits && { limits }),
})

/** What windows over a customer's own past can say, without limits, for what was given is no window. */
export const sqlRules: readonly RuleDocument[] = [
  rule(
    'big order of a regular',
    [
      { fact: 'order.total', operator: 'greaterThanInclusive', value: '120.00' },
      { fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 },
      { fact: 'customer.totalSpent', operator: 'greaterThan', value: '300.00' },
      { fact: 'order.country', operator: 'equal', value: 'GB' },
    ],
    note,
  ),
  rule(
    'strong start',
    [
      { fact: 'order.isFirst', operator: 'equal', value: true },
      { fact: 'order.total', operator: 'greaterThan', value: '80.00' },
      { fact: 'order.itemsCount', operator: 'greaterThanInclusive', value: 3 },
      { fact: 'order.country', operator: 'in', value: ['GB', 'IE'] },
    ],
    tag,
  ),
  rule(
    'fifth to tenth order',
    [
      { fact: 'customer.ordersCount', operator: 'between', value: [5, 10] },
      { fact: 'customer.grossSpent', operator: 'greaterThan', value: '400.00' },
      { fact: 'customer.averageOrderValue', operator: 'greaterThan', value: '40.00' },
      { fact: 'order.total', operator: 'greaterThan', value: '60.00' },
    ],
    code,
  ),
  rule(
    'many small orders',
    [
      { fact: 'customer.averageOrderValue', operator: 'lessThan', value: '35.00' },
      { fact: 'order.position', operator: 'greaterThanInclusive', value: 3 },
      { fact: 'customer.totalSpent', operator: 'greaterThan', value: '200.00' },
      { fact: 'order.country', operator: 'notEqual', value: 'FR' },
    ],
    code,
  ),
]

const rankRules: readonly RuleDocument[] = [
  rule(
    'the top 5% of the year',
    [
      { fact: 'customer.spendTopPercent365', operator: 'lessThan', value: 5 },
      { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
      { fact: 'order.total', operator: 'greaterThan', value: '20.00' },
      { fact: 'order.itemsCount', operator: 'lessThan', value: 5 },
    ],
    note,
    { perCustomer: { times: 1, days: 180 } },
  ),
  rule(
    'the top 1% ever',
    [
      { fact: 'customer.spendTopPercent', operator: 'lessThan', value: 1 },
      { fact: 'order.total', operator: 'greaterThan', value: '150.00' },
      { fact: 'customer.ordersCount', operator: 'greaterThan', value: 10 },
      { fact: 'order.country', operator: 'notEqual', value: 'NL' },
    ],
    note,
    { coolDownDays: 90 },
  ),
  rule(
    'rising',
    [
      { fact: 'customer.ordersLast90Days', operator: 'greaterThanInclusive', value: 2 },
      { fact: 'customer.spendTopPercent365', operator: 'between', value: [5, 20] },
      { fact: 'order.total', operator: 'greaterThan', value: '90.00' },
      { fact: 'customer.daysSinceFirstOrder', operator: 'lessThan', value: 365 },
    ],
    code,
    { perCustomer: { times: 2, days: 365 } },
  ),
  rule(
    'the best hundred',
    [
      { fact: 'customer.spendRank365', operator: 'lessThanInclusive', value: 100 },
      { fact: 'order.total', operator: 'greaterThan', value: '100.00' },
      { fact: 'customer.spentLast365Days', operator: 'greaterThan', value: '500.00' },
      { fact: 'customer.ordersCount', operator: 'greaterThan', value: 5 },
    ],
    note,
    { perCustomer: { times: 1, days: 30 } },
  ),
  rule(
    'the new-customer offer is for regulars too',
    [
      {
        any: [
          { fact: 'order.isFirst', operator: 'equal', value: true },
          { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
        ],
      },
      { fact: 'order.total', operator: 'greaterThan', value: '100.00' },
      { fact: 'customer.spendTopPercent', operator: 'greaterThan', value: 1 },
    ],
    code,
    { perCustomer: { times: 1, days: 90 } },
  ),
  rule(
    'once good, long silent',
    [
      { fact: 'customer.spendTopPercent', operator: 'lessThan', value: 25 },
      { fact: 'order.daysSincePrevious', operator: 'greaterThan', value: 120 },
      { fact: 'order.total', operator: 'greaterThan', value: '50.00' },
      { fact: 'customer.averageOrderValue', operator: 'greaterThan', value: '40.00' },
    ],
    code,
    { perCustomer: { times: 1, days: 365 } },
  ),
]

export const allRules: readonly RuleDocument[] = [...sqlRules, ...rankRules]

export const runnableOf = (documents: readonly RuleDocument[]): RunnableRule[] =>
  documents
    .map((document, index) =>
      prepareRule({ id: `rule-${index}`, version: 1, state: 'live', document, liveSince: null }, CURRENCY),
    )
    .sort(compareRules)
