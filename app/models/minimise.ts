/** What an objective says of one point: its value, its gradient, and its Hessian row by row. */
export type Shape = { readonly value: number; readonly gradient: Float64Array; readonly hessian: Float64Array }
export type Objective = (at: Float64Array) => Shape

export type Box = { readonly lower: readonly number[]; readonly upper: readonly number[] }

export type Minimum = {
  readonly at: readonly number[]
  readonly value: number
  /** Accepted and refused steps of the search that found this minimum. */
  readonly iterations: number
  /**
   * `converged`: inside the box, the gradient vanishes and the curvature is positive. `boundary`: the value still falls,
   * or no longer changes, towards a side of the box. `exhausted`: the steps ran out first.
   */
  readonly outcome: 'converged' | 'boundary' | 'exhausted'
  /** Coordinates that ran to a side, with `toward` -1 or 1. Empty when converged. */
  readonly running: readonly { readonly index: number; readonly toward: -1 | 1 }[]
}

/**
 * The lowest minimum found from several starts, by Newton's method with Levenberg's damping on analytic derivatives, inside a
 * box (Moré & Sorensen 1983 for damping by the ratio of gained to promised; Bertsekas 1982 for holding coordinates that press
 * against a side). Chosen over BFGS because the models' Hessians cost hardly more than their gradients, and because of
 * ridges: where a value approaches its limit like e^(−θ), a Newton step is always about 1, so that a run to infinity shows
 * itself as a long step with no gain, which a small gradient alone would pass off as an arrival.
 */
export const minimise = (objective: Objective, starts: readonly (readonly number[])[], box: Box): Minimum => {
  let best: Minimum | undefined
  for (const start of starts) {
    const found = descend(objective, start, box)
    if (best === undefined || isBetter(found, best)) best = found
  }
  if (best === undefined) throw new RangeError('A search needs at least one start')
  return best
}

const MAX_STEPS = 300
/** No step moves a coordinate further than this. */
const LONGEST_STEP = 2
/** A gain below this share of the value is rounding. */
const NO_GAIN = 1e-12
/** Steps below this are an arrival, longer ones without a gain a plateau. */
const ARRIVED = 0.01

/** Equal values: an interior minimum says more than a plateau as high. */
const isBetter = (found: Minimum, best: Minimum): boolean => {
  const margin = 1e-9 * (1 + Math.abs(best.value))
  if (Math.abs(found.value - best.value) > margin) return found.value < best.value
  return found.outcome === 'converged' && best.outcome !== 'converged'
}

const descend = (objective: Objective, start: readonly number[], box: Box): Minimum => {
  let at = clamp(Float64Array.from(start), box)
  let shape = objective(at)
  let damping = 0
  for (let iterations = 1; iterations <= MAX_STEPS; iterations++) {
    const free = freeCoordinates(at, shape.gradient, box)
    const solved = dampedStep(shape, free, damping)
    damping = solved.damping
    const next = clamp(plus(at, solved.step), box)
    const promised = promise(shape, minus(next, at))
    if (Math.abs(promised) <= NO_GAIN * (1 + Math.abs(shape.value)))
      return arrive(objective, at, shape, iterations, box)
    const there = objective(next)
    const ratio = promised > 0 ? (shape.value - there.value) / promised : Number.NEGATIVE_INFINITY
    damping = nextDamping(damping, ratio, shape)
    if (ratio > 0) {
      at = next
      shape = there
    }
  }
  return { at: [...at], value: shape.value, iterations: MAX_STEPS, outcome: 'exhausted', running: [] }
}

/** Where nothing more is to be gained: a minimum if the undamped step is short and no coordinate presses against its side. */
const arrive = (objective: Objective, at: Float64Array, shape: Shape, iterations: number, box: Box): Minimum => {
  const free = freeCoordinates(at, shape.gradient, box)
  const step = newtonStep(shape, free, 0)
  const running = at.reduce<{ index: number; toward: -1 | 1 }[]>((found, value, index) => {
    if (!free.includes(index)) found.push({ index, toward: value === box.lower[index] ? -1 : 1 })
    return found
  }, [])
  const isPlateau = step === undefined || step.some((part) => Math.abs(part) > ARRIVED)
  step?.forEach((part, index) => {
    if (Math.abs(part) > ARRIVED) running.push({ index, toward: part < 0 ? -1 : 1 })
  })
  if (isPlateau || running.length > 0) {
    return { at: [...at], value: shape.value, iterations, outcome: 'boundary', running }
  }
  // One more step squares the small error that is left.
  const last = clamp(plus(at, step), box)
  const value = objective(last).value
  const isWorse = !(value <= shape.value + NO_GAIN * (1 + Math.abs(shape.value)))
  return isWorse
    ? { at: [...at], value: shape.value, iterations, outcome: 'converged', running: [] }
    : { at: [...last], value, iterations, outcome: 'converged', running: [] }
}

