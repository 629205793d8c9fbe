import fc from 'fast-check'
import { expect, test } from 'vitest'
import { analyse } from '../../app/rules/analyse.ts'
import { checkDocument } from '../../app/rules/check.ts'
import { compile } from '../../app/rules/compile.ts'
import type { Finding } from '../../app/rules/findings.ts'
import { runExamples } from '../../app/rules/matches.ts'
import { normalise } from '../../app/rules/normalise.ts'
import type { Condition, Group, Operand, Operator, RuleDocument } from '../../app/rules/types.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { vocabulary as shopWords } from '../../app/vocabulary/vocabulary.ts'
import { anyDocument, anyFacts } from './any-document.ts'
import { ruleWith, vocabulary, WORDS } from './vocabulary.ts'

const findingsOf = (conditions: Group, changes: Partial<RuleDocument> = {}): readonly Finding[] =>
  analyse(ruleWith({ ...changes, conditions }), vocabulary, WORDS)

const told = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ kind, places }) => `${kind} ${places.map(({ path }) => path).join(' ')}`)

const is = (fact: string, operator: Operator, value: Operand): Condition => ({ fact, operator, value })
const more = (count: number): Condition => is('customer.ordersCount', 'greaterThan', count)
const isVip = is('customer.tags', 'contains', 'vip')
const isBritish = is('customer.country', 'equal', 'GB')

test.each<[string, Group, readonly string[]]>([
  ['two conditions of which one is wider', { all: [more(3), more(5)] }, ['always /conditions/all/0']],
  ['one condition twice', { all: [isVip, isVip] }, ['always /conditions/all/1']],
  [
    'a range around a value',
    { all: [is('customer.ordersCount', 'between', [1, 9]), is('customer.ordersCount', 'in', [3, 4])] },
    ['always /conditions/all/0'],
  ],
  [
    'a value that is not another',
    { all: [isBritish, is('customer.country', 'notEqual', 'FR')] },
    ['always /conditions/all/1'],
  ],
  [
    'a prefix of the value',
    { all: [isBritish, is('customer.country', 'startsWith', 'G')] },
    ['always /conditions/all/1'],
  ],
  [
    'a count of at least nothing',
    { all: [isVip, is('customer.ordersCount', 'greaterThanInclusive', 0)] },
    ['always /conditions/all/1'],
  ],
  [
    'whole numbers above 3 and from 4',
    { all: [more(3), is('customer.ordersCount', 'greaterThanInclusive', 4)] },
    ['always /conditions/all/1'],
  ],
  [
    'more than so long ago, and not lately',
    {
      all: [
        is('customer.lastOrderAt', 'moreThanDaysAgo', 90),
        { not: is('customer.lastOrderAt', 'withinLastDays', 30) },
      ],
    },
    ['always /conditions/all/1'],
  ],
  ['an alternative inside another', { any: [more(3), more(5)] }, ['unreachable /conditions/any/1']],
  [
    'an alternative that is asked for less elsewhere',
    { any: [isVip, { all: [isVip, isBritish] }] },
    ['unreachable /conditions/any/1'],
  ],
  [
    'an alternative that the rest shuts out',
    { all: [more(5), { any: [is('customer.ordersCount', 'lessThan', 3), isVip] }] },
    ['unreachable /conditions/all/1/any/0'],
  ],
  [
    'what is always so',
    { any: [is('customer.country', 'notEqual', 'GB'), is('customer.country', 'notEqual', 'FR')] },
    ['always /conditions'],
  ],
  [
    'what is so of all who are known',
    { any: [more(3), is('customer.ordersCount', 'lessThanInclusive', 3)] },
    ['always /conditions'],
  ],
  ['a double turn', { all: [isVip, { not: { not: isVip } }] }, ['always /conditions/all/1']],
  [
    'one fact above another, and not below it',
    {
      all: [
        is('customer.ordersCount', 'greaterThan', { fact: 'customer.keptOrdersCount' }),
        is('customer.ordersCount', 'notEqual', { fact: 'customer.keptOrdersCount' }),
      ],
    },
    ['always /conditions/all/1'],
  ],
  [
    'nothing idle',
    { all: [more(3), isVip, { any: [isBritish, { not: is('order.total', 'lessThan', '20.00') }] }] },
    [],
  ],
  [
    'a missing fact asked for',
    { any: [is('customer.lastOrderAt', 'isNotSet', true), is('customer.lastOrderAt', 'moreThanDaysAgo', 90)] },
    [],
  ],
  [
    'facts that may be equal',
    {
      all: [
        is('customer.ordersCount', 'greaterThanInclusive', { fact: 'customer.keptOrdersCount' }),
        is('customer.ordersCount', 'notEqual', { fact: 'customer.keptOrdersCount' }),
      ],
    },
    [],
  ],
])('of %s, what is idle is found', (_, conditions, expected) => {
  expect(told(findingsOf(conditions))).toEqual(expected)
})

