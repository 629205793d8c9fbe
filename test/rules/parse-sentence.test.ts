import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapLeaves } from '../../app/rules/conditions.ts'
import { parseMoney, printMoney } from '../../app/rules/money.ts'
import { conditionsParser, type ParsedConditions } from '../../app/rules/parse-sentence.ts'
import { conditionsSentence } from '../../app/rules/sentence.ts'
import type { Group, Leaf, Operand, Scalar, Vocabulary } from '../../app/rules/types.ts'
import { vocabulary as shopWords } from '../../app/vocabulary/vocabulary.ts'
import { groupOf, leafAmong } from './any-document.ts'
import { vocabulary, WORDS } from './vocabulary.ts'

/** Money has several ways of writing and one of being read: "20.00". */
const canonical = (conditions: Group, { facts }: Vocabulary, currency: string): Group => {
  const money = new Set(facts.filter(({ type }) => type === 'money').map(({ name }) => name))
  const print = (value: Scalar) => printMoney(parseMoney(value, currency) ?? 0, currency)
  const printed = (value: Operand): Operand => {
    if (typeof value !== 'object') return typeof value === 'boolean' ? value : print(value)
    if (!('fact' in value)) return value.map(print)
    return { ...value, ...(value.plus !== undefined && { plus: print(value.plus) }) }
  }
  const change = (leaf: Leaf): Leaf => (money.has(leaf.fact) ? { ...leaf, value: printed(leaf.value) } : leaf)
  return mapLeaves(conditions, change)
}

test.each<[string, Vocabulary, string]>([
  ['a small shop', vocabulary, 'GBP'],
  ['the app', shopWords, 'GBP'],
  ['the app, in an amount without symbol', shopWords, 'CHF'],
])('conditions in the words of %s are read back as they were', (_, words, currency) => {
  const parse = conditionsParser(words, { currency })
  fc.assert(
    fc.property(groupOf(leafAmong(words.facts)), (conditions) => {
      const said = conditionsSentence(conditions, words, { currency })

      expect(parse(said)).toEqual({
        parsed: true,
        conditions: canonical(conditions, words, currency),
      })
    }),
    { numRuns: 1000 },
  )
})

const parse: (text: string) => ParsedConditions = conditionsParser(vocabulary, WORDS)

test.each<[string, Group]>([
  ['order total is more than £1,250.00', { all: [{ fact: 'order.total', operator: 'greaterThan', value: '1250.00' }] }],
  [
    'none of (tags include “vip”; not (business is no))',
    {
      not: {
        any: [
          { fact: 'customer.tags', operator: 'contains', value: 'vip' },
          { not: { fact: 'customer.isBusiness', operator: 'equal', value: false } },
        ],
      },
    },
  ],
  [
    'order total is between £1.00 and £2.00 and country of the order is one of “GB”, “a and b”',
    {
      all: [
        { fact: 'order.total', operator: 'between', value: ['1.00', '2.00'] },
        { fact: 'order.country', operator: 'in', value: ['GB', 'a and b'] },
      ],
    },
  ],
])('%s is understood', (text, conditions) => {
  expect(parse(text)).toEqual({ parsed: true, conditions })
})

test.each<[string, number]>([
  ['', 0],
  ['the moon is full', 0],
  ['order total is more than £1.5', 0],
  ['tags include “vip” and the moon is full', 'tags include “vip”'.length],
  ['tags include “vip” and tags are empty or tags are empty', 'tags include “vip” and tags are empty'.length],
  ['any of (tags are empty', 'any of (tags are empty'.length],
  [`${'not ('.repeat(5000)}tags are empty${')'.repeat(5000)}`, 0],
])('what nobody said is not understood: %j', (text, understood) => {
  expect(parse(text)).toEqual({ parsed: false, understood })
})
