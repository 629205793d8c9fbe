import { describe, expect, test } from 'vitest'
import type { Place } from '../../app/ledger/shop-figures.ts'
import { frequencyScore } from '../../app/vocabulary/facts/customer-frequency-score.ts'
import { monetaryScore } from '../../app/vocabulary/facts/customer-monetary-score.ts'
import { recencyScore } from '../../app/vocabulary/facts/customer-recency-score.ts'
import { rfmGroup } from '../../app/vocabulary/facts/customer-rfm-group.ts'
import { spendRank } from '../../app/vocabulary/facts/customer-spend-rank.ts'
import { spendRank365 } from '../../app/vocabulary/facts/customer-spend-rank-365.ts'
import { spendTopPercent } from '../../app/vocabulary/facts/customer-spend-top-percent.ts'
import { spendTopPercent365 } from '../../app/vocabulary/facts/customer-spend-top-percent-365.ts'
import { facts } from '../../app/vocabulary/facts/index.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'
import { cadenceRows } from './fact-rows/cadence.ts'
import { cartRows } from './fact-rows/cart.ts'
import { contactRows } from './fact-rows/contacts.ts'
import { countAndMoneyRows } from './fact-rows/counts-and-money.ts'
import { forecastRows } from './fact-rows/forecasts.ts'
import { orderRows } from './fact-rows/orders.ts'
import { placeRows } from './fact-rows/places.ts'
import { recordRows } from './fact-rows/record.ts'
import { ada, NOW, nobody, type Row } from './fact-rows/row.ts'
import { shopRows } from './fact-rows/shop.ts'
import { subjectOf } from './subject.ts'

const rows: readonly Row[] = [
  ...countAndMoneyRows,
  ...cadenceRows,
  ...placeRows,
  ...contactRows,
  ...recordRows,
  ...orderRows,
  ...cartRows,
  ...shopRows,
  ...forecastRows,
]

test.each(rows)('$fact.name of $of is $is', ({ fact, given, is, at = NOW }) => {
  expect(fact.read(subjectOf(given, at))).toEqual(is)
})

test('every fact has a row here', () => {
  const shown = new Set(rows.map(({ fact }) => fact))

  expect(facts.filter((fact) => !shown.has(fact)).map(({ name }) => name)).toEqual([])
})

test.each([
  { fact: spendRank, asks: 'ever', is: 4 },
  { fact: spendTopPercent, asks: 'ever', is: 30 },
  { fact: spendRank365, asks: 'year', is: 2 },
  { fact: spendTopPercent365, asks: 'year', is: 25 },
  { fact: monetaryScore, asks: 'ever', is: 4 },
  { fact: recencyScore, asks: 'recency', is: 2 },
  { fact: frequencyScore, asks: 'frequency', is: 5 },
  { fact: rfmGroup, asks: 'recency, frequency and ever', is: '254' },
])('$fact.name is of the ranking $asks', ({ fact, is }) => {
  const places: Readonly<Record<string, Place>> = {
    ever: { ahead: 3, behind: 6, ranked: 10 },
    year: { ahead: 1, behind: 2, ranked: 4 },
    recency: { ahead: 2, behind: 1, ranked: 4 },
    frequency: { ahead: 0, behind: 4, ranked: 5 },
  }
  const shop = { place: (ranking: string) => places[ranking] }

  expect(fact.read(subjectOf({ ada, shop }, NOW))).toBe(is)
})

describe('the list of facts', () => {
  test('names each once, a shelf at a time, by name', () => {
    const names = facts.map(({ name }) => name)

    expect(names).toEqual([...new Set(names)].sort())
    expect(new Set(names.map((name) => name.split('.')[0]))).toEqual(new Set(['cart', 'customer', 'order', 'shop']))
  })

  test.each(facts)('$name says in words what it counts and what a missing value means', ({ label, meaning }) => {
    expect(label).not.toBe('')
    expect(meaning).toMatch(/^[A-Z0-9].*\.$/)
  })

  test.each(facts.filter(({ name, type }) => type !== 'list' && !name.startsWith('shop.')))(
    '$name is missing, and no guess, of nobody at all',
    (fact) => {
      expect(fact.read(subjectOf(nobody, NOW))).toBeUndefined()
    },
  )

  test.each(facts.filter(({ type }) => type === 'number'))(
    '$name is a number or missing, never NaN',
    ({ name, read }) => {
      for (const { given, at = NOW } of rows) {
        const value = read(subjectOf(given, at))
        expect([name, value === undefined || Number.isFinite(value)]).toEqual([name, true])
      }
    },
  )

  test('is what the language knows', () => {
    expect(vocabulary.facts).toBe(facts)
  })
})
