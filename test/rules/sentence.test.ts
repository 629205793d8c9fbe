import fc from 'fast-check'
import { expect, test } from 'vitest'
import { operators } from '../../app/rules/operators.ts'
import { sentence, summary } from '../../app/rules/sentence.ts'
import {
  type Condition,
  type Group,
  OPERATORS,
  type RuleDocument,
  type Vocabulary,
  WEEKDAYS,
} from '../../app/rules/types.ts'
import { anyDocument, anyLeaf, anyTerms, meaningOf } from './any-document.ts'
import { ruleWith, vocabulary, WORDS } from './vocabulary.ts'

const say = (document: RuleDocument): string => sentence(document, vocabulary, WORDS)
const sayIf = (conditions: Group): string => {
  const said = say(ruleWith({ conditions }))
  return said.slice('When an order is paid, if '.length, said.lastIndexOf(': tag the customer'))
}

const isFirst: Condition = { fact: 'order.isFirst', operator: 'equal', value: true }
const isRegular: Condition = { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }
const isVip: Condition = { fact: 'customer.tags', operator: 'contains', value: 'vip' }

test.each<[RuleDocument, string]>([
  [
    ruleWith({ conditions: { any: [isFirst, isRegular] }, limits: { perCustomer: { times: 1, days: 90 } } }),
    "When an order is paid, if this is the customer's first order or the customer has more than 3 kept orders: tag the customer “regular”. At most once in 90 days each.",
  ],
  [
    ruleWith({ trigger: 'customer.changed', conditions: { all: [isVip] }, limits: { coolDownDays: 30 }, priority: 60 }),
    'When a customer changes, if tags include “vip”: tag the customer “regular”. Not again within 30 days of the last time. Priority 60.',
  ],
  [
    ruleWith({
      actions: [
        { type: 'customer.addTag', params: { tag: 'a”; tag the customer “b' } },
        { type: 'customer.credit', params: { amount: 500 } },
      ],
      limits: { perCustomer: { times: 2, days: 1 }, coolDownDays: 1, holdOutPercent: 0 },
      priority: 50,
      guests: 'nobody',
    }),
    "When an order is paid, if this is the customer's first order: tag the customer “a\\”; tag the customer \\“b”; give £5.00 of credit. At most 2 times in 1 day each. Not again within 1 day of the last time.",
  ],
])('a rule is one sentence', (document, expected) => {
  expect(say(document)).toBe(expected)
})

