/**
 * E[g(P)] for P ~ Beta(a, b): the trapezoid rule on u = logit p, where the density p^a (1−p)^b / B(a, b) falls off
 * exponentially on both sides, so that equal steps converge exponentially (Trefethen & Weideman 2014). `g` must be smooth,
 * tend to finite limits at 0 and 1, and be level below p = e^−`levelBelow` (ln of its steepest scale). Relative error
 * about 1e-12 for a and b from 1e-5 to 1e5; about a hundred evaluations of `g`.
 */
export const betaMean = (g: (p: number) => number, a: number, b: number, levelBelow: number): number => {
  const mode = Math.log(a / b)
  const height = -a * Math.log1p(b / a) - b * Math.log1p(a / b)
  const step = Math.min(WIDEST_STEP, 0.55 * Math.sqrt(1 / a + 1 / b))
  const leftEnd = -Math.max(levelBelow, Math.log1p(b)) - FAR
  const rightEnd = Math.log1p(a) + Math.max(0, levelBelow) + FAR
  let weights = 0
  let sum = 0
  const add = (u: number, times: number): number => {
    const logP = -Math.log1p(Math.exp(-u))
    const weight = times * Math.exp(a * logP + b * (logP - u) - height)
    weights += weight
    sum += weight * g(Math.exp(logP))
    return weight
  }
  // Where the integrand has become a pure exponential, the rest of the sum is a geometric series.
  const walk = (from: number, direction: -1 | 1, isEnd: (u: number) => boolean, rate: number): void => {
    for (let u = from; ; u += direction * step) {
      if (isEnd(u)) {
        add(u, -1 / Math.expm1(-rate * step))
        return
      }
      if (add(u, 1) < NEGLIGIBLE * weights) return
    }
  }
  walk(mode, 1, (u) => u >= rightEnd, b)
  walk(mode - step, -1, (u) => u <= leftEnd, a)
  return sum / weights
}

/** Γ(a + 2πi / step) / Γ(a), the error where b is large, is below 1e-11 for every a. */
const WIDEST_STEP = 0.27
/** e^−30: past it a term counts as its limit. */
const FAR = 30
const NEGLIGIBLE = 1e-15
