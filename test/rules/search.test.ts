import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../app/rules/compile.ts'
import { isFactOperand, leavesOf } from '../../app/rules/conditions.ts'
import { normalise } from '../../app/rules/normalise.ts'
import { search } from '../../app/rules/search.ts'
import { type Condition, DAY_MS, type Leaf, MOMENT } from '../../app/rules/types.ts'
import { anyDocument, anyFacts } from './any-document.ts'
import { vocabulary } from './vocabulary.ts'

const facts = new Map(vocabulary.facts.map((spec) => [spec.name, spec]))
const orders = (operator: Leaf['operator'], value: Leaf['value']): Condition => ({
  fact: 'customer.ordersCount',
  operator,
  value,
})

test('nobody is said to meet conditions that somebody meets', () => {
  const outcomes = { found: 0, none: 0, undecided: 0 }
  fc.assert(
    fc.property(anyDocument, fc.array(anyFacts, { minLength: 10, maxLength: 10 }), (document, events) => {
      const evaluable = normalise(document, vocabulary, 'GBP')
      const holds = compile(evaluable)
      const { outcome } = search(evaluable.conditions, { facts })
      outcomes[outcome] += 1

      if (events.some((known) => holds((fact) => known[fact]))) expect(outcome).not.toBe('none')
      if (!leavesOf(evaluable.conditions).some(({ value }) => isFactOperand(value)))
        expect(outcome).not.toBe('undecided')
    }),
    { numRuns: 500 },
  )

  expect(outcomes.found).toBeGreaterThan(200)
  expect(outcomes.none).toBeGreaterThan(1)
})

test('what is found meets the conditions', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const evaluable = normalise(document, vocabulary, 'GBP')
      const found = search(evaluable.conditions, { facts })
      fc.pre(found.outcome === 'found')

      expect(compile(evaluable)((fact) => found.facts.get(fact))).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('values are found between whole numbers, days and facts', () => {
  const found = search(
    {
      all: [
        orders('greaterThan', { fact: 'customer.keptOrdersCount', times: 2, plus: 3 }),
        { fact: 'customer.keptOrdersCount', operator: 'between', value: [5, 6] },
        orders('lessThan', 15),
        { fact: 'customer.lastOrderAt', operator: 'moreThanDaysAgo', value: 90 },
        { fact: 'customer.lastOrderAt', operator: 'after', value: 1_700_000_000_000 },
      ],
    },
    { facts },
  )

  expect(found.outcome).toBe('found')
  const values = found.outcome === 'found' ? found.facts : new Map()
  expect(values.get('customer.ordersCount')).toBe(14)
  expect(values.get('customer.keptOrdersCount')).toBe(5)
  expect(Number(values.get(MOMENT)) - Number(values.get('customer.lastOrderAt'))).toBeGreaterThan(90 * DAY_MS)
})

test('facts that must be known are not left out', () => {
  const missing: Condition = { not: { any: [orders('lessThan', 3), orders('greaterThanInclusive', 3)] } }

  expect(search(missing, { facts }).outcome).toBe('found')
  expect(search(missing, { facts, known: new Set(['customer.ordersCount']) }).outcome).toBe('none')
})

test('a comparison of facts that no numbers can meet is not decided, where its outcomes alone do not rule it out', () => {
  const kept = (operator: Leaf['operator'], value: Leaf['value']): Condition => ({
    fact: 'customer.keptOrdersCount',
    operator,
    value,
  })
  const circle: Condition = {
    all: [
      orders('greaterThan', { fact: 'customer.keptOrdersCount' }),
      kept('greaterThan', { fact: 'customer.daysSinceLastOrder' }),
      { fact: 'customer.daysSinceLastOrder', operator: 'greaterThan', value: { fact: 'customer.ordersCount' } },
    ],
  }

  expect(search(circle, { facts }).outcome).toBe('undecided')
})

test('a search that has spent its steps decides nothing', () => {
  const many: Condition = {
    all: Array.from({ length: 30 }, (_, index) => ({
      any: [orders('equal', index), { fact: 'order.country', operator: 'equal', value: `${index}` }],
    })),
  }

  expect(search(many, { facts, budget: { steps: 1 } }).outcome).toBe('undecided')
  expect(search(many, { facts }).outcome).toBe('none')
})
