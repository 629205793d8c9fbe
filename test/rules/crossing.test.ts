import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../app/rules/compile.ts'
import { compileCrossing, crosses, type Side } from '../../app/rules/crossing.ts'
import { runExamples } from '../../app/rules/matches.ts'
import { normalise } from '../../app/rules/normalise.ts'
import type { Crossing, FactValue } from '../../app/rules/types.ts'
import { anyDocument, anyFacts } from './any-document.ts'
import { ruleWith, vocabulary } from './vocabulary.ts'

const TOP: Crossing = { fact: 'f', operator: 'lessThan', value: 5, leaveAt: 6 }

/** The sides that a customer is on as a fact takes one value after the other. */
const sides = (crossing: Crossing, values: readonly FactValue[]): readonly Side[] => {
  const sideOf = compileCrossing(crossing)
  const seen: Side[] = []
  for (const value of values) seen.push(sideOf(() => value, seen.at(-1)))
  return seen
}

test.each<[string, Crossing, readonly FactValue[], string]>([
  ['comes in below 5 and stays until 6', TOP, [7, 5, 4.9, 5, 5.9, 6, 5.9, 5, 4], 'ooiiioooi'],
  ['is out while the fact is missing', TOP, [4, undefined, 5.5, 4], 'iooi'],
  ['has one edge without a band', { ...TOP, leaveAt: 5 }, [4, 5, 4.9], 'ioi'],
  [
    'leaves below where it came in',
    { fact: 'f', operator: 'greaterThan', value: 2, leaveAt: 1.5 },
    [2, 3, 2, 1.6, 1.5, 2],
    'oiiioo',
  ],
  ['needs no order', { fact: 'f', operator: 'equal', value: 'loyal' }, ['new', 'loyal', 'loyal', 'lapsed'], 'oiio'],
])('a customer %s', (_, crossing, values, expected) => {
  expect(
    sides(crossing, values)
      .map((side) => side[0])
      .join(''),
  ).toBe(expected)
})

test.each<[Side | undefined, Side, boolean, boolean]>([
  [undefined, 'inside', true, false],
  [undefined, 'outside', false, false],
  ['outside', 'inside', true, false],
  ['inside', 'inside', false, false],
  ['inside', 'outside', false, true],
  ['outside', 'outside', false, false],
])('from %s to %s: enters is %s, leaves is %s', (last, now, enters, leaves) => {
  expect(crosses('enters', last, now)).toBe(enters)
  expect(crosses('leaves', last, now)).toBe(leaves)
})

test('an insider of a band is never out where an outsider would come in', () => {
  fc.assert(
    fc.property(anyDocument, anyFacts, (document, facts) => {
      const { crossing } = normalise(document, vocabulary, 'GBP')
      fc.pre(crossing !== undefined)
      const sideOf = compileCrossing(crossing)
      const read = (fact: string) => facts[fact]

      expect(sideOf(read, 'outside')).toBe(sideOf(read, undefined))
      if (sideOf(read, 'outside') === 'inside') expect(sideOf(read, 'inside')).toBe('inside')
    }),
    { numRuns: 300 },
  )
})

test('a crossing is normalised with its end, and its fact is among those that the rule names', () => {
  const crossing: Crossing = {
    fact: 'customer.averageOrderValue',
    operator: 'greaterThan',
    value: '20.00',
    leaveAt: 18,
  }
  const evaluable = normalise(ruleWith({ crossing, conditions: { all: [] } }), vocabulary, 'GBP')

  expect(evaluable.crossing).toEqual({ ...crossing, value: 2000, leaveAt: 1800 })
  expect(evaluable.facts).toEqual(['customer.averageOrderValue'])
  expect(compile(evaluable)(() => undefined)).toBe(true)
})

test('examples of a crossing tell what holds once it has happened', () => {
  const crossing: Crossing = { fact: 'customer.spendTopPercent', operator: 'lessThan', value: 5, leaveAt: 6 }
  const foundFor = (trigger: string, spendTopPercent: number) =>
    runExamples(
      ruleWith({
        trigger,
        crossing,
        conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 }] },
        examples: [{ customer: { spendTopPercent, ordersCount: 4 }, expect: 'granted' }],
      }),
      vocabulary,
      'GBP',
    ).map(({ found, why }) => [found, why.kind === 'leaf' ? why.path : why.parts[0]?.path])

  expect(foundFor('customer.enters', 4)).toEqual([['granted', '/crossing']])
  expect(foundFor('customer.enters', 5)).toEqual([['no match', '/crossing']])
  expect(foundFor('customer.leaves', 5)).toEqual([['no match', '/crossing']])
  expect(foundFor('customer.leaves', 6)).toEqual([['granted', '/crossing']])
})
