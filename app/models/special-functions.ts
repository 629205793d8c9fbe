/**
 * ln Γ(x) for x > 0; absolute error below 1e-14 where |ln Γ| is of order 1, relative error below 1e-15 elsewhere.
 * Stirling's series (NIST DLMF 5.11.1) above 10, reached by Γ(x + 1) = x Γ(x).
 */
export const logGamma = (x: number): number => {
  let shifted = x
  let product = 1
  while (shifted < STIRLING_FROM) product *= shifted++
  const inverse = 1 / shifted
  const square = inverse * inverse
  const series =
    inverse *
    (1 / 12 -
      square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360))))))
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series - Math.log(product)
}

/** ψ(x) = d ln Γ(x) / dx for x > 0 (NIST DLMF 5.11.2, reached by ψ(x + 1) = ψ(x) + 1 / x). */
export const digamma = (x: number): number => {
  let shifted = x
  let sum = 0
  while (shifted < STIRLING_FROM) sum += 1 / shifted++
  const inverse = 1 / shifted
  const square = inverse * inverse
  const series =
    square *
    (1 / 12 -
      square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32760))))))
  return Math.log(shifted) - inverse / 2 - series - sum
}

/** ψ′(x) for x > 0 (NIST DLMF 5.15.8, reached by ψ′(x + 1) = ψ′(x) − 1 / x²). */
export const trigamma = (x: number): number => {
  let shifted = x
  let sum = 0
  while (shifted < STIRLING_FROM) {
    sum += 1 / (shifted * shifted)
    shifted++
  }
  const inverse = 1 / shifted
  const square = inverse * inverse
  const series =
    inverse *
    square *
    (1 / 6 - square * (1 / 30 - square * (1 / 42 - square * (1 / 30 - square * (5 / 66 - square * (691 / 2730))))))
  return sum + inverse + square / 2 + series
}

/**
 * I_x(a, b) = B(x; a, b) / B(a, b), the chance that a Beta(a, b) variable is at most x; a, b > 0.
 * Continued fraction of NIST DLMF 8.17.22 by the modified Lentz method, on the side of the mean where it converges fast.
 */
export const regularisedBeta = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedBeta(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
  return Math.min(1, front / betaFraction(x, a, b))
}

const STIRLING_FROM = 10
const HALF_LOG_TWO_PI = 0.9189385332046727
const FRACTION_TERMS = 10_000

/** 1 + d₁ / (1 + d₂ / (1 + …)) of DLMF 8.17.22. */
const betaFraction = (x: number, a: number, b: number): number => {
  let fraction = 1
  let above = 1
  let below = 0
  for (let term = 1; term < FRACTION_TERMS; term++) {
    const m = term >> 1
    const d =
      term % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    below = 1 / away(1 + d * below)
    above = away(1 + d / above)
    const change = above * below
    fraction *= change
    if (Math.abs(change - 1) < 1e-15) break
  }
  return fraction
}

/** Lentz's method divides by these: a zero becomes a number too small to matter. */
const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value)
