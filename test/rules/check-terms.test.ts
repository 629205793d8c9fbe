import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDocument } from '../../app/rules/check.ts'
import { type Hours, type Problem, type RuleDocument, WEEKDAYS } from '../../app/rules/types.ts'
import { anyDocument } from './any-document.ts'
import { problemsOf } from './problems-of.ts'
import { ruleWith, vocabulary, WORDS } from './vocabulary.ts'

const EVERY_DAY = {
  trigger: 'every.day',
  conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 }] },
}
const budget = (changes: object) => ({ limits: { budget: { amount: '500.00', per: 'month', ...changes } } })
const hours = (changes: object, more: object = {}) => ({
  schedule: { hours: { from: '09:00', to: '17:00', ...changes } },
  ...more,
})

test.each<[string, object]>([
  ['a budget as a number, for all time', budget({ amount: 500, per: undefined })],
  ['a budget that names the shop’s currency', budget({ currency: 'GBP' })],
  ['a budget of a penny', budget({ amount: '0.01' })],
  ['nobody left out', { limits: { holdOutPercent: 0 } }],
  ['nine of ten left out', { limits: { holdOutPercent: 90 } }],
  ['a customer who has heard enough is dropped', { ...EVERY_DAY, limits: { whenHeardEnough: 'drop' } }],
  ['a group with a space inside', { exclusive: { group: 'welcome offers', pick: 'first' } }],
  ['a schedule that says nothing', { schedule: {} }],
  ['a schedule that says nothing thrice', { schedule: { startsAt: null, endsAt: null, hours: null } }],
  ['a schedule of a second', { schedule: { startsAt: '2026-12-01T00:00:00Z', endsAt: '2026-12-01T01:00:01+01:00' } }],
  ['hours over midnight', hours({ from: '22:00', to: '06:00', days: ['saturday'] })],
  ['hours until midnight', hours({ from: '18:00', to: '00:00' })],
  ['a day that begins inside the hours', hours({ from: '06:00', to: '06:01' }, EVERY_DAY)],
  ['a day that begins inside hours over midnight', hours({ from: '22:00', to: '06:01' }, EVERY_DAY)],
])('%s passes as it is', (_, changes) => {
  const document = { ...ruleWith(), ...changes }

  expect(checkDocument(document, vocabulary, WORDS)).toEqual({ valid: true, document })
})

