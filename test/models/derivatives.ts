import type { Objective } from '../../app/models/minimise.ts'

/** The largest difference between derivatives as given and as central differences show them, relative to their size. */
export const derivativeError = (objective: Objective, point: readonly number[]): number => {
  const step = 1e-5
  const { gradient, hessian } = objective(Float64Array.from(point))
  const relative = (given: number, seen: number) => Math.abs(given - seen) / (1 + Math.abs(seen))
  let worst = 0
  point.forEach((_, i) => {
    const at = (by: number) => objective(Float64Array.from(point, (value, j) => (i === j ? value + by : value)))
    const [above, below] = [at(step), at(-step)]
    worst = Math.max(worst, relative(gradient[i] ?? 0, (above.value - below.value) / (2 * step)))
    point.forEach((_, j) => {
      const seen = ((above.gradient[j] ?? 0) - (below.gradient[j] ?? 0)) / (2 * step)
      worst = Math.max(worst, relative(hessian[i * point.length + j] ?? 0, seen))
    })
  })
  return worst
}