test('conditions that follow from the crossing are idle', () => {
  const crossing = { fact: 'customer.ordersCount', operator: 'greaterThan', value: 3, leaveAt: 2 } as const
  const enters = { trigger: 'customer.enters', crossing }
  const leaves = { trigger: 'customer.leaves', crossing }

  expect(told(findingsOf({ all: [more(2), isVip] }, enters))).toEqual(['always /conditions/all/0'])
  expect(told(findingsOf({ all: [is('customer.ordersCount', 'notEqual', 3), isVip] }, leaves))).toEqual([
    'always /conditions/all/0',
  ])
  expect(told(findingsOf({ all: [is('customer.ordersCount', 'notEqual', 2), isVip] }, leaves))).toEqual([])
  expect(told(findingsOf({ all: [] }, enters))).toEqual([])
})

test('a finding says what is meant and shows somebody', () => {
  expect(findingsOf({ all: [more(5), { any: [more(3), isVip] }] })).toEqual([
    {
      kind: 'always',
      places: [{ path: '/conditions/all/1' }],
      message: 'This condition says nothing new: whoever meets the others meets it too',
      witness: { customer: { ordersCount: 6 } },
    },
  ])
  expect(findingsOf({ any: [more(3), is('customer.ordersCount', 'lessThan', 9)] })).toEqual([
    {
      kind: 'always',
      places: [{ path: '/conditions' }],
      message: 'This holds for everybody of whom "Orders" is known',
      witness: {},
    },
  ])
})

test('no template of the app has an idle part', () => {
  for (const { document } of templates) expect(analyse(document, shopWords, WORDS)).toEqual([])
})

const without = (conditions: Group, path: string): Group | undefined => {
  const steps = path.split('/').slice(2)
  const last = Number(steps.pop())
  const copy = structuredClone(conditions)
  let place: unknown = copy
  for (const step of steps) place = (place as Record<string, unknown>)[step]
  if (!Array.isArray(place)) return undefined
  place.splice(last, 1)
  return copy
}

test('leaving out what is idle changes nobody’s answer, and the shown customer meets what is claimed', () => {
  let found = 0
  fc.assert(
    fc.property(anyDocument, fc.array(anyFacts, { minLength: 5, maxLength: 5 }), (document, events) => {
      fc.pre(checkDocument(document, vocabulary, WORDS).valid && document.crossing === undefined)
      const [finding] = analyse(document, vocabulary, WORDS)
      const path = finding?.places[0]?.path ?? ''
      const isIdle = finding && (finding.kind === 'unreachable' || finding.message.startsWith('This condition'))
      const shorter = isIdle ? without(document.conditions, path) : undefined
      if (!shorter) return
      found += 1
      const [before, after] = [document.conditions, shorter].map((conditions) =>
        compile(normalise({ conditions }, vocabulary, 'GBP')),
      )

      for (const facts of events) {
        const read = (fact: string) => facts[fact]
        expect(after?.(read)).toBe(before?.(read))
      }
    }),
    { numRuns: 800 },
  )

  expect(found).toBeGreaterThan(15)
})

test('what holds for everybody holds for every random customer', () => {
  let found = 0
  fc.assert(
    fc.property(anyDocument, anyFacts, (document, facts) => {
      fc.pre(checkDocument(document, vocabulary, WORDS).valid && document.crossing === undefined)
      const findings = analyse(document, vocabulary, WORDS)
      if (
        !findings.some(({ message, places }) => message.startsWith('This always') && places[0]?.path === '/conditions')
      )
        return
      found += 1

      expect(compile(normalise(document, vocabulary, 'GBP'))((fact) => facts[fact])).toBe(true)
    }),
    { numRuns: 800 },
  )

  expect(found).toBeGreaterThan(1)
})

test('a shown customer can be pasted into the examples of the rule', () => {
  const conditions: Group = {
    all: [
      is('order.total', 'greaterThan', '20.00'),
      is('order.total', 'greaterThan', '5.00'),
      is('customer.lastOrderAt', 'moreThanDaysAgo', 30),
    ],
  }
  const [finding] = findingsOf(conditions)
  const document = ruleWith({ conditions, examples: [{ ...finding?.witness, expect: 'granted' }] })

  expect(checkDocument(document, vocabulary, WORDS).valid).toBe(true)
  expect(runExamples(document, vocabulary, 'GBP')[0]?.passed).toBe(true)
})

test('what is too much to find out is said to be, within a second or two', () => {
  const hard: Group = {
    all: Array.from({ length: 60 }, (_, index) => ({
      any: [
        is('customer.patience', 'equal', index),
        is('customer.spendTopPercent', 'equal', index),
        is('customer.country', 'equal', `${index}`),
        is('customer.favourite', 'equal', `${index}`),
      ],
    })),
  }
  const start = performance.now()

  expect(told(findingsOf(hard)).at(-1)).toMatch(/^undecided \/conditions/)
  expect(performance.now() - start).toBeLessThan(10_000)
})
