import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { betaDifference } from '../../app/models/beta-difference.ts'
import { bootstrapDifference } from '../../app/models/bootstrap-difference.ts'
import { expectedRate, liftToBeFound, rateDifference, sizesNeeded, weeksLeft } from '../../app/models/lift.ts'
import { createDraw } from '../../app/models/random.ts'
import { logGamma } from '../../app/models/special-functions.ts'
import { createRandom } from '../emulator/random.ts'

describe('the difference of two Beta variables', () => {
  test.each([-0.9, -0.3, 0, 0.2, 0.7])('of two uniform ones is a triangle: at most %d', (d) => {
    const below = d < 0 ? (1 + d) ** 2 / 2 : 1 - (1 - d) ** 2 / 2

    expect(betaDifference({ a: 1, b: 1 }, { a: 1, b: 1 }).chanceAtMost(d)).toBeCloseTo(below, 12)
  })

  test.each([
    { x: { a: 3, b: 7 }, y: { a: 2, b: 9 } },
    { x: { a: 120, b: 880 }, y: { a: 10, b: 90 } },
    { x: { a: 1, b: 500 }, y: { a: 4, b: 40 } },
    { x: { a: 22_000, b: 78_000 }, y: { a: 200_500, b: 699_500 } },
  ])('is above 0 as often as the sum of Miller 2015 says: $x.a of $x.b, $y.a of $y.b', ({ x, y }) => {
    // "Formulas for Bayesian A/B Testing", for whole a of the first.
    const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b)
    let higher = 0
    for (let i = 0; i < x.a; i++) {
      higher += Math.exp(logBeta(y.a + i, x.b + y.b) - Math.log(x.b + i) - logBeta(1 + i, x.b) - logBeta(y.a, y.b))
    }

    expect(1 - betaDifference(x, y).chanceAtMost(0)).toBeCloseTo(higher, 6)
  })

  test('is as far below with the groups exchanged, whatever the groups', () => {
    const half = fc.integer({ min: 0, max: 3_000 }).map((events) => events + 0.5)
    const beta = fc.record({ a: half, b: half })
    fc.assert(
      fc.property(beta, beta, fc.double({ min: -1, max: 1, noNaN: true }), (x, y, d) => {
        const sum = betaDifference(x, y).chanceAtMost(d) + betaDifference(y, x).chanceAtMost(-d)
        expect(sum).toBeCloseTo(1, 7)
      }),
      { numRuns: 300 },
    )
  })

  test('has quantiles where its chances say', () => {
    for (const [x, y] of [
      [
        { a: 0.5, b: 30.5 },
        { a: 0.5, b: 3.5 },
      ],
      [
        { a: 0.5, b: 0.5 },
        { a: 8.5, b: 0.5 },
      ],
      [
        { a: 900.5, b: 3_100.5 },
        { a: 80.5, b: 320.5 },
      ],
    ] as const) {
      const between = betaDifference(x, y)
      for (const chance of [0.025, 0.5, 0.975])
        expect(between.chanceAtMost(between.quantile(chance))).toBeCloseTo(chance, 4)
    }
  })
})

