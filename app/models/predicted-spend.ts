import { type BgNbdParameters, expectedOrders, pAlive } from './bg-nbd.ts'
import type { BuyingHistory } from './bg-nbd-likelihood.ts'
import { expectedOrderValue, type GammaGammaParameters, type OrderValues, spreadOf } from './gamma-gamma.ts'
import { regularisedBeta } from './special-functions.ts'

/** In the unit of the values that the spend model was fitted to. */
export type PredictedSpend = {
  readonly expected: number
  /** The middle 80 %: one customer in ten like this spends less than `low`, one in ten more than `high`. */
  readonly low: number
  readonly high: number
}

/** 365 days in the models' weeks: the horizon of predictedOrders12m and predictedSpend12m. */
export const YEAR_WEEKS = 365 / 7

/**
 * What a customer will spend in the next `weeks`: expected orders × expected order value, which the two models hold to be
 * independent given the past (Fader, Hardie & Lee 2005, "RFM and CLV"), and the 80 % predictive interval of the sum. The
 * interval covers chance in orders and values and what is unknown about the customer, not the error of the shop's fitted
 * parameters. Its ends are exact quantiles of
 *
 *   F(s) = P(Y = 0) + Σ_{k≥1} P(Y = k) · I_{s / (s + c)}(p k, d),   ν | past ~ Gamma(d = q + p x, c = γ + x z̄)
 *
 * for k orders cost Gamma(p k, ν), and over ν that is c times a beta-prime(p k, d) variable. Undefined where an order's
 * expected value is. A fraction of a millisecond to a few: for one customer's page, not for every customer of a shop.
 */
export const predictedSpend = (
  models: { readonly bgNbd: BgNbdParameters; readonly gammaGamma: GammaGammaParameters },
  customer: BuyingHistory & OrderValues,
  weeks: number,
): PredictedSpend | undefined => {
  const orderValue = expectedOrderValue(models.gammaGamma, customer)
  if (orderValue === undefined) return undefined
  const expected = expectedOrders(models.bgNbd, customer, weeks) * orderValue
  const chances = chancesOfOrders(models.bgNbd, customer, weeks)
  const { shape, scale } = spreadOf(models.gammaGamma, customer)
  const chanceUpTo = (spend: number): number =>
    chances.reduce((sum, chance, orders) => {
      if (orders === 0 || chance < NEGLIGIBLE) return sum + chance
      return sum + chance * regularisedBeta(spend / (spend + scale), models.gammaGamma.p * orders, shape)
    }, 0)
  const nothing = chances[0] as number
  const quantile = (share: number) => (nothing >= share ? 0 : solve(chanceUpTo, share, Math.max(expected, orderValue)))
  return { expected, low: quantile(LOW), high: quantile(HIGH) }
}

/**
 * P(Y = k) for the orders Y of the next `weeks`, k = 0, 1, …: with J ~ NB(r + x, z) would-be orders of a customer alive and
 * s_k = (b + x)_k / (a + b + x)_k the chance to go on after k of them, P(Y ≥ k) = P(alive) · P(J ≥ k) · s_{k−1}.
 */
export const chancesOfOrders = (
  parameters: BgNbdParameters,
  customer: BuyingHistory,
  weeks: number,
): readonly number[] => {
  const { r, alpha, a, b } = parameters
  const n = r + customer.x
  const logRest = -Math.log1p(weeks / (alpha + customer.T))
  const logMore = Math.log(weeks / (alpha + customer.T + weeks))
  const chances: number[] = []
  let logChance = n * logRest
  let reached = 1
  let atLeast = 1
  let goingOn = pAlive(parameters, customer)
  for (let k = 0; k < MOST_ORDERS; k++) {
    reached = Math.max(0, reached - Math.exp(logChance))
    const more = reached * goingOn
    chances.push(atLeast - more)
    atLeast = more
    if (atLeast < NEGLIGIBLE) break
    goingOn *= (b + customer.x + k) / (a + b + customer.x + k)
    logChance += Math.log((n + k) / (k + 1)) + logMore
  }
  chances.push(atLeast)
  return chances
}

const LOW = 0.1
const HIGH = 0.9
const NEGLIGIBLE = 1e-8
/** The last chance of the list is that of this many orders or more. */
const MOST_ORDERS = 5_000

/**
 * Where a rising function reaches a value, to one part in a million: regula falsi on ln s with the Illinois rule (Dowell &
 * Jarratt 1971), which halves the weight of an end that stays.
 */
const solve = (rising: (at: number) => number, value: number, guess: number): number => {
  const miss = (log: number) => rising(Math.exp(log)) - value
  let low = Math.log(guess)
  let high = low
  let below = miss(low)
  let above = below
  while (below > 0 && low > SMALLEST) {
    low -= WIDENING
    below = miss(low)
  }
  while (above < 0 && high < LARGEST) {
    high += WIDENING
    above = miss(high)
  }
  for (let side = 0; high - low > 1e-6 && below < 0 && above > 0; ) {
    const middle = (low * above - high * below) / (above - below)
    const found = miss(middle)
    if (Math.abs(found) < NEGLIGIBLE) return Math.exp(middle)
    if (found < 0) {
      low = middle
      below = found
      if (side === -1) above /= 2
      side = -1
    } else {
      high = middle
      above = found
      if (side === 1) below /= 2
      side = 1
    }
  }
  return Math.exp(high)
}

/** Logarithms of numbers that a double still holds. */
const SMALLEST = -700
const LARGEST = 700
const WIDENING = 2
