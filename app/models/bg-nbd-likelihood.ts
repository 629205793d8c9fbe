import type { Objective } from './minimise.ts'

/** What BG/NBD needs to know of one customer; times in weeks (any unit will do, if it is the same everywhere). */
export type BuyingHistory = {
  /** Repeat orders: days with an order after the first such day. */
  readonly x: number
  /** From the first order to the last; 0 without a repeat order. */
  readonly tx: number
  /** From the first order to the end of what is known. */
  readonly T: number
}

/**
 * Minus the log-likelihood of Fader, Hardie & Lee (2005), formula 6, over (ln r, ln α, ln a, ln b), with gradient and
 * Hessian. Per customer, with l(t) = ln(1 + t/α):
 *
 *   ln L = Σ_{i<x} [ln(r + i) − ln α − ln(1 + a/(b + i))] + ln[e^{−(r+x) l(T)} + δ_{x>0} · a/(b+x−1) · e^{−(r+x) l(tx)}]
 *
 * which is the paper's formula with its gamma functions written as the finite products they are (x is whole): exact where
 * differences of ln Γ cancel, and with plain sums for derivatives. The last bracket is a log-sum-exp.
 *
 * One-time buyers are counted per distinct time, and logarithms of times are taken once for each.
 */
export const bgNbdObjective = (customers: readonly BuyingHistory[]): Objective => {
  const rows = arrange(customers)
  return (at) => {
    const [r, alpha, a, b] = Array.from(at, Math.exp) as [number, number, number, number]
    const sums = new Sums()
    addWholeOrders(sums, rows, r, alpha, a, b)
    addTimes(sums, rows, r, alpha, a, b)
    return sums.negated()
  }
}

/** Sum, gradient and Hessian of the log-likelihood as they add up; `ra` = second derivative by ln r and ln α, and so on. */
class Sums {
  value = 0
  r = 0
  alpha = 0
  a = 0
  b = 0
  rr = 0
  rAlpha = 0
  ra = 0
  rb = 0
  alphaAlpha = 0
  alphaA = 0
  alphaB = 0
  aa = 0
  ab = 0
  bb = 0

  negated() {
    const { rr, rAlpha, ra, rb, alphaAlpha, alphaA, alphaB, aa, ab, bb } = this
    const hessian = [rr, rAlpha, ra, rb, rAlpha, alphaAlpha, alphaA, alphaB, ra, alphaA, aa, ab, rb, alphaB, ab, bb]
    return {
      value: -this.value,
      gradient: Float64Array.of(-this.r, -this.alpha, -this.a, -this.b),
      hessian: Float64Array.from(hessian, (entry) => -entry),
    }
  }
}

/** The terms that depend on the number of orders alone: one step for each i that some customer's x passes. */
const addWholeOrders = (sums: Sums, rows: Rows, r: number, alpha: number, a: number, b: number): void => {
  for (let i = 0; i < rows.customersPast.length; i++) {
    const n = rows.customersPast[i] as number
    const more = b + i
    const all = a + more
    sums.value += n * (Math.log(r + i) - Math.log1p(a / more))
    sums.r += (n * r) / (r + i)
    sums.rr += (n * r * i) / ((r + i) * (r + i))
    sums.a -= (n * a) / all
    sums.b += (n * a * b) / (all * more)
    sums.aa -= (n * a * more) / (all * all)
    sums.ab += (n * a * b) / (all * all)
    // d/d ln b of ab / ((a+b+i)(b+i))
    sums.bb += ((n * a * b) / (all * more)) * (1 - b / all - b / more)
  }
  sums.value -= rows.orders * Math.log(alpha)
  sums.alpha -= rows.orders
}

