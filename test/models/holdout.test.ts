import { describe, expect, test } from 'vitest'
import { fitBgNbd } from '../../app/models/bg-nbd.ts'
import { tooLittle } from '../../app/models/fit.ts'
import { pastRate, recency } from '../../app/models/forecasts.ts'
import { areaUnderCurve, holdOut } from '../../app/models/holdout.ts'
import { type PlacedOrder, summarise } from '../../app/models/summaries.ts'
import { createRandom } from '../emulator/random.ts'

const DAY_MS = 86_400_000
const onDays = (customerId: string, ...days: readonly number[]): PlacedOrder[] =>
  days.map((day) => ({ customerId, at: day * DAY_MS, value: 10 }))

describe('area under the curve', () => {
  test.each([
    { what: 'perfect', scores: [1, 2, 3, 4], happened: [false, false, true, true], is: 1 },
    { what: 'upside down', scores: [4, 3, 2, 1], happened: [false, false, true, true], is: 0 },
    { what: 'all equal', scores: [7, 7, 7], happened: [true, false, true], is: 0.5 },
    { what: 'one tie', scores: [1, 2, 2, 3], happened: [false, true, false, true], is: 0.875 },
    { what: 'nobody', scores: [1, 2], happened: [false, false], is: null },
    { what: 'everybody', scores: [1, 2], happened: [true, true], is: null },
    { what: 'no one there', scores: [], happened: [], is: null },
  ])('$what: $is', ({ scores, happened, is }) => {
    expect(areaUnderCurve(scores, happened)).toBe(is)
  })

  test('is the share of pairs put in the right order', () => {
    const random = createRandom(1)
    const scores = Array.from({ length: 200 }, () => random.below(20))
    const happened = scores.map((score) => random.unit() < score / 25)
    const won = scores.flatMap((score, i) =>
      happened[i]
        ? scores.filter((_, j) => !happened[j]).map((other) => (score > other ? 1 : score === other ? 0.5 : 0))
        : [],
    )

    const pairs = won.reduce<number>((sum, win) => sum + win, 0) / won.length
    expect(areaUnderCurve(scores, happened)).toBeCloseTo(pairs, 12)
  })
})

test('the past rate goes on, and recency goes by silence alone', () => {
  const customer = { x: 6, tx: 10, T: 12 }

  expect(pastRate.expectedOrders(customer, 4)).toBe(2)
  expect(pastRate.chanceOfOrder(customer, 4)).toBeCloseTo(1 - Math.exp(-2), 12)
  expect(recency.expectedOrders(customer, 4)).toBe(2)
  expect(recency.expectedOrders(customer, 1)).toBe(0)
  expect(recency.chanceOfOrder(customer, 4)).toBeCloseTo(4 / 6, 12)
  expect(pastRate.expectedOrders({ x: 0, tx: 0, T: 0 }, 4)).toBe(0)
  expect(recency.chanceOfOrder({ x: 0, tx: 0, T: 0 }, 0)).toBe(0)
})