test.each<[Partial<RuleDocument>, string]>([
  [{ limits: { total: { times: 5000 } } }, 'At most 5,000 times in all.'],
  [{ limits: { total: { times: 1 } } }, 'At most once in all.'],
  [{ limits: { budget: { amount: 500, per: 'month' } } }, 'At most £500.00 a month in all.'],
  [{ limits: { budget: { amount: '1250.5', currency: 'GBP' } } }, 'At most £1,250.50 in all.'],
  [{ limits: { holdOutPercent: 10 } }, '10% of the customers are left out to compare.'],
  [{ exclusive: { group: 'welcome', pick: 'best' } }, 'Of the rules in “welcome” they get the best.'],
  [{ exclusive: { group: 'a”. b', pick: 'first' } }, 'Of the rules in “a\\”. b” they get the first.'],
  [{ schedule: { startsAt: '2026-12-01' } }, 'From 1 December 2026 at 00:00 UTC.'],
  [{ schedule: { startsAt: null, endsAt: '2026-12-24T23:30:00+01:00' } }, 'Until 24 December 2026 at 23:30 UTC+01:00.'],
  [
    { schedule: { startsAt: '2026-12-01T00:00:00Z', endsAt: '2026-12-24T09:00:30Z', hours: null } },
    'From 1 December 2026 at 00:00 UTC until 24 December 2026 at 09:00:30 UTC.',
  ],
  [{ schedule: { hours: { from: '09:00', to: '17:00' } } }, 'Daily from 09:00 to 17:00.'],
  [
    { schedule: { endsAt: '2027-01-01', hours: { from: '22:00', to: '06:00', days: ['sunday', 'saturday'] } } },
    'Until 1 January 2027 at 00:00 UTC, at weekends from 22:00 to 06:00 the next day.',
  ],
  [
    { schedule: { hours: { from: '09:00', to: '10:00', days: ['friday', 'monday', 'tuesday'] } } },
    'On Mondays, Tuesdays and Fridays from 09:00 to 10:00.',
  ],
  [{ schedule: { hours: { from: '09:00', to: '10:00', days: ['sunday'] } } }, 'On Sundays from 09:00 to 10:00.'],
  [
    { schedule: { hours: { from: '09:00', to: '10:00', days: WEEKDAYS } } },
    'On all days of the week from 09:00 to 10:00.',
  ],
  [{ limits: { whenHeardEnough: 'wait' } }, 'If they have heard enough from us, it waits.'],
  [
    {
      limits: {
        total: { times: 5000 },
        budget: { amount: '500.00', per: 'month' },
        holdOutPercent: 10,
        whenHeardEnough: 'wait',
      },
      exclusive: { group: 'welcome', pick: 'best' },
      schedule: {
        startsAt: '2026-12-01T00:00:00Z',
        hours: { from: '09:00', to: '17:00', days: WEEKDAYS.slice(0, 5) },
      },
      priority: 60,
    },
    'At most 5,000 times in all. At most £500.00 a month in all. 10% of the customers are left out to compare. Of the rules in “welcome” they get the best. From 1 December 2026 at 00:00 UTC, on weekdays from 09:00 to 17:00. If they have heard enough from us, it waits. Priority 60.',
  ],
  [{ limits: { whenHeardEnough: 'drop', holdOutPercent: 0 }, schedule: { startsAt: null }, priority: 50 }, ''],
])('a rule ends, with %j', (changes, ending) => {
  const before = "When an order is paid, if this is the customer's first order: tag the customer “regular”."

  expect(say(ruleWith(changes))).toBe(ending === '' ? before : `${before} ${ending}`)
})

test.each<[Partial<RuleDocument>, string]>([
  [
    {
      trigger: 'customer.enters',
      crossing: { fact: 'customer.spendTopPercent', operator: 'lessThan', value: 5, leaveAt: 6 },
      conditions: { all: [] },
    },
    'When it becomes true that place by spend is less than 5% (over at 6%): ',
  ],
  [
    {
      trigger: 'customer.leaves',
      crossing: { fact: 'customer.tags', operator: 'contains', value: 'vip' },
      conditions: { all: [isRegular] },
    },
    'When it is no longer true that tags include “vip”, if the customer has more than 3 kept orders: ',
  ],
  [
    { trigger: 'every.day', conditions: { any: [isRegular, isVip] } },
    'Every day, if the customer has more than 3 kept orders or tags include “vip”: ',
  ],
])('a rule begins: %j', (changes, beginning) => {
  expect(say(ruleWith(changes))).toBe(`${beginning}tag the customer “regular”.`)
})