/** All but those that lie on a side of the box and would leave it downhill. */
const freeCoordinates = (at: Float64Array, gradient: Float64Array, box: Box): readonly number[] =>
  [...at.keys()].filter((index) => {
    const slope = gradient[index] as number
    if (at[index] === box.lower[index]) return slope < 0
    if (at[index] === box.upper[index]) return slope > 0
    return true
  })

/** Newton's step, damped as far as the curvature needs to be positive, and no longer than allowed. */
const dampedStep = (shape: Shape, free: readonly number[], damping: number) => {
  let enough = damping
  for (;;) {
    const step = newtonStep(shape, free, enough)
    if (step !== undefined) return { step: shorten(step), damping: enough }
    enough = enough === 0 ? firstDamping(shape) : enough * 10
  }
}

const firstDamping = ({ hessian, gradient }: Shape): number => {
  const size = gradient.length
  let largest = 1e-8
  for (let index = 0; index < size; index++) {
    largest = Math.max(largest, Math.abs(hessian[index * size + index] as number))
  }
  return largest * 1e-3
}

const nextDamping = (damping: number, ratio: number, shape: Shape): number => {
  if (ratio > 0.75) return damping < firstDamping(shape) * 1e-3 ? 0 : damping / 10
  if (ratio < 0.25) return damping === 0 ? firstDamping(shape) : damping * 10
  return damping
}

/** −(H + damping·I)⁻¹ g over the free coordinates by Cholesky's decomposition; undefined where it is not positive definite. */
const newtonStep = (
  { gradient, hessian }: Shape,
  free: readonly number[],
  damping: number,
): Float64Array | undefined => {
  const size = free.length
  const root = new Float64Array(size * size)
  const solution = new Float64Array(size)
  for (let row = 0; row < size; row++) {
    const from = free[row] as number
    for (let column = 0; column <= row; column++) {
      let sum = hessian[from * gradient.length + (free[column] as number)] as number
      if (row === column) sum += damping
      const scale = Math.abs(sum)
      for (let k = 0; k < column; k++) sum -= at(root, row * size + k) * at(root, column * size + k)
      // Below this share of what was there, the rest of a difference is rounding.
      if (row === column && !(sum > scale * 1e-13)) return undefined
      root[row * size + column] = row === column ? Math.sqrt(sum) : sum / at(root, column * size + column)
    }
    let right = -(gradient[from] as number)
    for (let k = 0; k < row; k++) right -= at(root, row * size + k) * at(solution, k)
    solution[row] = right / at(root, row * size + row)
  }
  const step = new Float64Array(gradient.length)
  for (let row = size - 1; row >= 0; row--) {
    let rest = at(solution, row)
    for (let k = row + 1; k < size; k++) rest -= at(root, k * size + row) * at(solution, k)
    solution[row] = rest / at(root, row * size + row)
    step[free[row] as number] = at(solution, row)
  }
  return step
}

/** How much the quadratic picture at this point says the move lowers the value. */
const promise = ({ gradient, hessian }: Shape, move: Float64Array): number => {
  let fall = 0
  for (let row = 0; row < move.length; row++) {
    let bend = 0
    for (let column = 0; column < move.length; column++)
      bend += at(hessian, row * move.length + column) * at(move, column)
    fall -= at(move, row) * (at(gradient, row) + bend / 2)
  }
  return fall
}

const shorten = (step: Float64Array): Float64Array => {
  const longest = step.reduce((most, part) => Math.max(most, Math.abs(part)), 0)
  return longest > LONGEST_STEP ? step.map((part) => (part * LONGEST_STEP) / longest) : step
}
const clamp = (point: Float64Array, { lower, upper }: Box): Float64Array =>
  point.map((value, index) => Math.min(Math.max(value, lower[index] as number), upper[index] as number))
const plus = (left: Float64Array, right: Float64Array): Float64Array => left.map((value, i) => value + at(right, i))
const minus = (left: Float64Array, right: Float64Array): Float64Array => left.map((value, i) => value - at(right, i))
const at = (values: Float64Array, index: number): number => values[index] as number
