import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BgNbdParameters, chanceOfOrder, expectedOrders, fitBgNbd, pAlive } from '../../app/models/bg-nbd.ts'
import { type BuyingHistory, bgNbdObjective } from '../../app/models/bg-nbd-likelihood.ts'
import { logGamma } from '../../app/models/special-functions.ts'
import { derivativeError } from './derivatives.ts'
import { simulate } from './simulate.ts'

/** Fader, Hardie & Lee (2005), table 2: 39 weeks of the CDNOW sample. */
const CDNOW: BgNbdParameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }

describe('published figures', () => {
  test('a customer with 2 repeat orders, the last in week 30.43 of 38.86, is expected to place 1.226 in 39 more', () => {
    expect(expectedOrders(CDNOW, { x: 2, tx: 30.43, T: 38.86 }, 39)).toBeCloseTo(1.226, 3)
  })

  test('a thousand orders in ten weeks and none in the ninety since: P(alive) is 0, without overflow', () => {
    const gone = { x: 1000, tx: 10, T: 100 }

    expect(pAlive(CDNOW, gone)).toBe(0)
    expect(chanceOfOrder(CDNOW, gone, 52) + 0).toBe(0)
    expect(expectedOrders(CDNOW, gone, 52)).toBe(0)
  })
})

describe('likelihood', () => {
  const customers = [
    { x: 0, tx: 0, T: 38.9 },
    { x: 0, tx: 0, T: 38.9 },
    { x: 1, tx: 1.7, T: 38.9 },
    { x: 2, tx: 30.4, T: 38.9 },
    { x: 7, tx: 29.4, T: 30 },
    { x: 40, tx: 12, T: 33 },
  ]

  test.each([
    [0.243, 4.414, 0.793, 2.426],
    [3, 20, 0.2, 0.4],
    [0.05, 0.3, 6, 1],
  ])('is formula 6 of the paper at r %d, α %d, a %d, b %d', (r, alpha, a, b) => {
    const logBeta = (p: number, q: number) => logGamma(p) + logGamma(q) - logGamma(p + q)
    const paper = customers.reduce((sum, { x, tx, T }) => {
      const buying = logGamma(r + x) - logGamma(r) + r * Math.log(alpha)
      const alive = Math.exp(logBeta(a, b + x) - logBeta(a, b) + buying - (r + x) * Math.log(alpha + T))
      const gone = Math.exp(logBeta(a + 1, b + x - 1) - logBeta(a, b) + buying - (r + x) * Math.log(alpha + tx))
      return sum + Math.log(alive + (x > 0 ? gone : 0))
    }, 0)

    const { value } = bgNbdObjective(customers)(Float64Array.of(r, alpha, a, b).map(Math.log))

    expect(-value).toBeCloseTo(paper, 9)
  })

  test.each([[[-1.4, 1.5, -0.2, 0.9]], [[1, 3, 1.5, -1]], [[-3, -1, -2, 2]]])(
    'has its gradient and Hessian, by differences at %j',
    (point) => {
      const all = [...customers, { x: 3, tx: 0, T: 0 }, { x: 0, tx: 0, T: 0 }]

      expect(derivativeError(bgNbdObjective(all), point)).toBeLessThan(1e-7)
    },
  )
})

describe('fit', () => {
  test.each([
    { seed: 1, bgNbd: CDNOW, ages: [27, 39] as const },
    { seed: 2, bgNbd: { r: 1.5, alpha: 10, a: 1.2, b: 4 }, ages: [0, 100] as const },
  ])('finds the parameters that a simulated shop of seed $seed was made with', ({ seed, bgNbd, ages }) => {
    const customers = simulate({ seed, customers: 20_000, bgNbd, ages })

    const fit = fitBgNbd(customers)

    expect(fit.status).toBe('converged')
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(Math.abs((fit.parameters?.[name] ?? 0) / bgNbd[name] - 1)).toBeLessThan(0.1)
    }
    // Twice the gain over the truth is χ² with 4 degrees of freedom: above 18.5 once in a thousand.
    const { r, alpha, a, b } = bgNbd
    const truth = -bgNbdObjective(customers)(Float64Array.of(r, alpha, a, b).map(Math.log)).value
    expect(2 * ((fit.logLikelihood ?? 0) - truth)).toBeGreaterThan(0)
    expect(2 * ((fit.logLikelihood ?? 0) - truth)).toBeLessThan(18.5)
  })

  test('is at a point from which no small step is likelier', () => {
    const customers = simulate({ seed: 3, customers: 1_000, bgNbd: CDNOW, ages: [10, 39] })
    const objective = bgNbdObjective(customers)
    const fit = fitBgNbd(customers)
    const { r, alpha, a, b } = fit.parameters ?? CDNOW
    const best = Float64Array.of(r, alpha, a, b).map(Math.log)

    expect(-(fit.logLikelihood ?? 0)).toBeCloseTo(objective(best).value, 8)
    expect(objective(best).gradient.every((slope) => Math.abs(slope) < 1e-5)).toBe(true)
    for (const index of [0, 1, 2, 3]) {
      for (const by of [-0.02, 0.02]) {
        expect(objective(best.map((value, i) => (i === index ? value + by : value))).value).toBeGreaterThan(
          objective(best).value,
        )
      }
    }
  })

  test('says that nobody stops where nobody does', () => {
    const loyal = { r: 1, alpha: 8, a: 1e-6, b: 100 }

    const fit = fitBgNbd(simulate({ seed: 3, customers: 300, bgNbd: loyal, ages: [20, 60] }))

    expect(fit.status).toBe('boundary')
    expect(fit.reason).toMatch(/^Nobody seems to stop for good \(/)
    expect(fit.parameters?.r).toBeCloseTo(1, 0)
  })
})

