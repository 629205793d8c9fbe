import { describe, expect, test } from 'vitest'
import { expectedOrderValue, fitGammaGamma, type GammaGammaParameters } from '../../app/models/gamma-gamma.ts'
import { gammaGammaObjective } from '../../app/models/gamma-gamma-likelihood.ts'
import { logGamma } from '../../app/models/special-functions.ts'
import { derivativeError } from './derivatives.ts'
import { simulate } from './simulate.ts'

/** Fader & Hardie (2013): the CDNOW sample, dollars. */
const CDNOW: GammaGammaParameters = { p: 6.25, q: 3.74, gamma: 15.44 }
const buying = { r: 0.8, alpha: 6, a: 0.7, b: 2.5 }

test.each([
  // Worked through by hand from formula 5; the last is the mean of the whole shop.
  { x: 2, meanValue: 22.35, is: 24.66 },
  { x: 1, meanValue: 11.77, is: 18.92 },
  { x: 7, meanValue: 73.74, is: 71.47 },
  { x: 0, meanValue: null, is: 35.22 },
])('after $x orders of $meanValue on average the next is expected at $is', ({ is, ...customer }) => {
  expect(expectedOrderValue(CDNOW, customer)).toBeCloseTo(is, 2)
})

test.each([
  { x: 0, meanValue: null },
  { x: 3, meanValue: 0 },
  { x: 3, meanValue: -20 },
])("who never spent anything again ($x, $meanValue) is expected to spend the shop's mean", (customer) => {
  expect(expectedOrderValue(CDNOW, customer)).toBe((6.25 * 15.44) / 2.74)
})

test('so heavy a tail that no mean exists gives none, until orders make one', () => {
  const heavy = { p: 0.6, q: 0.9, gamma: 10 }

  expect(expectedOrderValue(heavy, { x: 0, meanValue: null })).toBeUndefined()
  expect(expectedOrderValue(heavy, { x: 1, meanValue: 10 })).toBeCloseTo((0.6 * 20) / 0.5, 9)
})

describe('likelihood', () => {
  const spendings = [
    { x: 1, meanValue: 11.77 },
    { x: 2, meanValue: 22.35 },
    { x: 2, meanValue: 310 },
    { x: 7, meanValue: 73.74 },
    { x: 120, meanValue: 4.5 },
  ]

  test.each([
    [6.25, 3.74, 15.44],
    [0.4, 1.1, 200],
    [90, 60, 3],
  ])('is formula 1a of the paper at p %d, q %d, γ %d', (p, q, gamma) => {
    const paper = spendings.reduce((sum, { x, meanValue: z }) => {
      const constants = logGamma(p * x + q) - logGamma(p * x) - logGamma(q)
      return (
        sum +
        constants +
        q * Math.log(gamma) +
        (p * x - 1) * Math.log(z) +
        p * x * Math.log(x) -
        (p * x + q) * Math.log(gamma + x * z)
      )
    }, 0)

    expect(-gammaGammaObjective(spendings)(Float64Array.of(p, q, gamma).map(Math.log)).value).toBeCloseTo(paper, 8)
  })

  test.each([[[1.8, 1.3, 2.7]], [[-0.5, 0.2, 5]], [[3, 4, 0]]])('has its gradient and Hessian at %j', (point) => {
    expect(derivativeError(gammaGammaObjective(spendings), point)).toBeLessThan(1e-7)
  })
})