/** The last bracket. `gone` is the chance that a customer has stopped, 1 − P(alive). */
const addTimes = (sums: Sums, rows: Rows, r: number, alpha: number, a: number, b: number): void => {
  const logs = rows.times.map((t) => Math.log1p(t / alpha))
  const shares = rows.times.map((t) => t / (alpha + t))
  for (let place = 0; place < rows.times.length; place++) {
    const n = rows.onceOnly[place] as number
    const share = shares[place] as number
    const byR = n * r * (logs[place] as number)
    sums.value -= byR
    sums.r -= byR
    sums.rr -= byR
    sums.alpha += n * r * share
    sums.rAlpha += n * r * share
    sums.alphaAlpha -= n * r * share * (1 - share)
  }
  const odds = Float64Array.from({ length: rows.customersPast.length + 1 }, (_, x) => Math.log(a / (b + x - 1)))
  for (let row = 0; row < rows.x.length; row++) {
    const x = rows.x[row] as number
    const shape = r + x
    const logT = logs[rows.end[row] as number] as number
    const shareT = shares[rows.end[row] as number] as number
    const bendT = shareT * (1 - shareT)
    const logDifference = logT - (logs[rows.last[row] as number] as number)
    const shareLast = shares[rows.last[row] as number] as number
    const shareDifference = shareLast - shareT
    const bendDifference = shareLast * (1 - shareLast) - bendT
    const logOdds = (odds[x] as number) + shape * logDifference
    const small = Math.exp(-Math.abs(logOdds))
    const gone = logOdds > 0 ? 1 / (1 + small) : small / (1 + small)
    const spread = gone * (1 - gone)
    const beta = b / (b + x - 1)
    const dr = r * logDifference
    const dAlpha = shape * shareDifference
    const byR = gone * dr - r * logT

    sums.value += Math.max(logOdds, 0) + Math.log(1 + small) - shape * logT
    sums.r += byR
    sums.alpha += shape * (shareT + gone * shareDifference)
    sums.a += gone
    sums.b -= gone * beta
    sums.rr += byR + spread * dr * dr
    sums.rAlpha += r * (shareT + gone * shareDifference) + spread * dr * dAlpha
    sums.ra += spread * dr
    sums.rb -= spread * dr * beta
    sums.alphaAlpha += spread * dAlpha * dAlpha - shape * (bendT + gone * bendDifference)
    sums.alphaA += spread * dAlpha
    sums.alphaB -= spread * dAlpha * beta
    sums.aa += spread
    sums.ab -= spread * beta
    sums.bb += spread * beta * beta - gone * beta * (1 - beta)
  }
}

type Rows = {
  /** Distinct times, to which `last` and `end` point. */
  readonly times: Float64Array
  /** One-time buyers: how many are known for each of the times. */
  readonly onceOnly: Float64Array
  /** Repeat buyers, one row each: hardly two are equal, and finding those costs more than it saves. */
  readonly x: Int32Array
  readonly last: Int32Array
  readonly end: Int32Array
  /** At i: how many customers have x > i. */
  readonly customersPast: Float64Array
  readonly orders: number
}

const arrange = (customers: readonly BuyingHistory[]): Rows => {
  const places = new Map<number, number>()
  const placeOf = (time: number): number => {
    const place = places.get(time) ?? places.size
    if (place === places.size) places.set(time, place)
    return place
  }
  const repeating = customers.filter(({ x }) => x > 0)
  const last = Int32Array.from(repeating, ({ tx }) => placeOf(tx))
  const end = Int32Array.from(repeating, ({ T }) => placeOf(T))
  const once: number[] = []
  for (const { x, T } of customers) if (x === 0) once.push(placeOf(T))
  const onceOnly = new Float64Array(places.size)
  for (const place of once) onceOnly[place] = (onceOnly[place] as number) + 1
  const customersPast = countPast(repeating)
  return {
    times: Float64Array.from(places.keys()),
    onceOnly,
    x: Int32Array.from(repeating, ({ x }) => x),
    last,
    end,
    customersPast,
    orders: customersPast.reduce((sum, n) => sum + n, 0),
  }
}

const countPast = (customers: readonly BuyingHistory[]): Float64Array => {
  const past = new Float64Array(customers.reduce((most, { x }) => Math.max(most, x), 0))
  for (const { x } of customers) past[x - 1] = (past[x - 1] as number) + 1
  for (let i = past.length - 2; i >= 0; i--) past[i] = (past[i] as number) + (past[i + 1] as number)
  return past
}
