import { expect, test } from 'vitest'
import { runExamples } from '../../app/rules/matches.ts'
import { ruleWith, vocabulary } from './vocabulary.ts'

const results = (changes: Parameters<typeof ruleWith>[0]) => runExamples(ruleWith(changes), vocabulary, 'GBP')

test('examples come true or not, each with the values that its conditions found', () => {
  const [first, second] = results({
    conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 }] },
    examples: [
      { customer: { ordersCount: 4 }, expect: 'granted' },
      { customer: { ordersCount: 3 }, expect: 'granted' },
    ],
  })

  expect(first).toMatchObject({ path: '/examples/0', passed: true, found: 'granted' })
  expect(second).toMatchObject({
    path: '/examples/1',
    passed: false,
    expected: 'granted',
    found: 'no match',
    why: { held: false, parts: [{ fact: 'customer.ordersCount', value: 3, operand: 3, held: false }] },
  })
})

test('values are written as in rules: money as a decimal, times as ISO 8601, facts with or without their shelf', () => {
  const [result] = results({
    conditions: {
      all: [
        { fact: 'order.total', operator: 'equal', value: '20.00' },
        { fact: 'customer.lastOrderAt', operator: 'equal', value: '2026-01-01' },
        { fact: 'customer.tags', operator: 'contains', value: 'vip' },
        { fact: 'order.country', operator: 'equal', value: 'GB' },
      ],
    },
    examples: [
      {
        customer: { 'customer.lastOrderAt': '2026-01-01T01:00:00+01:00', tags: ['new', 'vip'] },
        order: { total: 20, 'order.country': 'GB' },
        expect: 'granted',
      },
    ],
  })

  expect(result?.passed).toBe(true)
})

test('a fact left out is missing, a list left out is empty', () => {
  const [result] = results({
    conditions: {
      all: [
        { fact: 'customer.ordersCount', operator: 'notEqual', value: 0 },
        { not: { fact: 'customer.ordersCount', operator: 'lessThan', value: 100 } },
        { fact: 'customer.tags', operator: 'doesNotContain', value: 'vip' },
      ],
    },
    examples: [{ expect: 'granted' }],
  })

  expect(result?.passed).toBe(true)
})

test('a rule without examples has no results', () => {
  expect(results({})).toEqual([])
})
