import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../app/rules/check.ts'
import { either } from '../../app/rules/problem-list.ts'
import { OPERATORS, type Problem } from '../../app/rules/types.ts'
import { ORDERS, problemsOf } from './problems-of.ts'
import { ruleWith, vocabulary, WORDS } from './vocabulary.ts'

const CROSSING = { trigger: 'customer.enters', crossing: ORDERS, conditions: { all: [] } }

describe('a good rule passes as it is', () => {
  test.each<[string, object]>([
    ['the smallest', {}],
    [
      'with everything',
      {
        guests: 'nobody',
        limits: {
          perCustomer: { times: 2, days: 90 },
          coolDownDays: 30,
          total: { times: 5000 },
          budget: { amount: '500.00', per: 'month', currency: 'GBP' },
          holdOutPercent: 10,
          whenHeardEnough: 'wait',
        },
        exclusive: { group: 'welcome', pick: 'best' },
        schedule: {
          startsAt: '2026-12-01T00:00:00Z',
          endsAt: null,
          hours: { from: '09:00', to: '17:00', days: ['monday', 'friday'] },
        },
        priority: 40,
        examples: [
          {
            customer: { ordersCount: 4, 'customer.tags': ['vip'], firstOrderAt: '2026-01-01' },
            order: { total: '20.00', isFirst: false },
            expect: 'granted',
          },
          { expect: 'no match' },
        ],
      },
    ],
    ['no limits inside limits', { limits: {}, examples: [] }],
    [
      'comparing facts',
      {
        conditions: {
          any: [
            { fact: 'order.total', operator: 'greaterThan', value: { fact: 'customer.averageOrderValue' } },
            { fact: 'customer.tags', operator: 'contains', value: { fact: 'customer.favourite' } },
            { fact: 'customer.favourite', operator: 'in', value: { fact: 'order.skus' } },
            { not: { fact: 'customer.lastOrderAt', operator: 'equal', value: { fact: 'customer.firstOrderAt' } } },
          ],
        },
      },
    ],
    [
      'with every operator of ours',
      {
        conditions: {
          any: [
            { fact: 'order.total', operator: 'between', value: ['5.00', 20] },
            { fact: 'order.total', operator: 'greaterThan', value: { fact: 'customer.averageOrderValue', times: 2 } },
            {
              fact: 'customer.patience',
              operator: 'lessThan',
              value: { fact: 'customer.ordersCount', times: 0.5, plus: -1 },
            },
            { fact: 'customer.country', operator: 'startsWith', value: 'G' },
            { fact: 'customer.country', operator: 'endsWith', value: { fact: 'order.country' } },
            { fact: 'customer.lastOrderAt', operator: 'before', value: '2026-01-01' },
            { fact: 'customer.lastOrderAt', operator: 'after', value: { fact: 'customer.firstOrderAt' } },
            { fact: 'customer.lastOrderAt', operator: 'withinLastDays', value: 30 },
            { fact: 'customer.lastOrderAt', operator: 'moreThanDaysAgo', value: 90 },
            { fact: 'customer.tags', operator: 'includesAny', value: ['vip', 'new'] },
            { fact: 'customer.tags', operator: 'includesAll', value: { fact: 'order.skus' } },
            { fact: 'customer.tags', operator: 'includesNone', value: ['staff'] },
            { fact: 'customer.country', operator: 'isSet', value: true },
            { fact: 'customer.tags', operator: 'isNotSet', value: true },
          ],
        },
        examples: [{ at: '2026-01-01T12:00:00Z', expect: 'no match' }],
      },
    ],
    [
      'about a crossing',
      {
        trigger: 'customer.enters',
        crossing: { fact: 'customer.spendTopPercent', operator: 'lessThan', value: 5, leaveAt: 6 },
        conditions: { all: [] },
      },
    ],
    [
      'about a crossing, and more',
      {
        $schema: './rule.schema.json',
        trigger: 'customer.leaves',
        crossing: { fact: 'customer.tags', operator: 'contains', value: 'vip' },
        conditions: { all: [ORDERS] },
      },
    ],
    [
      'money as a number',
      { conditions: { all: [{ fact: 'order.total', operator: 'in', value: [20, 20.5, '20.50', '-1'] }] } },
    ],
  ])('%s', (_, changes) => {
    const document = { ...ruleWith(), ...changes }

    expect(checkDocument(document, vocabulary, WORDS)).toEqual({ valid: true, document })
  })
})