test.each<[Group, string]>([
  [{ all: [isRegular] }, 'the customer has more than 3 kept orders'],
  [{ all: [isRegular, isVip] }, 'the customer has more than 3 kept orders and tags include “vip”'],
  [{ any: [isRegular, isVip] }, 'the customer has more than 3 kept orders or tags include “vip”'],
  [{ any: [isRegular] }, 'any of (the customer has more than 3 kept orders)'],
  [{ not: isVip }, 'not (tags include “vip”)'],
  [{ not: { any: [isRegular, isVip] } }, 'none of (the customer has more than 3 kept orders; tags include “vip”)'],
  [{ not: { all: [isRegular, isVip] } }, 'not all of (the customer has more than 3 kept orders; tags include “vip”)'],
  [{ not: { not: isVip } }, 'not (not (tags include “vip”))'],
  [
    { all: [isVip, { any: [isFirst, isRegular] }] },
    "tags include “vip” and any of (this is the customer's first order; the customer has more than 3 kept orders)",
  ],
  [
    { any: [isVip, { all: [isFirst, { not: isRegular }] }] },
    "tags include “vip” or all of (this is the customer's first order; not (the customer has more than 3 kept orders))",
  ],
  [{ all: [{ any: [isVip] }] }, 'all of (any of (tags include “vip”))'],
  [{ all: [{ fact: 'order.isFirst', operator: 'equal', value: false }] }, "this is not the customer's first order"],
  [{ all: [{ fact: 'order.isFirst', operator: 'notEqual', value: true }] }, 'first order of the customer is not yes'],
  [{ all: [{ fact: 'customer.isBusiness', operator: 'equal', value: false }] }, 'business is no'],
  [
    { all: [{ fact: 'customer.country', operator: 'in', value: ['GB', 'IE'] }] },
    'country of the customer is one of “GB”, “IE”',
  ],
  [
    { all: [{ fact: 'customer.country', operator: 'notEqual', value: { fact: 'order.country' } }] },
    'country of the customer is not the country of the order',
  ],
  [
    { all: [{ fact: 'order.skus', operator: 'doesNotContain', value: { fact: 'customer.favourite' } }] },
    'SKUs do not include the favourite product',
  ],
  [{ all: [{ fact: 'customer.spendTopPercent', operator: 'lessThan', value: 5 }] }, 'place by spend is less than 5%'],
  [
    { all: [{ fact: 'customer.daysSinceLastOrder', operator: 'greaterThanInclusive', value: 90 }] },
    'days since last order is at least 90',
  ],
  [{ all: [{ fact: 'customer.patience', operator: 'lessThanInclusive', value: 2 }] }, 'patience is at most 2 weeks'],
  [{ all: [{ fact: 'customer.patience', operator: 'equal', value: 1 }] }, 'patience is 1 week'],
  [{ all: [{ fact: 'customer.keptOrdersCount', operator: 'lessThan', value: 3 }] }, 'kept orders is less than 3'],
  [
    { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: { fact: 'customer.ordersCount' } }] },
    'kept orders is more than the orders',
  ],
  [{ all: [{ fact: 'order.total', operator: 'greaterThan', value: '1250' }] }, 'order total is more than £1,250.00'],
  [
    { all: [{ fact: 'order.total', operator: 'greaterThan', value: { fact: 'customer.averageOrderValue' } }] },
    'order total is more than the average order value',
  ],
  [
    { all: [{ fact: 'customer.firstOrderAt', operator: 'lessThan', value: '2026-01-01' }] },
    'first order is earlier than 2026-01-01',
  ],
  [
    { all: [{ fact: 'customer.lastOrderAt', operator: 'moreThanDaysAgo', value: 90 }] },
    "the customer's last order was more than 90 days ago",
  ],
  [
    { all: [{ fact: 'customer.firstOrderAt', operator: 'moreThanDaysAgo', value: 1 }] },
    'first order was more than 1 day ago',
  ],
  [
    { all: [{ fact: 'customer.firstOrderAt', operator: 'withinLastDays', value: 30 }] },
    'first order was within the last 30 days',
  ],
  [
    { all: [{ fact: 'customer.firstOrderAt', operator: 'after', value: { fact: 'customer.lastOrderAt' } }] },
    'first order is after the last order',
  ],
  [
    { all: [{ fact: 'order.total', operator: 'between', value: ['5.00', 20] }] },
    'order total is between £5.00 and £20.00',
  ],
  [
    { all: [{ fact: 'customer.country', operator: 'startsWith', value: 'G' }] },
    'country of the customer starts with “G”',
  ],
  [
    { all: [{ fact: 'customer.tags', operator: 'includesAny', value: ['vip', 'new'] }, isRegular] },
    'tags include any of “vip”, “new” and the customer has more than 3 kept orders',
  ],
  [
    { all: [{ fact: 'customer.tags', operator: 'includesNone', value: { fact: 'order.skus' } }] },
    'tags include none of the SKUs',
  ],
  [{ all: [{ fact: 'customer.tags', operator: 'isNotSet', value: true }] }, 'tags are empty'],
  [
    { any: [{ fact: 'customer.firstOrderAt', operator: 'isNotSet', value: true }, isVip] },
    'first order is not known or tags include “vip”',
  ],
  [
    {
      all: [
        {
          fact: 'order.total',
          operator: 'greaterThan',
          value: { fact: 'customer.averageOrderValue', times: 2, plus: '-5' },
        },
      ],
    },
    'order total is more than 2 times the average order value minus £5.00',
  ],
  [
    { all: [{ fact: 'customer.patience', operator: 'lessThan', value: { fact: 'customer.ordersCount', plus: 1 } }] },
    'patience is less than the orders plus 1 week',
  ],
])('conditions %j read: %s', (conditions, expected) => {
  expect(sayIf(conditions)).toBe(expected)
})

