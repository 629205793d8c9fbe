import { expect, test } from 'vitest'
import { compile } from '../../app/rules/compile.ts'
import { OPERATORS } from '../../app/rules/types.ts'
import { cases, takesFacts } from './cases.ts'

test.each(cases)('$says: $holds', ({ conditions, facts, holds }) => {
  const evaluate = compile({ conditions, facts: Object.keys(facts) })

  expect(evaluate((fact) => facts[fact])).toBe(holds)
})

test.each(OPERATORS)('%s is asked of a missing fact and of a missing operand in the table', (operator) => {
  const asked = JSON.stringify(operator)
  const about = cases.filter(({ conditions }) => JSON.stringify(conditions).includes(asked))

  expect(about.some(({ facts }) => facts.f === undefined)).toBe(true)
  expect(about.some(({ facts }) => 'g' in facts && facts.g === undefined)).toBe(takesFacts(operator))
})

test('facts are read no further than the answer needs', () => {
  const one = { fact: 'one', operator: 'equal', value: 1 } as const
  const two = { fact: 'two', operator: 'equal', value: 2 } as const
  const evaluate = compile({ conditions: { any: [one, { all: [one, two] }] }, facts: ['one', 'two'] })
  const readFor = (value: number): string[] => {
    const read: string[] = []
    evaluate((fact) => {
      read.push(fact)
      return value
    })
    return read
  }

  expect(readFor(1)).toEqual(['one'])
  expect(readFor(2)).toEqual(['one', 'one'])
})

test('conditions that count days back refuse to guess the moment', () => {
  const evaluate = compile({ conditions: { all: [{ fact: 'f', operator: 'withinLastDays', value: 1 }] }, facts: ['f'] })

  expect(() => evaluate((fact) => (fact === 'f' ? 0 : undefined))).toThrow('read("@at")')
})
