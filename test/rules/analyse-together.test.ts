import fc from 'fast-check'
import { expect, test } from 'vitest'
import { analyseTogether } from '../../app/rules/analyse-together.ts'
import { compile, compileCondition } from '../../app/rules/compile.ts'
import { isFactOperand, leavesOf } from '../../app/rules/conditions.ts'
import type { Finding } from '../../app/rules/findings.ts'
import { normalise } from '../../app/rules/normalise.ts'
import type { Action, Condition, RuleDocument } from '../../app/rules/types.ts'
import { TAGS, withTag } from '../../app/rules/with-tag.ts'
import { anyDocument, anyFacts } from './any-document.ts'
import { ruleWith, vocabulary, WORDS } from './vocabulary.ts'

const findingsOf = (...documents: readonly Partial<RuleDocument>[]): readonly Finding[] =>
  analyseTogether(
    documents.map((changes, index) => ({ id: `rule ${index + 1}`, document: ruleWith(changes) })),
    vocabulary,
    WORDS,
  )

const adds = (tag: string): Action => ({ type: 'customer.addTag', params: { tag } })
const removes = (tag: string): Action => ({ type: 'customer.removeTag', params: { tag } })
const has = (tag: string): Condition => ({ fact: 'customer.tags', operator: 'contains', value: tag })
const lacks = (tag: string): Condition => ({ fact: 'customer.tags', operator: 'doesNotContain', value: tag })
const daily = (condition: Condition, action: Action): Partial<RuleDocument> => ({
  trigger: 'every.day',
  conditions: { all: [condition] },
  actions: [action],
})

test('two daily rules that give and take a tag are a loop', () => {
  const regular: Condition = { fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 }
  const gives = { ...daily(lacks('club'), adds('club')), conditions: { all: [lacks('club'), regular] } }

  expect(findingsOf(gives, daily(has('club'), removes('club')))).toEqual([
    {
      kind: 'loop',
      places: [
        { rule: 'rule 1', path: '/actions/0' },
        { rule: 'rule 2', path: '/conditions' },
        { rule: 'rule 2', path: '/actions/0' },
        { rule: 'rule 1', path: '/conditions' },
      ],
      message:
        'These rules set each other off without end: "rule 1" adds the tag "club", which sets off "rule 2"; "rule 2" takes away the tag "club", which sets off "rule 1"',
      witness: { customer: { ordersCount: 4, tags: [] } },
    },
  ])
})

test('a crossing into a tag is set off by the tag', () => {
  const crossing = { fact: 'customer.tags', operator: 'contains', value: 'b' } as const
  const enters = { trigger: 'customer.enters', crossing, conditions: { all: [] }, actions: [removes('a')] }

  const [loop] = findingsOf(
    daily(lacks('a'), adds('a')),
    daily(has('a'), adds('b')),
    enters,
    daily(has('b'), removes('b')),
  )

  expect(loop?.places.map(({ rule, path }) => `${rule} ${path}`)).toEqual(
    expect.arrayContaining(['rule 2 /actions/0', 'rule 3 /crossing', 'rule 3 /actions/0', 'rule 1 /conditions']),
  )
})

test.each<[string, readonly Partial<RuleDocument>[]]>([
  ['a rule whose tag ends its own condition', [daily(lacks('club'), adds('club'))]],
  ['a chain that ends', [daily(lacks('a'), adds('a')), daily(has('a'), adds('b'))]],
  ['tags that nobody asks for', [daily(lacks('a'), adds('b')), daily(has('c'), removes('d'))]],
  [
    'a loop that waits for an order',
    [daily(lacks('a'), adds('a')), { ...daily(has('a'), removes('a')), trigger: 'order.paid' }],
  ],
  [
    'a tag that is not enough',
    [daily(lacks('a'), adds('a')), { ...daily(has('a'), removes('a')), conditions: { all: [has('a'), lacks('a')] } }],
  ],
])('%s is no loop', (_, documents) => {
  expect(findingsOf(...documents)).toEqual([])
})

