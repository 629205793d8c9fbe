import { FEWEST_REPEAT_CUSTOMERS, type Fit, fitOf, type Limit, searchLikeliest, tooLittle } from './fit.ts'
import { gammaGammaObjective, type Spending } from './gamma-gamma-likelihood.ts'

/**
 * Gamma-Gamma (Fader & Hardie 2013, "The Gamma-Gamma model of monetary value"): what a customer spends on an order varies as
 * Gamma(p, ν) about an own mean p / ν, and ν ~ Gamma(q, γ) differs between customers. `gamma` is in the unit of the values
 * given (and divides ν), p and q are bare numbers.
 */
export type GammaGammaParameters = { readonly p: number; readonly q: number; readonly gamma: number }

/** `meanValue`: of the x repeat orders (days), any unit of money; null without one. */
export type OrderValues = { readonly x: number; readonly meanValue: number | null }

/**
 * Maximum likelihood over the customers with a repeat order and a mean above 0; the model knows no other spend, so the rest
 * is left out. `logLikelihood` depends on the unit of money (each customer's density is per unit).
 */
export const fitGammaGamma = (customers: readonly OrderValues[]): Fit<GammaGammaParameters> => {
  const spendings: Spending[] = []
  for (const customer of customers) {
    const spending = spendingOf(customer)
    if (spending !== undefined) spendings.push(spending)
  }
  if (spendings.length < FEWEST_REPEAT_CUSTOMERS) {
    return tooLittle(
      `${spendings.length} customers have repeat orders of more than 0; the model of spend needs ${FEWEST_REPEAT_CUSTOMERS}.`,
    )
  }
  const mean = spendings.reduce((sum, { meanValue }) => sum + meanValue / spendings.length, 0)
  const wide = Math.log(WIDEST)
  const found = searchLikeliest(
    spendings,
    gammaGammaObjective,
    STARTS.map(([p, q]) => [p, q, (mean * (q - 1)) / p].map(Math.log)),
    { lower: [-wide, -wide, Math.log(mean) - wide], upper: [wide, wide, Math.log(mean) + wide] },
  )
  return fitOf(['p', 'q', 'gamma'], found, LIMITS)
}

/**
 * Expected value of an order: p (γ + x z̄) / (p x + q − 1), between the shop's mean p γ / (q − 1) and the customer's own z̄
 * (Fader & Hardie 2013, formula 5). Somebody without a repeat order above 0 gets the shop's. Undefined where the mean does
 * not exist (p x + q ≤ 1: so heavy a tail has none).
 */
export const expectedOrderValue = (parameters: GammaGammaParameters, customer: OrderValues): number | undefined => {
  const { shape, scale } = spreadOf(parameters, customer)
  return shape > 1 ? (parameters.p * scale) / (shape - 1) : undefined
}

/** A customer's ν ~ Gamma(shape, scale) after what was seen: (q + p x, γ + x z̄). */
export const spreadOf = ({ p, q, gamma }: GammaGammaParameters, customer: OrderValues) => {
  const seen = spendingOf(customer)
  return seen === undefined
    ? { shape: q, scale: gamma }
    : { shape: q + p * seen.x, scale: gamma + seen.x * seen.meanValue }
}

const spendingOf = ({ x, meanValue }: OrderValues): Spending | undefined =>
  x > 0 && meanValue !== null && meanValue > 0 && Number.isFinite(meanValue) ? { x, meanValue } : undefined

/** (p, q) to search from; γ follows from the shop's mean. */
const STARTS = [
  [4, 4],
  [1, 2],
  [20, 10],
] as const
/** p and q are sought between 1 / WIDEST and WIDEST, γ in mean order values. */
const WIDEST = 1e5
const LIMITS: readonly Limit[] = [
  { signs: ['p→∞', 'q→∞'], says: 'All orders seem to be of the same value' },
  { signs: ['p→∞'], says: "One customer's orders seem to be all of the same value" },
  { signs: ['q→∞'], says: 'All customers seem to spend alike on an order' },
]