describe('fit', () => {
  test.each([
    { seed: 1, gammaGamma: CDNOW },
    { seed: 2, gammaGamma: { p: 1.4, q: 6, gamma: 40_000 } },
  ])('finds the parameters that a simulated shop of seed $seed was made with', ({ seed, gammaGamma }) => {
    const customers = simulate({ seed, customers: 20_000, bgNbd: buying, gammaGamma, ages: [20, 60] })

    const fit = fitGammaGamma(customers)

    expect(fit.status).toBe('converged')
    for (const name of ['p', 'q', 'gamma'] as const) {
      expect(Math.abs((fit.parameters?.[name] ?? 0) / gammaGamma[name] - 1)).toBeLessThan(0.15)
    }
    // Twice the gain over the truth is χ² with 3 degrees of freedom: above 16.3 once in a thousand.
    const spendings = customers.flatMap(({ x, meanValue }) => (meanValue === null ? [] : [{ x, meanValue }]))
    const { p, q, gamma } = gammaGamma
    const truth = -gammaGammaObjective(spendings)(Float64Array.of(p, q, gamma).map(Math.log)).value
    expect(2 * ((fit.logLikelihood ?? 0) - truth)).toBeGreaterThan(0)
    expect(2 * ((fit.logLikelihood ?? 0) - truth)).toBeLessThan(16.3)
  })

  test('in pence γ is a hundred times what it is in pounds, and nothing else changes but ln 100 per customer', () => {
    const pounds = simulate({ seed: 3, customers: 500, bgNbd: buying, gammaGamma: CDNOW, ages: [20, 60] })
    const pence = pounds.map(({ x, meanValue }) => ({ x, meanValue: meanValue === null ? null : meanValue * 100 }))
    const repeating = pounds.filter(({ x }) => x > 0).length

    const [inPounds, inPence] = [fitGammaGamma(pounds), fitGammaGamma(pence)]

    expect((inPence.parameters?.gamma ?? 0) / (inPounds.parameters?.gamma ?? 1)).toBeCloseTo(100, 4)
    expect(inPence.parameters?.p).toBeCloseTo(inPounds.parameters?.p ?? 0, 6)
    expect(inPence.logLikelihood).toBeCloseTo((inPounds.logLikelihood ?? 0) - repeating * Math.log(100), 5)
  })

  test('zero and negative means are left out', () => {
    const customers = simulate({ seed: 4, customers: 300, bgNbd: buying, gammaGamma: CDNOW, ages: [20, 60] })

    const fit = fitGammaGamma([...customers, { x: 3, meanValue: 0 }, { x: 1, meanValue: -50 }])

    expect(fit).toEqual(fitGammaGamma(customers))
  })
})

const many = (customer: { x: number; meanValue: number | null }, times = 50) =>
  Array.from({ length: times }, () => customer)

test.each([
  { shop: 'no customer', customers: [], status: 'too_little_data' },
  { shop: 'one customer', customers: [{ x: 3, meanValue: 20 }], status: 'too_little_data' },
  { shop: 'nobody came back', customers: many({ x: 0, meanValue: null }), status: 'too_little_data' },
  { shop: 'repeat orders of 0', customers: many({ x: 2, meanValue: 0 }), status: 'too_little_data' },
  { shop: 'refunded below 0', customers: many({ x: 2, meanValue: -3 }), status: 'too_little_data' },
  { shop: 'all orders alike', customers: many({ x: 2, meanValue: 20 }), status: 'boundary' },
  { shop: 'alike but for one', customers: [...many({ x: 1, meanValue: 20 }), { x: 1, meanValue: 1e6 }] },
  {
    shop: 'hundredths of a penny and millions',
    customers: [...many({ x: 1, meanValue: 1e-4 }), ...many({ x: 4, meanValue: 1e6 })],
  },
])('$shop: a flagged answer, and every number finite', ({ customers, status }) => {
  const fit = fitGammaGamma(customers)

  if (status !== undefined) expect(fit.status).toBe(status)
  expect(fit.status === 'converged' ? fit.reason : fit.reason.endsWith('.')).toBe(
    fit.status === 'converged' ? null : true,
  )
  if (fit.parameters === null) return
  expect(Object.values(fit.parameters).every(Number.isFinite)).toBe(true)
  expect(Number.isFinite(fit.logLikelihood)).toBe(true)
  const value = expectedOrderValue(fit.parameters, { x: 2, meanValue: 20 })
  expect(value === undefined || Number.isFinite(value)).toBe(true)
})