describe('a difference of rates', () => {
  test.each([
    { of: 'no customers', left: { customers: 0, cameBack: 0 }, right: { customers: 9, cameBack: 3 } },
    { of: 'nobody left out', left: { customers: 9, cameBack: 3 }, right: { customers: 0, cameBack: 0 } },
  ])('of $of is not known', ({ left, right }) => {
    expect(rateDifference(left, right)).toBeNull()
  })

  test.each([
    { of: 'one customer each', left: [1, 1], right: [1, 0], value: 1, around: [-0.31, 0.99] },
    { of: 'nobody coming back', left: [90, 0], right: [10, 0], value: 0, around: [-0.23, 0.03] },
    { of: 'everybody coming back', left: [90, 90], right: [10, 10], value: 0, around: [-0.03, 0.23] },
    { of: 'nobody of few, many of many', left: [900, 200], right: [10, 0], value: 2 / 9, around: [-0.02, 0.25] },
    { of: 'two large groups', left: [9e5, 2e5], right: [1e5, 2.2e4], value: 1 / 450, around: [-0.0005, 0.005] },
  ])('of $of is $value', ({ left, right, value, around }) => {
    const count = ([customers, cameBack]: number[]) => ({ customers: customers ?? 0, cameBack: cameBack ?? 0 })

    const found = rateDifference(count(left), count(right))

    expect(found?.value).toBeCloseTo(value, 12)
    expect(found?.from).toBeGreaterThan(around[0] ?? 0)
    expect(found?.from).toBeLessThan(found?.to ?? 0)
    expect(found?.to).toBeLessThan(around[1] ?? 0)
  })

  test('is 0 as likely above as below where both groups are alike', () => {
    const alike = { customers: 250, cameBack: 40 }

    const found = rateDifference(alike, alike)

    expect(found?.chanceHigher).toBeCloseTo(0.5, 9)
    expect((found?.from ?? 0) + (found?.to ?? 0)).toBeCloseTo(0, 6)
  })

  test('expects a little more than nothing where nobody came back, and nothing where nobody was seen', () => {
    expect(expectedRate({ customers: 99, cameBack: 0 })).toBe(0.005)
    expect(expectedRate({ customers: 0, cameBack: 0 })).toBeNull()
  })
})

describe('a difference of means', () => {
  const some = Float64Array.of(0, 0, 900, 0, 4_000, 0, 0, 1_200)

  test.each([
    { of: 'no customers', left: [], right: [...some] },
    { of: 'one customer', left: [...some], right: [5] },
    { of: 'nobody who spent anything', left: [0, 0, 0, 0], right: [0, 0, 0] },
    { of: 'one group that is all alike', left: [...some], right: [7, 7, 7, 7, 7] },
    { of: 'two and two', left: [0, 5], right: [0, 9] },
  ])('of $of has no interval', ({ left, right }) => {
    expect(bootstrapDifference(Float64Array.from(left), Float64Array.from(right), { seed: 1 })).toBeNull()
  })

  test('is that of the means, within its interval, and the same for the same seed', () => {
    const random = createRandom(3, 'means')
    const draw = (n: number) => Float64Array.from({ length: n }, () => Math.round(random.gamma(0.5, 4_000)))
    const [left, right] = [draw(4_321), draw(333)]
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

    const found = bootstrapDifference(left, right, { seed: 7 })

    expect(found).toEqual(bootstrapDifference(left, right, { seed: 7 }))
    expect(found).not.toEqual(bootstrapDifference(left, right, { seed: 8 }))
    expect(found?.value).toBeCloseTo(mean(left) - mean(right), 9)
    expect(found?.from).toBeLessThan(found?.value ?? 0)
    expect(found?.to).toBeGreaterThan(found?.value ?? 0)
  })

  test('knows as much of large groups in bundles as of one customer by customer', () => {
    const random = createRandom(4, 'bundles')
    const draw = (n: number) => Float64Array.from({ length: n }, () => random.gamma(1, 10))
    const [left, right] = [draw(60_001), draw(1_501)]
    const squaredError = (values: Float64Array) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length ** 2
    }

    const found = bootstrapDifference(left, right, { seed: 1 })

    const width = 2 * 1.96 * Math.sqrt(squaredError(left) + squaredError(right))
    expect(((found?.to ?? 0) - (found?.from ?? 0)) / width).toBeCloseTo(1, 1)
  })
})