const many = (customer: BuyingHistory, times = 50) => Array.from({ length: times }, () => customer)

test.each([
  { shop: 'no customer', customers: [], status: 'too_little_data' },
  { shop: 'one customer', customers: [{ x: 5, tx: 9, T: 10 }], status: 'too_little_data' },
  { shop: 'everybody bought once', customers: many({ x: 0, tx: 0, T: 10 }), status: 'too_little_data' },
  { shop: 'everybody came today', customers: many({ x: 0, tx: 0, T: 0 }), status: 'too_little_data' },
  { shop: 'all orders at one moment', customers: many({ x: 2, tx: 0, T: 0 }), status: 'too_little_data' },
  { shop: 'all alike', customers: many({ x: 3, tx: 9, T: 10 }), status: 'boundary' },
  { shop: 'all came back once, at once', customers: many({ x: 1, tx: 0, T: 10 }), status: 'boundary' },
  { shop: 'everybody ordered today', customers: many({ x: 4, tx: 10, T: 10 }), status: 'boundary' },
  { shop: 'gaps of ten years', customers: many({ x: 2, tx: 1043.6, T: 1043.7 }), status: 'boundary' },
  { shop: 'an order a day for ten years', customers: many({ x: 3650, tx: 521.4, T: 521.4 }), status: 'boundary' },
])('$shop: $status, and every number finite', ({ customers, status }) => {
  const fit = fitBgNbd(customers)

  expect(fit.status).toBe(status)
  expect(fit.reason).toMatch(/\.$/)
  if (fit.parameters === null) return
  expect(Number.isFinite(fit.logLikelihood)).toBe(true)
  for (const customer of [...customers.slice(0, 1), { x: 0, tx: 0, T: 0 }, { x: 900, tx: 3, T: 500 }]) {
    const answers = [
      pAlive(fit.parameters, customer),
      chanceOfOrder(fit.parameters, customer, 13),
      expectedOrders(fit.parameters, customer, 52),
    ]
    expect(answers.every((answer) => Number.isFinite(answer) && answer >= 0)).toBe(true)
  }
})

test.each([
  { x: 1.5, tx: 1, T: 2 },
  { x: -1, tx: 1, T: 2 },
  { x: 1, tx: 3, T: 2 },
  { x: 1, tx: Number.NaN, T: 2 },
  { x: 0, tx: 0, T: Number.POSITIVE_INFINITY },
])('a history that cannot be is refused: %j', (customer) => {
  expect(() => fitBgNbd([customer])).toThrow(RangeError)
})