test.each<[string, object, Problem]>([
  [
    'a total of nothing',
    { limits: { total: { times: 0 } } },
    {
      path: '/limits/total/times',
      message: 'The number of times must be a whole number from 1 to 1000000',
      found: '0',
      expected: 'a whole number from 1 to 1000000',
    },
  ],
  [
    'a total of days',
    { limits: { total: { times: 5, days: 3 } } },
    { path: '/limits/total/days', message: 'A limit in all has no "days"', found: '3', expected: 'only times' },
  ],
  [
    'a budget without an amount',
    { limits: { budget: { per: 'month' } } },
    {
      path: '/limits/budget/amount',
      message: 'This must be an amount of money: digits and a decimal point, no currency sign',
      found: 'nothing',
      expected: 'an amount in GBP such as "20.00"',
    },
  ],
  [
    'a budget of nothing',
    budget({ amount: '0.00' }),
    {
      path: '/limits/budget/amount',
      message: 'The amount must be above 0',
      found: '"0.00"',
      expected: 'an amount above 0 in GBP',
    },
  ],
  [
    'a budget below nothing',
    budget({ amount: -5 }),
    {
      path: '/limits/budget/amount',
      message: 'The amount must be above 0',
      found: '-5',
      expected: 'an amount above 0 in GBP',
    },
  ],
  [
    'a budget with a sign',
    budget({ amount: '£500' }),
    {
      path: '/limits/budget/amount',
      message: 'This must be an amount of money: digits and a decimal point, no currency sign',
      found: '"£500"',
      expected: 'an amount in GBP such as "20.00"',
    },
  ],
  [
    'a budget of half a penny',
    budget({ amount: '0.005' }),
    {
      path: '/limits/budget/amount',
      message: 'Amounts in GBP have at most 2 decimals',
      found: '"0.005"',
      expected: 'an amount in GBP such as "20.00"',
    },
  ],
  [
    'a budget in another currency',
    budget({ currency: 'EUR' }),
    {
      path: '/limits/budget/currency',
      message: 'The budget is in "EUR", but the shop counts its money in "GBP"',
      found: '"EUR"',
      expected: '"GBP", or nothing',
    },
  ],
  [
    'a budget in no currency',
    budget({ currency: null }),
    {
      path: '/limits/budget/currency',
      message: 'A currency is written as its three letters',
      found: 'null',
      expected: '"GBP", or nothing',
    },
  ],
  [
    'a budget of another period',
    budget({ per: 'months' }),
    {
      path: '/limits/budget/per',
      message: 'This says how often the budget begins anew; without it, it is for all time. Did you mean "month"?',
      found: '"months"',
      expected: '"day", "week", "month" or "year"',
    },
  ],
  [
    'a misspelt budget',
    { limits: { budgets: {} } },
    {
      path: '/limits/budgets',
      message: 'A set of limits has no "budgets". Did you mean "budget"?',
      found: 'an object',
      expected: 'only perCustomer, coolDownDays, total, budget, draw, holdOutPercent or whenHeardEnough',
    },
  ],
  ...[-1, 91, 12.5, '10', null].map((holdOutPercent): [string, object, Problem] => [
    `a comparison group of ${holdOutPercent}`,
    { limits: { holdOutPercent } },
    {
      path: '/limits/holdOutPercent',
      message: 'The share of customers left out, in per cent, must be a whole number from 0 to 90',
      found: JSON.stringify(holdOutPercent),
      expected: 'a whole number from 0 to 90',
    },
  ]),
  [
    'another end of hearing',
    { limits: { whenHeardEnough: 'waits' } },
    {
      path: '/limits/whenHeardEnough',
      message: 'This says what becomes of a customer who has heard enough from the shop. Did you mean "wait"?',
      found: '"waits"',
      expected: '"drop" or "wait"',
    },
  ],
  [
    'waiting from day to day',
    { ...EVERY_DAY, limits: { whenHeardEnough: 'wait' } },
    {
      path: '/limits/whenHeardEnough',
      message: 'A rule that runs every day asks about everybody again on the next one, so nothing has to wait',
      found: '"wait"',
      expected: '"drop", or nothing',
    },
  ],
  [
    'a group that is a text',
    { exclusive: 'welcome' },
    {
      path: '/exclusive',
      message: 'An exclusive group is written as an object with group or pick',
      found: '"welcome"',
      expected: 'an object',
    },
  ],
  ...['', ' ', 'welcome ', 'x'.repeat(61), 5].map((group): [string, object, Problem] => [
    `a group called ${JSON.stringify(group)}`,
    { exclusive: { group, pick: 'best' } },
    {
      path: '/exclusive/group',
      message: 'This is the name that the rules of one group share',
      found: typeof group === 'string' && group.length > 60 ? `"${'x'.repeat(60)}…"` : JSON.stringify(group),
      expected: 'a text of 1 to 60 letters, without spaces around it',
    },
  ]),
  [
    'a group that does not say which',
    { exclusive: { group: 'welcome' } },
    {
      path: '/exclusive/pick',
      message: 'This says which of the rules that are met at once the customer gets',
      found: 'nothing',
      expected: '"best" or "first"',
    },
  ],
  [
    'a misspelt pick',
    { exclusive: { group: 'welcome', pick: 'frist' } },
    {
      path: '/exclusive/pick',
      message: 'This says which of the rules that are met at once the customer gets. Did you mean "first"?',
      found: '"frist"',
      expected: '"best" or "first"',
    },
  ],
  [
    'a schedule with a misspelt beginning',
    { schedule: { startAt: '2026-12-01' } },
    {
      path: '/schedule/startAt',
      message: 'A schedule has no "startAt". Did you mean "startsAt"?',
      found: '"2026-12-01"',
      expected: 'only startsAt, endsAt or hours',
    },
  ],
  [
    'a beginning without offset',
    { schedule: { startsAt: '2026-12-01T09:00' } },
    {
      path: '/schedule/startsAt',
      message: 'This must be a date, or a time that says its offset from UTC ("Z" is UTC itself)',
      found: '"2026-12-01T09:00"',
      expected: 'a time such as "2026-12-01T09:00:00Z"',
    },
  ],
  [
    'a schedule that ends as it begins',
    { schedule: { startsAt: '2026-12-01T01:00:00+01:00', endsAt: '2026-12-01' } },
    {
      path: '/schedule/endsAt',
      message: 'The schedule is over before it begins, at "2026-12-01T01:00:00+01:00"',
      found: '"2026-12-01"',
      expected: 'a time after "2026-12-01T01:00:00+01:00"',
    },
  ],
  [
    'hours that end when they begin',
    hours({ to: '09:00' }),
    {
      path: '/schedule/hours/to',
      message: 'These hours never open: they end when they begin',
      found: '"09:00"',
      expected: 'another time than "09:00"; for the whole day, no hours at all',
    },
  ],
  [
    'hours on no day',
    hours({ days: [] }),
    {
      path: '/schedule/hours/days',
      message: 'These hours never open: no weekday is named',
      found: 'an empty list',
      expected: 'a list such as ["monday", "tuesday"]; for every day, nothing',
    },
  ],
  [
    'hours on a day that is no list',
    hours({ days: 'monday' }),
    {
      path: '/schedule/hours/days',
      message: 'Weekdays are written as a list, in square brackets',
      found: '"monday"',
      expected: 'a list such as ["monday", "tuesday"]',
    },
  ],
  [
    'a day with a capital',
    hours({ days: ['Monday'] }),
    {
      path: '/schedule/hours/days/0',
      message: 'This is no weekday. Did you mean "monday"?',
      found: '"Monday"',
      expected: '"monday", "tuesday", "wednesday", "thursday", "friday", "saturday" or "sunday"',
    },
  ],
  [
    'a day twice',
    hours({ days: ['monday', 'friday', 'monday'] }),
    { path: '/schedule/hours/days/2', message: '"monday" is named twice', found: '"monday"' },
  ],
  ...[
    ['9:00', '. Did you mean "09:00"?'],
    ['24:00', '. Did you mean "00:00"?'],
    ['09:60', ''],
    ['9am', ''],
    ['０９:00', ''],
    [9, ''],
  ].map(([from, suggestion]): [string, object, Problem] => [
    `hours from ${from}`,
    hours({ from }),
    {
      path: '/schedule/hours/from',
      message: `A time of day is written as hours and minutes${suggestion}`,
      found: JSON.stringify(from),
      expected: 'a time from "00:00" to "23:59"',
    },
  ]),
  [
    'hours in which no day begins',
    hours({}, EVERY_DAY),
    {
      path: '/schedule/hours',
      message: "These hours never open: a rule that runs every day does so at 06:00, by the shop's clocks",
      found: '"09:00 to 17:00"',
      expected: 'hours that include 06:00',
    },
  ],
  [
    'hours over midnight that end as the day begins',
    hours({ from: '22:00', to: '06:00' }, EVERY_DAY),
    {
      path: '/schedule/hours',
      message: "These hours never open: a rule that runs every day does so at 06:00, by the shop's clocks",
      found: '"22:00 to 06:00"',
      expected: 'hours that include 06:00',
    },
  ],
])('%s is refused', (_, changes, problem) => {
  expect(problemsOf({ ...ruleWith(), ...changes })).toEqual([problem])
})

