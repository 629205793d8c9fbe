import { betaMean } from './beta-mean.ts'
import { type BuyingHistory, bgNbdObjective } from './bg-nbd-likelihood.ts'
import { FEWEST_REPEAT_CUSTOMERS, type Fit, fitOf, type Limit, searchLikeliest, tooLittle } from './fit.ts'

/**
 * BG/NBD (Fader, Hardie & Lee 2005, "Counting your customers" the easy way): while a customer buys, orders come by a
 * Poisson process with rate λ ~ Gamma(r, α) per week; after every repeat order the customer stops for good with chance
 * p ~ Beta(a, b). `alpha` is in weeks, the others are bare numbers.
 */
export type BgNbdParameters = { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number }

/**
 * Maximum likelihood over a shop's customers. Throws a RangeError on a history that cannot be (x not whole, or not
 * 0 ≤ tx ≤ T): that is a bug of the caller, while any possible shop gets an answer.
 */
export const fitBgNbd = (customers: readonly BuyingHistory[]): Fit<BgNbdParameters> => {
  customers.forEach(refuseImpossible)
  const repeating = customers.filter(({ x }) => x > 0)
  if (repeating.length < FEWEST_REPEAT_CUSTOMERS) {
    return tooLittle(
      `${repeating.length} customers came back; the model of orders needs ${FEWEST_REPEAT_CUSTOMERS} to tell how buyers differ.`,
    )
  }
  const weeks = customers.reduce((sum, { T }) => sum + T, 0)
  if (weeks === 0) return tooLittle('No customer is known for longer than a day.')
  const rate = customers.reduce((sum, { x }) => sum + x, 0) / weeks
  const meanAge = weeks / customers.length
  const wide = Math.log(WIDEST)
  const found = searchLikeliest(
    customers,
    bgNbdObjective,
    STARTS.map(([r, a, b]) => [r, r / rate, a, b].map(Math.log)),
    {
      lower: [-wide, Math.log(meanAge) - wide, -wide, -wide],
      upper: [wide, Math.log(meanAge) + wide, wide, wide],
    },
  )
  return fitOf(['r', 'alpha', 'a', 'b'], found, LIMITS)
}

/**
 * Chance that a customer has not stopped by the end of what is known (Fader, Hardie & Lee 2008, "Computing P(alive)"):
 * 1 / (1 + δ_{x>0} · a / (b + x − 1) · ((α + T) / (α + tx))^(r + x)). 1 for every one-time buyer, whom the model lets stop
 * only after a repeat order: no measure of churn; use `chanceOfOrder`.
 */
export const pAlive = ({ r, alpha, a, b }: BgNbdParameters, { x, tx, T }: BuyingHistory): number => {
  if (x === 0) return 1
  const logOdds = Math.log(a / (b + x - 1)) + (r + x) * (Math.log1p(T / alpha) - Math.log1p(tx / alpha))
  return 1 / (1 + Math.exp(logOdds))
}

/**
 * Chance of at least one order in the next `weeks`. Given alive at T, λ | x, T ~ Gamma(r + x, α + T), and nobody alive stops
 * before the next order (stopping follows an order), so the first new order comes at rate λ whatever p is:
 *
 *   P = P(alive) · (1 − E[e^(−λ·weeks)]) = P(alive) · (1 − ((α + T) / (α + T + weeks))^(r + x)).
 */
export const chanceOfOrder = (parameters: BgNbdParameters, customer: BuyingHistory, weeks: number): number => {
  const { r, alpha } = parameters
  return -pAlive(parameters, customer) * Math.expm1(-(r + customer.x) * Math.log1p(weeks / (alpha + customer.T)))
}

/**
 * Expected orders in the next `weeks`: formula 10 of Fader, Hardie & Lee (2005), whose Gauss hypergeometric function has
 * removable poles at a = 1 and a + b + x = 1 and cancels near them. With n = r + x, B = b + x, τ = weeks / (α + T),
 * z = τ / (1 + τ), the same quantity as sums and integrals of positive terms only:
 *
 *   P(alive) · Σ_{j≥1} NB(j; n, z) · S_j,  S_j = Σ_{k<j} (B)_k / (a + B)_k   (j would-be orders, k survived)
 *   P(alive) · E[(1 − (1 + pτ)^(−n)) / p],  p ~ Beta(a, B)                    (Euler's integral of it)
 *
 * The sum where it is short, else the integral.
 */
export const expectedOrders = (parameters: BgNbdParameters, customer: BuyingHistory, weeks: number): number => {
  const { r, alpha, a, b } = parameters
  const n = r + customer.x
  const tau = weeks / (alpha + customer.T)
  if (!(tau > 0)) return 0
  const survived = b + customer.x
  const terms = n * tau + 10 * Math.sqrt(n * tau * (1 + tau)) + 40 * (1 + tau)
  const ifAlive =
    terms < LONGEST_SUM && n * Math.log1p(tau) < 600
      ? ordersBySum(n, tau, a, survived, terms)
      : betaMean((p) => ordersAt(p, n, tau), a, survived, Math.log1p(n * tau))
  return pAlive(parameters, customer) * ifAlive
}

/** (r, a, b) to search from: heterogeneous and loyal, middling, alike and fickle. α follows from the shop's rate. */
const STARTS = [
  [0.3, 0.5, 3],
  [1, 1, 1],
  [4, 1, 8],
] as const
/** Parameters are sought between 1 / WIDEST and WIDEST, α in mean customer ages: beyond, the likelihood is level. */
const WIDEST = 1e5
const LIMITS: readonly Limit[] = [
  { signs: ['a→∞', 'b→∞'], says: 'All customers seem to stop equally soon' },
  { signs: ['a→0'], says: 'Nobody seems to stop for good' },
  { signs: ['b→∞'], says: 'Nobody seems to stop for good' },
  { signs: ['a→∞'], says: 'Everybody seems to stop after the first repeat order' },
  { signs: ['b→0'], says: 'Everybody who stops seems to do so after the first repeat order' },
  { signs: ['r→∞', 'alpha→∞'], says: 'All customers seem to order equally often' },
]
const LONGEST_SUM = 2_000

const ordersBySum = (n: number, tau: number, a: number, b: number, terms: number): number => {
  const z = tau / (1 + tau)
  let chance = Math.exp(-n * Math.log1p(tau))
  let survival = 1
  let orders = 0
  let sum = 0
  for (let j = 1; j < terms; j++) {
    chance *= ((n + j - 1) / j) * z
    orders += survival
    survival *= (b + j - 1) / (a + b + j - 1)
    sum += chance * orders
  }
  return sum
}

/** Expected orders of somebody alive who stops with chance p after each: (1 − (1 + pτ)^−n) / p, and its limit nτ at 0. */
const ordersAt = (p: number, n: number, tau: number): number =>
  p < 1e-290 ? n * tau : -Math.expm1(-n * Math.log1p(p * tau)) / p

const refuseImpossible = ({ x, tx, T }: BuyingHistory): void => {
  if (!Number.isSafeInteger(x) || x < 0 || !(tx >= 0) || !(T >= tx) || !Number.isFinite(T)) {
    throw new RangeError(`No buying history: x = ${x}, tx = ${tx}, T = ${T}`)
  }
}
