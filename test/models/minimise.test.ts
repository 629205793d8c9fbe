import { expect, test } from 'vitest'
import { minimise, type Objective } from '../../app/models/minimise.ts'

const square = { lower: [-10, -10], upper: [10, 10] }

/** Rosenbrock's valley, least at (1, 1). */
const valley: Objective = (at) => {
  const [x, y] = [...at] as [number, number]
  const off = y - x * x
  return {
    value: (1 - x) ** 2 + 100 * off * off,
    gradient: Float64Array.of(-2 * (1 - x) - 400 * x * off, 200 * off),
    hessian: Float64Array.of(2 - 400 * off + 800 * x * x, -400 * x, -400 * x, 200),
  }
}

test('a curved valley is followed to its lowest point', () => {
  const found = minimise(valley, [[-1.2, 1]], square)

  expect(found).toMatchObject({ outcome: 'converged', running: [] })
  expect(found.at[0]).toBeCloseTo(1, 8)
  expect(found.at[1]).toBeCloseTo(1, 8)
  expect(found.iterations).toBeLessThan(60)
})

test('of several starts the one that leads lowest wins', () => {
  // Two hollows, the right one lower.
  const hollows: Objective = (at) => {
    const x = at[0] ?? 0
    return {
      value: (x * x - 4) ** 2 - x,
      gradient: Float64Array.of(4 * x * (x * x - 4) - 1),
      hessian: Float64Array.of(12 * x * x - 16),
    }
  }
  const box = { lower: [-10], upper: [10] }

  expect(minimise(hollows, [[-2]], box).at[0]).toBeCloseTo(-1.967, 2)
  expect(minimise(hollows, [[-2], [3]], box).at[0]).toBeCloseTo(2.031, 2)
})

test('a slope that never ends is a boundary, with the side it runs to', () => {
  const slope: Objective = (at) => {
    const fall = Math.exp(-(at[0] ?? 0))
    const off = (at[1] ?? 0) - 3
    return {
      value: 5 + fall + off * off,
      gradient: Float64Array.of(-fall, 2 * off),
      hessian: Float64Array.of(fall, 0, 0, 2),
    }
  }

  const found = minimise(slope, [[0, 0]], square)

  expect(found.outcome).toBe('boundary')
  expect(found.running).toEqual([{ index: 0, toward: 1 }])
  expect(found.at[1]).toBeCloseTo(3, 6)
})

test('a lowest point outside the box is a boundary at its side', () => {
  const found = minimise(valley, [[-3, -3]], { lower: [-4, -4], upper: [0.5, 4] })

  expect(found).toMatchObject({ outcome: 'boundary', running: [{ index: 0, toward: 1 }] })
  expect(found.at[0]).toBe(0.5)
  expect(found.at[1]).toBeCloseTo(0.25, 6)
})

test('a level floor is a boundary, not a minimum', () => {
  const level: Objective = () => ({ value: 1, gradient: new Float64Array(2), hessian: new Float64Array(4) })

  expect(minimise(level, [[0, 0]], square).outcome).toBe('boundary')
})