describe('looking ahead', () => {
  /** Formula 10 of the paper with Gauss's series as it stands. */
  const formula10 = ({ r, alpha, a, b }: BgNbdParameters, { x, tx, T }: BuyingHistory, t: number) => {
    const z = t / (alpha + T + t)
    let [term, series] = [1, 1]
    for (let k = 0; k < 5_000; k++) {
      term *= (((r + x + k) * (b + x + k)) / ((a + b + x - 1 + k) * (k + 1))) * z
      series += term
    }
    const above = ((a + b + x - 1) / (a - 1)) * (1 - ((alpha + T) / (alpha + T + t)) ** (r + x) * series)
    return above / (1 + (x > 0 ? (a / (b + x - 1)) * ((alpha + T) / (alpha + tx)) ** (r + x) : 0))
  }

  test.each([
    [CDNOW, { x: 0, tx: 0, T: 38.86 }, 39],
    [CDNOW, { x: 26, tx: 30, T: 32 }, 52],
    [{ r: 2, alpha: 3, a: 4, b: 0.5 }, { x: 1, tx: 4, T: 9 }, 10],
    [{ r: 0.4, alpha: 0.5, a: 1.7, b: 3 }, { x: 4, tx: 4, T: 9 }, 200],
  ])('expected orders are formula 10: %j, %j, %d weeks', (parameters, customer, weeks) => {
    expect(expectedOrders(parameters, customer, weeks) / formula10(parameters, customer, weeks)).toBeCloseTo(1, 9)
  })

  const positive = (least: number, most: number) =>
    fc.double({ min: Math.log(least), max: Math.log(most), noNaN: true }).map(Math.exp)

  test('sum and integral agree, and every answer is finite, over all parameters that a fit can give', () => {
    const parameters = fc.record({
      r: positive(1e-5, 1e5),
      alpha: positive(1e-4, 1e6),
      a: positive(1e-5, 1e5),
      b: positive(1e-5, 1e5),
    })
    const history = fc
      .tuple(fc.integer({ min: 0, max: 300 }), positive(0.1, 520), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([x, T, share]) => ({ x, tx: x === 0 ? 0 : T * share, T }))

    fc.assert(
      fc.property(parameters, history, positive(0.1, 520), (model, customer, weeks) => {
        const alive = pAlive(model, customer)
        const chance = chanceOfOrder(model, customer, weeks)
        const expected = expectedOrders(model, customer, weeks)
        // At least one order has at most the chance of being alive, and at most the expected number.
        expect(alive >= 0 && alive <= 1 && chance >= 0 && chance <= alive).toBe(true)
        expect(Number.isFinite(expected) && expected >= chance * (1 - 1e-9)).toBe(true)
        // No more than a customer who never stops.
        const never = (alive * (model.r + customer.x) * weeks) / (model.alpha + customer.T)
        expect(expected).toBeLessThanOrEqual(never * (1 + 1e-9))
      }),
      { numRuns: 1_000 },
    )
  })

  test.each([0.999999999, 1, 1.000000001])('nothing breaks where the paper divides by a − 1, at a = %d', (a) => {
    const expected = expectedOrders({ ...CDNOW, a, b: 1e-9 }, { x: 0, tx: 0, T: 5 }, 52)
    const nearby = expectedOrders({ ...CDNOW, a: 1.001, b: 1e-9 }, { x: 0, tx: 0, T: 5 }, 52)

    expect(expected / nearby).toBeCloseTo(1, 2)
  })

  test('orders that would come in thousands are integrated, and join those that are summed', () => {
    const at = (weeks: number) => expectedOrders({ r: 2, alpha: 0.5, a: 0.6, b: 3 }, { x: 9, tx: 1, T: 1 }, weeks)

    // The sum ends at about 110 weeks here: no step where one takes over from the other.
    const steps = Array.from({ length: 60 }, (_, i) => at(81 + i) - at(80 + i))
    expect(steps.every((step, i) => i === 0 || (step > 0 && step < (steps[i - 1] ?? 0)))).toBe(true)
  })

  test('no time ahead, no orders', () => {
    expect(expectedOrders(CDNOW, { x: 2, tx: 30, T: 38 }, 0)).toBe(0)
    expect(chanceOfOrder(CDNOW, { x: 2, tx: 30, T: 38 }, 0) + 0).toBe(0)
  })

  test('simulated customers come again as often, and order as much, as was foretold of people like them', () => {
    const bgNbd = { r: 0.8, alpha: 6, a: 0.7, b: 2.5 }
    const laterWeeks = 90 / 7
    const customers = simulate({ seed: 5, customers: 40_000, bgNbd, ages: [20, 60], laterWeeks })

    for (const belongs of [
      ({ x }: BuyingHistory) => x === 0,
      ({ x }: BuyingHistory) => x === 1 || x === 2,
      ({ x, tx, T }: BuyingHistory) => x > 2 && T - tx < 8,
      ({ x, tx, T }: BuyingHistory) => x > 2 && T - tx >= 8,
    ]) {
      const alike = customers.filter(belongs)
      const came = alike.filter(({ laterOrders }) => laterOrders > 0).length
      const placed = alike.reduce((sum, { laterOrders }) => sum + laterOrders, 0)
      const chance = alike.reduce((sum, customer) => sum + chanceOfOrder(bgNbd, customer, laterWeeks), 0)
      const expected = alike.reduce((sum, customer) => sum + expectedOrders(bgNbd, customer, laterWeeks), 0)

      // Four standard errors of a count of independent customers.
      expect(Math.abs(came - chance)).toBeLessThan(4 * Math.sqrt(chance))
      expect(Math.abs(placed / expected - 1)).toBeLessThan(0.08)
    }
  })
})