describe('holdout', () => {
  const few = [...onDays('ada', 0, 7, 14, 21, 35), ...onDays('bob', 7, 14), ...onDays('cyd', 14), ...onDays('dan', 30)]

  test('errors and areas are those that a pencil gives', () => {
    const calibrated = summarise(few, 28)
    const fit = fitBgNbd(calibrated)

    const found = holdOut(few, calibrated, fit, { calibrateToDay: 28, endDay: 42 })

    // Two weeks ahead the past rate says ada 3/4 × 2, bob 1/3 × 2, cyd 0; placed were 1, 0, 0. Dan came later.
    // Recency, silent for 1, 2 and 2 weeks, says the same of orders; ada is told apart by both.
    expect(found).toMatchObject({ customers: 3, weeks: 2, best: { orders: 'pastRate', chance: 'pastRate' } })
    expect(found.meanAbsoluteError.bgNbd).toBeNull()
    expect(found.meanAbsoluteError.pastRate).toBeCloseTo((0.5 + 2 / 3) / 3, 12)
    expect(found.meanAbsoluteError.recency).toBeCloseTo((0.5 + 2 / 3) / 3, 12)
    expect(found.auc).toEqual({ bgNbd: null, pastRate: 1, recency: 1 })
    expect(found.verdict).toBe(
      'Orders per customer over 2.0 weeks were missed on average by: the past rate 0.389, recency 0.389; the past rate is used. ' +
        'Who orders at all was told apart (0.5 is blind, 1 perfect) by: the past rate 1.000, recency 1.000; the past rate is used.',
    )
  })

  test('nothing held out, nobody there: said, not divided by', () => {
    const none = tooLittle('Nobody came back.')

    for (const found of [
      holdOut(few, summarise(few, 42), none, { calibrateToDay: 42, endDay: 42 }),
      holdOut(few, summarise(few, 42), none, { calibrateToDay: 42, endDay: 40 }),
      holdOut([], [], none, { calibrateToDay: 0, endDay: 42 }),
    ]) {
      expect(found.meanAbsoluteError).toEqual({ bgNbd: null, pastRate: null, recency: null })
      expect(found.auc).toEqual({ bgNbd: null, pastRate: null, recency: null })
      expect(found.verdict).toBe('No time was held out, so nothing could be compared.')
    }
  })

  test('where everybody ordered, only the numbers are compared', () => {
    const orders = [...onDays('ada', 0, 9), ...onDays('bob', 1, 9)]

    const found = holdOut(orders, summarise(orders, 5), tooLittle('Nobody came back.'), {
      calibrateToDay: 5,
      endDay: 12,
    })

    expect(found.auc.recency).toBeNull()
    expect(found.best.chance).toBe('recency')
    expect(found.verdict).toContain('could not be compared')
  })

  test('in a shop that lives by the model, the model errs least and is used', () => {
    const orders = shopOf(1_500, (random) => ({ rate: random.gamma(0.8, 1 / 40), stops: random.beta(1, 2) }))
    const calibrated = summarise(orders, 365)

    const found = holdOut(orders, calibrated, fitBgNbd(calibrated), { calibrateToDay: 365, endDay: 547 })

    expect(found.best).toEqual({ orders: 'bgNbd', chance: 'bgNbd' })
    expect(found.auc.bgNbd).toBeGreaterThan(0.75)
    expect(found.verdict).toContain('the model is used')
  })

  test('where customers buy like clockwork, the past rate errs less, is named and is used', () => {
    const orders = Array.from({ length: 200 }, (_, i) => {
      const every = i % 2 === 0 ? 14 : 200
      const days = Array.from({ length: Math.floor(600 / every) }, (_, k) => (i % 14) + k * every)
      return onDays(`c${i}`, ...days)
    }).flat()
    const calibrated = summarise(orders, 420)

    const found = holdOut(orders, calibrated, fitBgNbd(calibrated), { calibrateToDay: 420, endDay: 560 })

    expect(found.best.orders).toBe('pastRate')
    expect(found.verdict).toMatch(/^Orders per customer .*; the past rate is used\. Who/)
  })
})

type Habit = { readonly rate: number; readonly stops: number }

/** Customers who join over a year and order at days until they stop. */
const shopOf = (customers: number, habitOf: (random: ReturnType<typeof createRandom>) => Habit): PlacedOrder[] => {
  const random = createRandom(11)
  return Array.from({ length: customers }, (_, i) => {
    const { rate, stops } = habitOf(random)
    const days = [random.unit() * 365]
    for (let at = (days[0] ?? 0) + random.exponential(rate); at < 600; at += random.exponential(rate)) {
      days.push(at)
      if (random.chance(stops)) break
    }
    return onDays(`c${i}`, ...days)
  }).flat()
}
