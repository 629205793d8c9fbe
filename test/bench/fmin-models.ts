import type { BuyingHistory } from '../../app/models/bg-nbd-likelihood.ts'
import type { OrderValues } from '../../app/models/gamma-gamma.ts'
import { logGamma } from '../../app/models/special-functions.ts'
// Built for script tags: as a module it puts itself into the global scope.
import 'fmin'

export type Counted<Row> = Row & { readonly count: number }

/** Equal rows become one with their count. */
export const countEqual = <Row extends object>(rows: readonly Row[]): readonly Counted<Row>[] => {
  const counts = new Map<string, { row: Row; count: number }>()
  for (const row of rows) {
    const key = Object.values(row).join(' ')
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { row, count: 1 })
    else known.count++
  }
  return Array.from(counts.values(), ({ row, count }) => ({ ...row, count }))
}

/** The least value that fmin finds over logarithms of parameters. */
export const fminimum = (value: (parameters: readonly number[]) => number, start: readonly number[]): number => {
  const { fmin } = globalThis as typeof globalThis & { fmin: Fmin }
  // fmin 0.0.4 never declares a loop variable, which strict code forbids as soon as its simplex shrinks: lend it one.
  Object.assign(globalThis, { i: 0 })
  return fmin.nelderMead((at) => value(at.map(Math.exp)), start.map(Math.log)).fx
}

type Fmin = { readonly nelderMead: (f: (at: number[]) => number, start: number[]) => { readonly fx: number } }

/** Minus the log-likelihood of BG/NBD (Fader, Hardie & Lee 2005, formula 6), the usual way, in logarithms. */
export const bgNbdValue =
  (rows: readonly Counted<BuyingHistory>[]) =>
  ([r = 1, alpha = 1, a = 1, b = 1]: readonly number[]): number => {
    const fixed = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b)
    const ofOrders = oncePer((x) => logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x))
    const ofStopping = oncePer((x) => Math.log(a / (b + x - 1)))
    let sum = 0
    for (const { x, tx, T, count } of rows) {
      const alive = -(r + x) * Math.log(alpha + T)
      const gone = x > 0 ? ofStopping(x) - (r + x) * Math.log(alpha + tx) : Number.NEGATIVE_INFINITY
      const most = Math.max(alive, gone)
      const times = most + Math.log(Math.exp(alive - most) + Math.exp(gone - most))
      sum += count * (fixed + ofOrders(x) + times)
    }
    return -sum
  }

/** Minus the log-likelihood of Gamma-Gamma (Fader & Hardie 2013, formula 1a). */
export const gammaGammaValue =
  (rows: readonly Counted<OrderValues>[]) =>
  ([p = 1, q = 1, gamma = 1]: readonly number[]): number => {
    const fixed = q * Math.log(gamma) - logGamma(q)
    const ofOrders = oncePer((x) => logGamma(p * x + q) - logGamma(p * x) + p * x * Math.log(x))
    let sum = 0
    for (const { x, meanValue, count } of rows) {
      if (x === 0 || meanValue === null) continue
      const spread = (p * x - 1) * Math.log(meanValue) - (p * x + q) * Math.log(gamma + x * meanValue)
      sum += count * (fixed + ofOrders(x) + spread)
    }
    return -sum
  }

/** Gamma functions are the dear part and depend on few different numbers of orders. */
const oncePer = (of: (x: number) => number): ((x: number) => number) => {
  const known: number[] = []
  return (x) => {
    const value = known[x] ?? of(x)
    known[x] = value
    return value
  }
}