test('every way to nest two conditions two groups deep has a sentence of its own', () => {
  const widen = (parts: readonly Condition[]): Group[] => [
    ...parts.flatMap((one): Group[] => [{ all: [one] }, { any: [one] }, { not: one }]),
    ...parts.flatMap((one) => parts.flatMap((two): Group[] => [{ all: [one, two] }, { any: [one, two] }])),
  ]
  const leaves = [isVip, isRegular]
  const trees = widen([...leaves, ...widen(leaves)])

  expect(new Set(trees.map(sayIf)).size).toBe(trees.length)
  expect(trees.length).toBeGreaterThan(500)
})

test('different conditions never share their words', () => {
  const said = new Map<string, string>()
  fc.assert(
    fc.property(anyLeaf, (leaf) => {
      const words = sayIf({ all: [leaf] })
      const before = said.get(words) ?? JSON.stringify(leaf)
      said.set(words, JSON.stringify(leaf))

      expect(before).toBe(JSON.stringify(leaf))
    }),
    { numRuns: 3000 },
  )
  const seen = [...said.values()]

  expect(OPERATORS.filter((operator) => !seen.some((leaf) => leaf.includes(`"${operator}"`)))).toEqual([])
})

test('no two operators of one type share their words', () => {
  for (const { type } of vocabulary.facts) {
    const possible = OPERATORS.filter((operator) => operators[operator].takes.includes(type))
    const words = possible.map((operator) => {
      const { words, wordsForTimes = words, wordsForLists = words } = operators[operator]
      return type === 'time' ? wordsForTimes : type === 'list' ? wordsForLists : words
    })

    expect(new Set(words).size).toBe(possible.length)
  }
})

test('rules that do different things never share a sentence', () => {
  const said = new Map<string, string>()
  fc.assert(
    fc.property(anyDocument, (document) => {
      const meaning = meaningOf(document)
      const before = said.get(say(document))
      said.set(say(document), meaning)

      expect(before ?? meaning).toBe(meaning)
    }),
    { numRuns: 1000 },
  )

  expect(said.size).toBeGreaterThan(900)
})

test('limits, groups and schedules that differ never share their words', () => {
  const said = new Map<string, string>()
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const document = ruleWith(terms)
      const before = said.get(say(document)) ?? meaningOf(document)
      said.set(say(document), meaningOf(document))

      expect(before).toBe(meaningOf(document))
    }),
    { numRuns: 3000 },
  )

  expect(said.size).toBeGreaterThan(1000)
})

test('a summary leaves out long texts and the priority, and says all else as the sentence does', () => {
  const wordy: Vocabulary = {
    ...vocabulary,
    actions: [
      ...vocabulary.actions,
      {
        name: 'task.create',
        label: 'Give a person a task',
        checkParams: () => [],
        sentence: ({ body }) => `ask somebody for a personal note, saying “${body}”`,
        shortSentence: () => 'ask somebody for a personal note',
      },
    ],
  }
  const document = ruleWith({
    actions: [
      { type: 'task.create', params: { body: 'Dear {{ customer.name }}, …' } },
      { type: 'customer.addTag', params: { tag: 'regular' } },
    ],
    limits: { perCustomer: { times: 1, days: 180 } },
    priority: 60,
  })

  expect(summary(document, wordy, WORDS)).toBe(
    "When an order is paid, if this is the customer's first order: ask somebody for a personal note; tag the customer “regular”. At most once in 180 days each.",
  )
})

test('a rule with a word that nobody knows has no sentence', () => {
  expect(() => say(ruleWith({ trigger: 'moon.full' }))).toThrow('moon.full')
  expect(() => say(ruleWith({ actions: [{ type: 'moon.land', params: {} }] }))).toThrow('moon.land')
  expect(() => sayIf({ not: { fact: 'moon.phase', operator: 'equal', value: 1 } })).toThrow('moon.phase')
})
