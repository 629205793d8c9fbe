import { expect, test } from 'vitest'
import { normalise } from '../../app/rules/normalise.ts'
import { ruleWith, vocabulary } from './vocabulary.ts'

const rule = ruleWith({
  conditions: {
    any: [
      { fact: 'order.total', operator: 'greaterThan', value: '20.50' },
      {
        all: [
          { fact: 'order.total', operator: 'in', value: [20, '0.1'] },
          { not: { fact: 'customer.lastOrderAt', operator: 'lessThan', value: '1970-01-02' } },
        ],
      },
      { fact: 'customer.spendTopPercent', operator: 'lessThan', value: 5 },
      { fact: 'customer.country', operator: 'equal', value: { fact: 'order.country' } },
      { fact: 'customer.tags', operator: 'contains', value: '20.50' },
    ],
  },
})

test('money becomes minor units and times milliseconds, wherever they stand; all else stays', () => {
  expect(normalise(rule, vocabulary, 'GBP').conditions).toEqual({
    any: [
      { fact: 'order.total', operator: 'greaterThan', value: 2050 },
      {
        all: [
          { fact: 'order.total', operator: 'in', value: [2000, 10] },
          { not: { fact: 'customer.lastOrderAt', operator: 'lessThan', value: 86_400_000 } },
        ],
      },
      { fact: 'customer.spendTopPercent', operator: 'lessThan', value: 5 },
      { fact: 'customer.country', operator: 'equal', value: { fact: 'order.country' } },
      { fact: 'customer.tags', operator: 'contains', value: '20.50' },
    ],
  })
})

test('every fact that the conditions name is listed once, sorted, on whichever side it stands', () => {
  expect(normalise(rule, vocabulary, 'GBP').facts).toEqual([
    'customer.country',
    'customer.lastOrderAt',
    'customer.spendTopPercent',
    'customer.tags',
    'order.country',
    'order.total',
  ])
})

test('what the check would have refused is thrown', () => {
  const yen = () => normalise(rule, vocabulary, 'JPY')
  const unknown = () =>
    normalise(ruleWith({ conditions: { not: { fact: 'moon.phase', operator: 'equal', value: 1 } } }), vocabulary, 'GBP')

  expect(yen).toThrow('20.50 is not a money')
  expect(unknown).toThrow('There is no fact called moon.phase')
})