const code = (params: Action['params']): Action => ({ type: 'discount.code', params })
const ordersAbove = (value: number): Condition => ({ fact: 'customer.ordersCount', operator: 'greaterThan', value })
const paying = (condition: Condition, ...actions: Action[]): Partial<RuleDocument> => ({
  conditions: { all: [condition] },
  actions,
})
const together = { combines: true }

test('two rules that can both grant one order are told with the worst that it comes to', () => {
  expect(
    findingsOf(
      paying(ordersAbove(3), code({ percent: 10, ...together })),
      paying(ordersAbove(5), adds('vip'), code({ percent: 15, ...together })),
    ),
  ).toEqual([
    {
      kind: 'stacking',
      places: [
        { rule: 'rule 1', path: '/actions/0' },
        { rule: 'rule 2', path: '/actions/1' },
      ],
      message: '"rule 1" and "rule 2" can both give a discount for one order, 25% at worst',
      witness: { customer: { ordersCount: 6 } },
    },
  ])
})

test.each<[string, readonly Action[], string]>([
  ['one that combines with nothing', [code({ percent: 10, ...together }), code({ percent: 15 })], '10%, or 15%'],
  ['two that combine with nothing', [code({ percent: 10 }), code({ percent: 15 })], '15%'],
  [
    'a per cent and an amount',
    [code({ percent: 10, ...together }), code({ amount: 500, ...together })],
    '10% and £5.00',
  ],
  [
    'an amount that combines with nothing',
    [code({ percent: 10, ...together }), code({ amount: 500 })],
    '10%, or £5.00',
  ],
  ['more than everything', [code({ percent: 60, ...together }), code({ percent: 70, ...together })], '100%'],
])('at worst, of %s', (_, [one, other], worst) => {
  const [finding] = findingsOf(paying(ordersAbove(3), ...(one ? [one] : [])), {
    ...paying(ordersAbove(3), ...(other ? [other] : [])),
    trigger: 'order.created',
  })

  expect(finding?.message).toBe(`"rule 1" and "rule 2" can both give a discount for one order, ${worst} at worst`)
})

test('rules that no order meets both, or of which one gives no discount, do not stack', () => {
  const few: Condition = { fact: 'customer.ordersCount', operator: 'lessThan', value: 3 }
  const ten = code({ percent: 10 })

  expect(findingsOf(paying(ordersAbove(3), ten), paying(few, ten))).toEqual([])
  expect(findingsOf(paying(ordersAbove(3), ten), paying(ordersAbove(3), adds('vip')))).toEqual([])
  expect(findingsOf(paying(ordersAbove(3), ten), { ...paying(ordersAbove(3), ten), trigger: 'every.day' })).toEqual([])
})

test('conditions with a tag settled are the conditions themselves', () => {
  fc.assert(
    fc.property(anyDocument, anyFacts, fc.constantFrom('vip', 'GB', 'new'), (document, facts, tag) => {
      const { conditions } = normalise(document, vocabulary, 'GBP')
      // Tags compared with another fact, on either side, are left as they are.
      fc.pre(
        leavesOf(conditions).every(({ fact, value }) => !isFactOperand(value) || ![fact, value.fact].includes(TAGS)),
      )
      const others = [facts['customer.tags'] ?? []]
        .flat()
        .map(String)
        .filter((each) => each !== tag)

      for (const has of [true, false]) {
        const settled = compileCondition(withTag(conditions, tag, has))
        const whole = { ...facts, 'customer.tags': has ? [...others, tag] : others }
        const rest = { ...facts, 'customer.tags': others }
        expect(settled((fact) => rest[fact as keyof typeof rest])).toBe(
          compile({ conditions, facts: [] })((fact) => whole[fact as keyof typeof whole]),
        )
      }
    }),
    { numRuns: 1000 },
  )
})
