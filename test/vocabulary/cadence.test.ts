import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../app/ledger/entries.ts'
import { ownMedianGapDays, silenceRatioOf } from '../../app/vocabulary/cadence.ts'
import { order } from '../ledger/entries.ts'
import { type Given, subjectOf } from './subject.ts'

const hours = (...moments: readonly number[]): Given => ({
  ada: moments.map((hour, index) => order(String(index), { at: (hour * DAY_MS) / 24 })),
})
const customerOf = (given: Given) => {
  const { customer } = subjectOf(given, 0)
  if (customer === undefined) throw new Error('Ada is nobody')
  return customer
}

test('half of the gaps are no longer than the median, and half no shorter', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { minLength: 3, maxLength: 12 }), (gaps) => {
      let at = 0
      const median = ownMedianGapDays(customerOf(hours(0, ...gaps.map((gap) => (at += gap)))))
      const days = gaps.map((gap) => gap / 24)

      expect(median).toBeDefined()
      expect(days.filter((gap) => gap <= (median ?? 0)).length).toBeGreaterThanOrEqual(gaps.length / 2)
      expect(days.filter((gap) => gap >= (median ?? 0)).length).toBeGreaterThanOrEqual(gaps.length / 2)
    }),
  )
})

test('an even number of gaps has the mean of the middle two', () => {
  expect(ownMedianGapDays(customerOf(hours(0, 24, 72, 168, 1_000)))).toBe((2 + 4) / 2)
})

test('the shop’s median stands in below three orders, and no longer from then on', () => {
  const { shop } = subjectOf({ shop: { medianGapMs: 10 * DAY_MS } }, 0)

  expect(silenceRatioOf(customerOf(hours(0, 24)), 31 * DAY_MS, shop)).toBe(3)
  expect(silenceRatioOf(customerOf(hours(0, 24, 48)), 32 * DAY_MS, shop)).toBe(30)
})

test('a shop in which everybody ordered twice at once has no usual gap to divide by', () => {
  const { shop } = subjectOf({ shop: { medianGapMs: 0 } }, 0)

  expect(silenceRatioOf(customerOf(hours(0)), DAY_MS, shop)).toBeUndefined()
})
