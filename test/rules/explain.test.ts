import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../app/rules/compile.ts'
import { type Explanation, explain } from '../../app/rules/explain.ts'
import { normalise } from '../../app/rules/normalise.ts'
import { anyDocument, anyFacts } from './any-document.ts'
import { cases } from './cases.ts'
import { ruleWith, vocabulary } from './vocabulary.ts'

test('each condition shows what it found and whether it held, also where the answer was settled before', () => {
  const rule = ruleWith({
    conditions: {
      any: [
        { fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 },
        { not: { fact: 'order.total', operator: 'lessThan', value: { fact: 'customer.averageOrderValue' } } },
        { all: [{ fact: 'customer.country', operator: 'equal', value: 'GB' }] },
      ],
    },
  })
  const facts: Record<string, number> = {
    'customer.ordersCount': 4,
    'order.total': 500,
    'customer.averageOrderValue': 700,
  }

  const why = explain(normalise(rule, vocabulary, 'GBP'), (fact) => facts[fact])

  expect(why).toEqual({
    kind: 'any',
    path: '/conditions',
    held: true,
    parts: [
      {
        kind: 'leaf',
        path: '/conditions/any/0',
        held: true,
        fact: 'customer.ordersCount',
        operator: 'greaterThan',
        value: 4,
        operand: 3,
      },
      {
        kind: 'not',
        path: '/conditions/any/1',
        held: false,
        parts: [
          {
            kind: 'leaf',
            path: '/conditions/any/1/not',
            held: true,
            fact: 'order.total',
            operator: 'lessThan',
            value: 500,
            operand: 700,
            operandFact: 'customer.averageOrderValue',
          },
        ],
      },
      {
        kind: 'all',
        path: '/conditions/any/2',
        held: false,
        parts: [
          {
            kind: 'leaf',
            path: '/conditions/any/2/all/0',
            held: false,
            fact: 'customer.country',
            operator: 'equal',
            value: undefined,
            operand: 'GB',
          },
        ],
      },
    ],
  } satisfies Explanation)
})

test.each(cases)('the explanation of $says ends in $holds', ({ conditions, facts, holds }) => {
  expect(explain({ conditions, facts: Object.keys(facts) }, (fact) => facts[fact]).held).toBe(holds)
})

test('the explanation always comes to the answer of the compiled rule', () => {
  fc.assert(
    fc.property(anyDocument, anyFacts, (document, facts) => {
      const evaluable = normalise(document, vocabulary, 'GBP')
      const read = (fact: string) => facts[fact]

      expect(explain(evaluable, read).held).toBe(compile(evaluable)(read))
    }),
    { numRuns: 300 },
  )
})
