import { expect, test } from 'vitest'
import { betaMean } from '../../app/models/beta-mean.ts'
import { digamma, logGamma, regularisedBeta, trigamma } from '../../app/models/special-functions.ts'

const EULER = 0.5772156649015329

test.each([
  // Γ at thirds and quarters, and ln Γ(100): Abramowitz & Stegun, tables 6.1 and 6.4, with more digits from NIST DLMF 5.4.
  [1 / 4, Math.log(3.625609908221908)],
  [1 / 3, Math.log(2.678938534707747)],
  [1 / 2, Math.log(Math.PI) / 2],
  [1, 0],
  [1.5, -0.12078223763524522],
  [2, 0],
  [10, Math.log(362_880)],
  [100, 359.1342053695754],
  [1e5, 1051287.708973657],
  [1e-5, 11.512919692895826],
])('ln Γ(%d) is %d', (x, value) => {
  expect(Math.abs(logGamma(x) - value)).toBeLessThan(2e-15 * Math.max(10, Math.abs(value)))
})

test.each([
  // NIST DLMF 5.4.12 to 5.4.19
  [1, -EULER],
  [2, 1 - EULER],
  [1 / 2, -EULER - 2 * Math.LN2],
  [1 / 4, -EULER - Math.PI / 2 - 3 * Math.LN2],
  [1 / 3, -EULER - Math.PI / (2 * Math.sqrt(3)) - 1.5 * Math.log(3)],
  [10, 2.251752589066721],
])('ψ(%d) is %d', (x, value) => {
  expect(digamma(x)).toBeCloseTo(value, 13)
})

test.each([
  [1, Math.PI ** 2 / 6],
  [1 / 2, Math.PI ** 2 / 2],
  [2, Math.PI ** 2 / 6 - 1],
  // π² + 8 G with Catalan's constant
  [1 / 4, Math.PI ** 2 + 8 * 0.915965594177219],
])('ψ′(%d) is %d', (x, value) => {
  expect(trigamma(x) / value).toBeCloseTo(1, 14)
})

test.each([0.05, 0.7, 3, 12.5, 400])('at %d the derivative of ln Γ is ψ, and that of ψ is ψ′', (x) => {
  const step = x * 1e-5

  expect((logGamma(x + step) - logGamma(x - step)) / (2 * step) / digamma(x)).toBeCloseTo(1, 6)
  expect((digamma(x + step) - digamma(x - step)) / (2 * step) / trigamma(x)).toBeCloseTo(1, 6)
})

test.each([
  // Binomial tails, the arcsine law and Student's t (97.5 % at 12.706 with one degree of freedom, 2.228 with ten)
  [0.5, 2, 3, 0.6875],
  [0.2, 1, 7, 1 - 0.8 ** 7],
  [0.3, 0.5, 0.5, (2 / Math.PI) * Math.asin(Math.sqrt(0.3))],
  [1 / (1 + 12.7062047361747 ** 2), 0.5, 0.5, 0.05],
  [10 / (10 + 2.22813885198627 ** 2), 5, 0.5, 0.05],
  [0, 2, 3, 0],
  [1, 2, 3, 1],
])('I_%d(%d, %d) is %d', (x, a, b, value) => {
  expect(regularisedBeta(x, a, b)).toBeCloseTo(value, 11)
})

test('the incomplete beta keeps nine digits where its arguments are a hundred thousand', () => {
  expect(regularisedBeta(0.5, 1e5, 1e5)).toBeCloseTo(0.5, 9)
})

test.each([
  [0.5, 0.5],
  [2, 3],
  [1e-5, 4],
  [7, 1e-5],
  [3, 1e5],
  [1e5, 1e5],
  [1e-5, 1e5],
])('the mean of 1 + P + P² for P ~ Beta(%d, %d) comes out of the integral', (a, b) => {
  const mean = a / (a + b)
  const meanSquare = (mean * (a + 1)) / (a + b + 1)

  expect(betaMean((p) => 1 + p + p * p, a, b, 0) / (1 + mean + meanSquare)).toBeCloseTo(1, 11)
})