test('all problems of limits, group and schedule are named at once', () => {
  const problems = problemsOf({
    ...ruleWith(),
    limits: { total: { times: 0 }, budget: { amount: '0', per: 'never', currency: 'USD' }, holdOutPercent: 99 },
    exclusive: {},
    schedule: { startsAt: 5, endsAt: 'soon', hours: { from: '9', to: '10', days: ['moonday', 5] } },
  })

  expect(problems.map(({ path }) => path)).toEqual([
    '/limits/total/times',
    '/limits/budget/amount',
    '/limits/budget/per',
    '/limits/budget/currency',
    '/limits/holdOutPercent',
    '/exclusive/group',
    '/exclusive/pick',
    '/schedule/startsAt',
    '/schedule/endsAt',
    '/schedule/hours/from',
    '/schedule/hours/to',
    '/schedule/hours/days/0',
    '/schedule/hours/days/1',
  ])
})

/** In this order: DESIGN.md, section 5. */
test('a document leaves the check as it came, its keys in the order of the format', () => {
  const hoursOf: Hours = { from: '09:00', to: '17:00', days: WEEKDAYS }
  const document: RuleDocument = {
    $schema: './rule.schema.json',
    format: 1,
    name: 'Regulars get the welcome offer too',
    trigger: 'order.paid',
    guests: 'nobody',
    conditions: ruleWith().conditions,
    actions: ruleWith().actions,
    limits: {
      perCustomer: { times: 1, days: 90 },
      coolDownDays: 30,
      total: { times: 5000 },
      budget: { amount: 500.5, per: 'month', currency: 'GBP' },
      holdOutPercent: 0,
      whenHeardEnough: 'wait',
    },
    exclusive: { group: 'welcome', pick: 'best' },
    schedule: { startsAt: '2026-12-01T00:00:00Z', endsAt: null, hours: hoursOf },
    priority: 50,
    examples: [],
  }
  const shuffled = Object.fromEntries(Object.entries(document).reverse())
  const checked = checkDocument(shuffled, vocabulary, WORDS)

  expect(JSON.stringify(checked.valid && checked.document)).toBe(JSON.stringify(document))
})

test('any document comes back from its file as it was', () => {
  let good = 0
  fc.assert(
    fc.property(anyDocument, (document) => {
      const file: unknown = JSON.parse(JSON.stringify(document))
      const checked = checkDocument(file, vocabulary, WORDS)
      fc.pre(checked.valid)
      good += 1

      expect(checked.document).toStrictEqual(file)
      expect(checkDocument(checked.document, vocabulary, WORDS)).toStrictEqual(checked)
    }),
    { numRuns: 500 },
  )

  expect(good).toBeGreaterThan(200)
})
