import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../app/rules/compile.ts'
import { compileRules } from '../../app/rules/compile-rules.ts'
import { normalise } from '../../app/rules/normalise.ts'
import { rowsOf } from '../../app/rules/rule-rows.ts'
import type { Condition, FactValue, Group } from '../../app/rules/types.ts'
import { anyDocument, anyFacts } from './any-document.ts'
import { cases } from './cases.ts'
import { vocabulary } from './vocabulary.ts'

test.each(cases)('among other rules, $says: $holds', ({ conditions, facts, holds }) => {
  const never: Group = { not: { all: [] } }
  const always: Group = { all: [] }
  const match = compileRules([{ conditions: never }, { conditions }, { conditions: always }, { conditions }])

  expect(match((fact) => facts[fact])).toEqual(holds ? [1, 2, 3] : [2])
})

test('all cases at once have the answers that each has alone', () => {
  const alone = cases.map(({ conditions }) => compile({ conditions, facts: [] }))
  const together = compileRules(cases)

  for (const { facts } of cases) {
    const read = (fact: string): FactValue => (fact === '@at' ? (facts['@at'] ?? 0) : facts[fact])
    expect(together(read)).toEqual(alone.flatMap((holds, index) => (holds(read) ? [index] : [])))
  }
})

test('many random rules match as each does alone', () => {
  fc.assert(
    fc.property(
      fc.array(anyDocument, { minLength: 1, maxLength: 60 }),
      fc.array(anyFacts, { minLength: 1, maxLength: 5 }),
      (documents, events) => {
        const evaluables = documents.map((document) => normalise(document, vocabulary, 'GBP'))
        const alone = evaluables.map(compile)
        const together = compileRules(evaluables)

        for (const facts of events) {
          const read = (fact: string) => facts[fact]
          expect(together(read)).toEqual(alone.flatMap((holds, index) => (holds(read) ? [index] : [])))
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('more rules than one block holds, and rules too involved for rows, are all asked', () => {
  const eitherOf = (fact: string): Condition => ({
    any: [
      { fact, operator: 'equal', value: 1 },
      { fact, operator: 'equal', value: 2 },
    ],
  })
  const involved: Group = { all: ['a', 'b', 'c', 'd', 'e'].map(eitherOf) }
  const many = Array.from({ length: 2500 }, (_, index): Group => {
    if (index % 500 === 7) return involved
    return { all: [{ fact: 'a', operator: 'greaterThan', value: index / 1000 }] }
  })
  const match = compileRules(many.map((conditions) => ({ conditions })))
  const alone = many.map((conditions) => compile({ conditions, facts: [] }))

  expect(rowsOf(involved)).toBeUndefined()
  for (const value of [undefined, 0, 1, 1.5, 2, 3]) {
    expect(match(() => value)).toEqual(alone.flatMap((holds, index) => (holds(() => value) ? [index] : [])))
  }
})

test('each fact of a table is read once, and none more when all rules are out', () => {
  const match = compileRules([
    {
      conditions: {
        all: [
          { fact: 'a', operator: 'greaterThan', value: 1 },
          { fact: 'b', operator: 'equal', value: 'x' },
        ],
      },
    },
    {
      conditions: {
        any: [
          { fact: 'a', operator: 'greaterThan', value: 2 },
          { fact: 'a', operator: 'equal', value: 2 },
        ],
      },
    },
  ])
  const readFor = (value: number): string[] => {
    const read: string[] = []
    match((fact) => {
      read.push(fact)
      return value
    })
    return read
  }

  expect(readFor(3)).toEqual(['a', 'b'])
  expect(readFor(0)).toEqual(['a'])
})

test('a condition that several rules share is evaluated once an event', () => {
  const shared: Condition = { fact: 'a', operator: 'startsWith', value: 'x' }
  const match = compileRules([
    { conditions: { all: [shared] } },
    { conditions: { not: shared } },
    { conditions: { any: [shared] } },
  ])
  let reads = 0
  const matchFor = (value: string) =>
    match(() => {
      reads += 1
      return value
    })

  expect(matchFor('xy')).toEqual([0, 2])
  expect(matchFor('y')).toEqual([1])
  expect(reads).toBe(2)
})