describe('how many it takes', () => {
  test.each([
    // R's power.prop.test: 293.15, 434.43 and 387.34.
    { base: 0.2, lift: 0.5, each: 294 },
    { base: 0.05, lift: 1, each: 435 },
    { base: 0.5, lift: 0.2, each: 388 },
  ])('$each in each of two equal groups, to find $lift more than $base', ({ base, lift, each }) => {
    expect(sizesNeeded(base, lift, 1 / 2)).toEqual({ given: each, leftOut: each })
  })

  test('is fewer for a larger lift, for a higher base rate and for more equal groups', () => {
    const total = (base: number, lift: number, share: number) => {
      const needed = sizesNeeded(base, lift, share)
      return needed === null ? Number.NaN : needed.given + needed.leftOut
    }
    for (const share of [0.05, 0.1, 0.3, 0.5])
      for (let base = 0.01; base < 0.5; base += 0.01)
        for (let lift = 0.1; lift < 0.9; lift += 0.1) {
          expect(total(base, lift + 0.1, share)).toBeLessThanOrEqual(total(base, lift, share))
          expect(total(base + 0.01, lift, share)).toBeLessThanOrEqual(total(base, lift, share))
        }
    expect(total(0.2, 0.2, 0.1)).toBeGreaterThan(total(0.2, 0.2, 0.3))
    expect(total(0.2, 0.2, 0.3)).toBeGreaterThan(total(0.2, 0.2, 0.5))
  })

  test.each([
    [0, 0.2, 0.1],
    [0.9, 0.2, 0.1],
    [1, 0.2, 0.1],
    [0.2, 0, 0.1],
    [0.2, -0.2, 0.1],
    [0.2, 0.2, 0],
    [0.2, 0.2, 1],
    [Number.NaN, 0.2, 0.1],
  ])('cannot be said of a base rate of %d, a lift of %d and %d left out', (base, lift, share) => {
    expect(sizesNeeded(base, lift, share)).toBeNull()
  })

  test('is the other way round: the smallest lift that so many can show', () => {
    const needed = sizesNeeded(0.2, 0.35, 0.1)
    const customers = (needed?.given ?? 0) + (needed?.leftOut ?? 0)

    expect(liftToBeFound(0.2, customers, 0.1)).toBe(0.35)
    expect(liftToBeFound(0.2, customers - 1, 0.1)).toBe(0.36)
    expect(liftToBeFound(0.2, 3, 0.1)).toBeNull()
    expect(liftToBeFound(0, 1_000, 0.1)).toBeNull()
    expect(liftToBeFound(1, 1_000, 0.1)).toBeNull()
  })
})

describe('weeks until enough have been watched', () => {
  test.each([
    { needed: 100, weeksIn: [], perWeek: 10, is: 14 },
    { needed: 100, weeksIn: [3, 2, 1], perWeek: 10, is: 13.7 },
    { needed: 3, weeksIn: [3, 2, 1, 0.5], perWeek: 10, is: 3 },
    { needed: 3, weeksIn: [9, 8, 7, 1], perWeek: 10, is: 0 },
    { needed: 3, weeksIn: [9], perWeek: 0, is: null },
    { needed: 0, weeksIn: [], perWeek: 0, is: 0 },
  ])('$needed needed, $weeksIn weeks in, $perWeek more a week: $is', ({ is, ...progress }) => {
    const weeks = weeksLeft({ ...progress, watchedWeeks: 4 })

    if (is === null) expect(weeks).toBeNull()
    else expect(weeks).toBeCloseTo(is, 9)
  })
})

test('numbers are drawn evenly, and neighbouring seeds draw others', () => {
  const counts = [0, 0, 0, 0, 0, 0, 0]
  const draw = createDraw(1)
  for (let index = 0; index < 70_000; index++) {
    const number = draw(7)
    counts[number] = (counts[number] ?? 0) + 1
  }
  // χ² with 6 degrees of freedom is above 22.5 once in 1,000 times.
  expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(22.5)

  const first = (seed: number) => Array.from({ length: 20 }, () => 0).map(createDrawOf(seed))
  expect(new Set([0, 1, 2, 3].map((seed) => first(seed).join())).size).toBe(4)
  expect(first(2)).toEqual(first(2))
})

const createDrawOf = (seed: number) => {
  const draw = createDraw(seed)
  return () => draw(1_000)
}