test.each<[string, object, Problem]>([
  [
    'format 2',
    { format: 2 },
    { path: '/format', message: 'This app reads rules of format 1 only', found: '2', expected: '1' },
  ],
  [
    'format as text',
    { format: '1' },
    { path: '/format', message: 'This app reads rules of format 1 only', found: '"1"', expected: '1' },
  ],
  [
    'no format',
    { format: undefined },
    { path: '/format', message: 'The format of the rule is missing', found: 'nothing', expected: '1' },
  ],
  [
    'no name',
    { name: undefined },
    { path: '/name', message: 'The rule has no name', found: 'nothing', expected: 'a text of 1 to 120 letters' },
  ],
  [
    'a blank name',
    { name: '  ' },
    {
      path: '/name',
      message: 'The name is a text of 1 to 120 letters',
      found: '"  "',
      expected: 'a text of 1 to 120 letters',
    },
  ],
  [
    'an unknown trigger',
    { trigger: 'order.payed' },
    {
      path: '/trigger',
      message: 'There is no trigger called "order.payed". Did you mean "order.paid"?',
      found: '"order.payed"',
      expected: 'order.paid, customer.changed, order.created, customer.enters, customer.leaves or every.day',
    },
  ],
  [
    'guests as newcomers',
    { guests: 'newcomer' },
    {
      path: '/guests',
      message: 'Guests count as newcomers at the checkout only: later it is known who ordered',
      found: '"newcomer"',
      expected: '"nobody", or nothing',
    },
  ],
  [
    'guests as anything',
    { guests: null },
    {
      path: '/guests',
      message: 'This says what a guest gets',
      found: 'null',
      expected: '"nobody" or "newcomer"',
    },
  ],
  [
    'limits of no shape',
    { limits: null },
    {
      path: '/limits',
      message:
        'A set of limits is written as an object with perCustomer, coolDownDays, total, budget, draw, holdOutPercent or whenHeardEnough',
      found: 'null',
      expected: 'an object',
    },
  ],
  [
    'a misspelt limit',
    { limits: { cooldownDays: 3 } },
    {
      path: '/limits/cooldownDays',
      message: 'A set of limits has no "cooldownDays". Did you mean "coolDownDays"?',
      found: '3',
      expected: 'only perCustomer, coolDownDays, total, budget, draw, holdOutPercent or whenHeardEnough',
    },
  ],
  [
    'half a limit per customer',
    { limits: { perCustomer: { times: 1 } } },
    {
      path: '/limits/perCustomer/days',
      message: 'The number of days must be a whole number from 1 to 36500',
      found: 'nothing',
      expected: 'a whole number from 1 to 36500',
    },
  ],
  [
    'negative days',
    { limits: { coolDownDays: -30 } },
    {
      path: '/limits/coolDownDays',
      message: 'The cool-down in days must be a whole number from 1 to 36500',
      found: '-30',
      expected: 'a whole number from 1 to 36500',
    },
  ],
  [
    'half a day',
    { limits: { coolDownDays: 0.5 } },
    {
      path: '/limits/coolDownDays',
      message: 'The cool-down in days must be a whole number from 1 to 36500',
      found: '0.5',
      expected: 'a whole number from 1 to 36500',
    },
  ],
  [
    'a priority that is no number',
    { priority: Number.NaN },
    {
      path: '/priority',
      message: 'The priority must be a whole number from -1000 to 1000',
      found: 'NaN',
      expected: 'a whole number from -1000 to 1000',
    },
  ],
  [
    'no actions',
    { actions: [] },
    {
      path: '/actions',
      message: 'The list of actions is empty',
      found: 'an empty list',
      expected: 'a list of 1 to 20',
    },
  ],
  [
    'actions that are no list',
    { actions: {} },
    {
      path: '/actions',
      message: 'Actions are written as a list, in square brackets',
      found: 'an object',
      expected: 'a list of 1 to 20',
    },
  ],
  [
    'an unknown action',
    { actions: [{ type: 'customer.tag', params: {} }] },
    {
      path: '/actions/0/type',
      message: 'There is no action called "customer.tag". Did you mean "customer.addTag"?',
      found: '"customer.tag"',
      expected: 'customer.addTag, customer.credit, customer.removeTag or discount.code',
    },
  ],
  [
    'an action without details',
    { actions: [{ type: 'customer.addTag' }] },
    {
      path: '/actions/0/params',
      message: 'The details of the action are missing: an object, which may be empty',
      found: 'nothing',
      expected: 'an object',
    },
  ],
  [
    'an action with wrong details',
    { actions: [{ type: 'customer.addTag', params: { tag: 5 } }] },
    {
      path: '/actions/0/params/tag',
      message: 'A tag is a text',
      found: 'something else',
      expected: 'a text',
    },
  ],
  [
    'no conditions',
    { conditions: undefined },
    { path: '/conditions', message: 'The rule has no conditions', found: 'nothing', expected: '{ "all": [ … ] }' },
  ],
  [
    'conditions without a group',
    { conditions: ORDERS },
    {
      path: '/conditions',
      message: 'The conditions begin with a group: "all", "any" or "not"',
      found: 'an object',
      expected: '{ "all": [ … ] }',
    },
  ],
  [
    'conditions that are a list',
    { conditions: [ORDERS] },
    {
      path: '/conditions',
      message: 'A condition is an object with a fact, an operator and a value, or a group',
      found: 'a list of 1',
      expected: '{ "fact": …, "operator": …, "value": … }',
    },
  ],
  [
    'an example of an unknown fact',
    { examples: [{ customer: { orderCount: 1 }, expect: 'granted' }] },
    {
      path: '/examples/0/customer/orderCount',
      message: 'There is no fact called "customer.orderCount". Did you mean "customer.ordersCount"?',
      found: '"customer.orderCount"',
      expected: 'one of the 17 names in the list of words',
    },
  ],
  [
    'an example with a wrong value',
    { examples: [{ customer: { ordersCount: '1' }, expect: 'granted' }] },
    {
      path: '/examples/0/customer/ordersCount',
      message: 'This must be a number, without quotes',
      found: '"1"',
      expected: 'a number such as 3',
    },
  ],
  [
    'an example with a text for a list',
    { examples: [{ customer: { tags: 'vip' }, expect: 'granted' }] },
    {
      path: '/examples/0/customer/tags',
      message: '"Tags" is a list of texts',
      found: '"vip"',
      expected: 'a list such as ["vip"]',
    },
  ],
  [
    'an example with one fact twice',
    { examples: [{ customer: { ordersCount: 1, 'customer.ordersCount': 2 }, expect: 'granted' }] },
    {
      path: '/examples/0/customer/customer.ordersCount',
      message: '"Orders" is given twice',
      found: '"customer.ordersCount"',
    },
  ],
  [
    'an example that expects too much',
    { examples: [{ expect: 'match' }] },
    {
      path: '/examples/0/expect',
      message: 'An example says what should come of it',
      found: '"match"',
      expected: '"granted" or "no match"',
    },
  ],
  [
    'an example about the basket',
    { examples: [{ basket: {}, expect: 'granted' }] },
    {
      path: '/examples/0/basket',
      message: 'An example has no "basket"',
      found: 'an object',
      expected: 'only at, customer, order, cart, shop or expect',
    },
  ],
  [
    'a fact the trigger does not know',
    { trigger: 'customer.changed' },
    {
      path: '/conditions/all/0/fact',
      message: '"First order of the customer" is not known when a customer changes',
      found: '"order.isFirst"',
      expected: 'a fact about the customer',
    },
  ],
  [
    'a schema that is no text',
    { $schema: 1 },
    { path: '/$schema', message: 'This says where editors find the schema of rules', found: '1', expected: 'a text' },
  ],
  [
    'a crossing that no trigger waits for',
    { crossing: ORDERS },
    { path: '/crossing', message: 'Nothing is crossed when an order is paid', found: 'an object', expected: 'nothing' },
  ],
  [
    'a trigger without its crossing',
    { ...CROSSING, crossing: undefined },
    {
      path: '/crossing',
      message: 'The rule does not say which group is meant when a customer enters a group',
      found: 'nothing',
      expected: '{ "fact": …, "operator": …, "value": … }',
    },
  ],
  [
    'a crossing of an order',
    { ...CROSSING, crossing: { fact: 'order.total', operator: 'greaterThan', value: '5.00' } },
    {
      path: '/crossing/fact',
      message: '"Order total" is not known when a customer enters a group',
      found: '"order.total"',
      expected: 'a fact about the customer',
    },
  ],
  [
    'a band on the wrong side',
    { ...CROSSING, crossing: { ...ORDERS, leaveAt: 4 } },
    {
      path: '/crossing/leaveAt',
      message: 'Whoever comes in at "3" would be out again at once',
      found: '4',
      expected: 'a value below 3',
    },
  ],
  [
    'a band without an edge',
    { ...CROSSING, crossing: { ...ORDERS, operator: 'equal', leaveAt: 4 } },
    {
      path: '/crossing/leaveAt',
      message: 'Only a comparison with one written value can end elsewhere than it begins',
      found: '4',
      expected: 'one of lessThan, lessThanInclusive, greaterThan or greaterThanInclusive, or no leaveAt',
    },
  ],
  [
    'a crossing and no conditions',
    { ...CROSSING, conditions: undefined },
    {
      path: '/conditions',
      message: 'The rule has no conditions',
      found: 'nothing',
      expected: '{ "all": [ … ] }, which may be empty here',
    },
  ],
  [
    'an example without the moment that its days are counted from',
    {
      conditions: { all: [{ fact: 'customer.lastOrderAt', operator: 'withinLastDays', value: 30 }] },
      examples: [{ expect: 'no match' }],
    },
    {
      path: '/examples/0/at',
      message: 'The rule counts days back from the moment of the entry, so the example must name one',
      found: 'nothing',
      expected: 'a time such as "2026-12-01T09:00:00Z"',
    },
  ],
  [
    'a key nobody knows',
    { color: 'red' },
    {
      path: '/color',
      message: 'A rule has no "color"',
      found: '"red"',
      expected:
        'only $schema, format, name, trigger, crossing, guests, conditions, actions, limits, exclusive, schedule, priority or examples',
    },
  ],
  [
    'a key with a slash and a tilde',
    { 'a/b~c': 1 },
    {
      path: '/a~1b~0c',
      message: 'A rule has no "a/b~c"',
      found: '1',
      expected:
        'only $schema, format, name, trigger, crossing, guests, conditions, actions, limits, exclusive, schedule, priority or examples',
    },
  ],
])('%s is refused', (_, changes, problem) => {
  expect(problemsOf({ ...ruleWith(), ...changes })).toEqual([problem])
})

const EVERY_OPERATOR = either(OPERATORS)

test('all problems are named at once, in the order of the document', () => {
  const problems = problemsOf({
    format: 3,
    name: '',
    trigger: 'never',
    conditions: { any: [{ fact: 'customer.shoeSize', operator: 'fits', value: 7 }, {}, 'all'] },
    actions: [{ type: 'moon.land', params: {} }, 5],
    limits: { perCustomer: { times: 0, days: -1 }, coolDownDays: '3' },
    priority: 1.5,
    extra: true,
  })

  expect(problems.map(({ path }) => path)).toEqual([
    '/extra',
    '/format',
    '/name',
    '/trigger',
    '/conditions/any/0/fact',
    '/conditions/any/0/operator',
    '/conditions/any/1/fact',
    '/conditions/any/1/operator',
    '/conditions/any/1/value',
    '/conditions/any/2',
    '/actions/0/type',
    '/actions/1',
    '/limits/perCustomer/times',
    '/limits/perCustomer/days',
    '/limits/coolDownDays',
    '/priority',
  ])
  expect(problems[5]?.expected).toBe(EVERY_OPERATOR)
})
