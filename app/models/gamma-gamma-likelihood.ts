import type { Objective } from './minimise.ts'
import { digamma, logGamma, trigamma } from './special-functions.ts'

/** One customer's x > 0 repeat orders and their mean value > 0. */
export type Spending = { readonly x: number; readonly meanValue: number }

/**
 * Minus the log-likelihood of Fader & Hardie (2013), formula 1a, over (ln p, ln q, ln γ), with gradient and Hessian. With
 * y = x z̄ / (γ + x z̄), which the model makes Beta(p x, q), a customer's part is
 *
 *   ln L = ln Γ(p x + q) − ln Γ(p x) − ln Γ(q) + p x ln y + q ln(1 − y) − ln z̄
 *
 * so per evaluation a customer costs one logarithm, and gamma functions are needed once per distinct x.
 */
export const gammaGammaObjective = (spendings: readonly Spending[]): Objective => {
  const groups = groupByOrders(spendings)
  const logMeans = spendings.reduce((sum, { meanValue }) => sum + Math.log(meanValue), 0)
  return (at) => {
    const [p, q, gamma] = Array.from(at, Math.exp) as [number, number, number]
    const psiQ = digamma(q)
    const psi1Q = trigamma(q)
    const logGammaQ = logGamma(q)
    let [value, byP, byQ, byGamma] = [-logMeans, 0, 0, 0]
    let [pp, pq, qq, pGamma, qGamma, gammaGamma] = [0, 0, 0, 0, 0, 0]
    for (const group of groups) {
      const { x, totals } = group
      const n = totals.length
      const { logShares, logRests, shares, spreads } = sumShares(group, gamma)
      const shape = p * x
      const psi = digamma(shape + q)
      const psi1 = trigamma(shape + q)

      value += n * (logGamma(shape + q) - logGamma(shape) - logGammaQ) + shape * logShares + q * logRests
      byP += shape * (n * (psi - digamma(shape)) + logShares)
      byQ += q * (n * (psi - psiQ) + logRests)
      byGamma += q * shares - shape * (n - shares)
      pp += shape * shape * n * (psi1 - trigamma(shape))
      pq += shape * q * n * psi1
      qq += q * q * n * (psi1 - psi1Q)
      pGamma -= shape * (n - shares)
      qGamma += q * shares
      gammaGamma -= (q + shape) * spreads
    }
    const hessian = [pp + byP, pq, pGamma, pq, qq + byQ, qGamma, pGamma, qGamma, gammaGamma]
    return {
      value: -value,
      gradient: Float64Array.of(-byP, -byQ, -byGamma),
      hessian: Float64Array.from(hessian, (entry) => -entry),
    }
  }
}

type Group = { readonly x: number; readonly totals: Float64Array; readonly logTotals: Float64Array }

const groupByOrders = (spendings: readonly Spending[]): readonly Group[] => {
  const totals = new Map<number, number[]>()
  for (const { x, meanValue } of spendings) {
    const group = totals.get(x)
    if (group === undefined) totals.set(x, [x * meanValue])
    else group.push(x * meanValue)
  }
  return Array.from(totals, ([x, values]) => ({
    x,
    totals: Float64Array.from(values),
    logTotals: Float64Array.from(values, Math.log),
  }))
}

/** Σ ln y, Σ ln(1 − y), Σ y and Σ y(1 − y) over a group. */
const sumShares = ({ totals, logTotals }: Group, gamma: number) => {
  const logGammaScale = Math.log(gamma)
  let [logShares, logRests, shares, spreads] = [0, 0, 0, 0]
  for (let index = 0; index < totals.length; index++) {
    const all = gamma + (totals[index] as number)
    const logAll = Math.log(all)
    const share = (totals[index] as number) / all
    logShares += (logTotals[index] as number) - logAll
    logRests += logGammaScale - logAll
    shares += share
    spreads += share * (gamma / all)
  }
  return { logShares, logRests, shares, spreads }
}
