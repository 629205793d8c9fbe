import { describe, expect, test } from 'vitest'
import { bootstrapDifference } from '../../app/models/bootstrap-difference.ts'
import { type GroupSizes, rateDifference, sizesNeeded } from '../../app/models/lift.ts'
import { createRandom, type Random } from '../emulator/random.ts'

/** `npm run test:lift` simulates more studies, of more kinds, with as many resamples as the app takes, and prints what came out. */
const LONG = Number(process.env.LIFT_RUNS ?? 0)
const RUNS = LONG || 2_000
const RESAMPLES = LONG ? {} : { resamples: 199 }
const TIMEOUT_MS = LONG ? 3_600_000 : 60_000
/** Where it need not be fast. */
const also = <Row>(rows: readonly Row[]): readonly Row[] => (LONG ? rows : [])

const sizesFor = (baseRate: number, share: number): GroupSizes => {
  const sizes = sizesNeeded(baseRate, 0.2, share)
  if (sizes === null) throw new Error(`No size finds a fifth more than ${baseRate}`)
  return sizes
}

const tell = (what: string, share: number): number => {
  if (LONG) console.log(`${what}: ${(100 * share).toFixed(2)}% of ${RUNS}`)
  return share
}

const shareOf = (runs: number, holds: (run: number) => boolean): number => {
  let times = 0
  for (let run = 0; run < runs; run++) if (holds(run)) times++
  return times / runs
}

const cameBack = (random: Random, customers: number, rate: number) => {
  let count = 0
  for (let customer = 0; customer < customers; customer++) if (random.chance(rate)) count++
  return { customers, cameBack: count }
}

/** In minor units: nothing for most, and a long tail. */
const spends = (random: Random, customers: number, rate: number, spread: number): Float64Array =>
  Float64Array.from({ length: customers }, () =>
    random.chance(rate) ? Math.round(5_000 * Math.exp(spread * normal(random))) : 0,
  )

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit())

describe('where the rule does nothing', () => {
  test.each([
    { baseRate: 0.2, sizes: { given: 900, leftOut: 100 } },
    { baseRate: 0.35, sizes: { given: 150, leftOut: 150 } },
    ...also([
      { baseRate: 0.05, sizes: sizesFor(0.05, 0.1) },
      { baseRate: 0.2, sizes: sizesFor(0.2, 0.1) },
      { baseRate: 0.5, sizes: sizesFor(0.5, 0.5) },
    ]),
  ])(
    'the interval of the rates holds 0 in 93 to 97 of 100 studies: $baseRate come back, $sizes.given and $sizes.leftOut customers',
    ({ baseRate, sizes }) => {
      const random = createRandom(11, 'rates', baseRate, sizes.given)

      const covered = shareOf(RUNS, () => {
        const given = cameBack(random, sizes.given, baseRate)
        const found = rateDifference(given, cameBack(random, sizes.leftOut, baseRate))
        return found !== null && found.from <= 0 && found.to >= 0
      })

      tell(`no lift, rates, base ${baseRate}, ${sizes.given} and ${sizes.leftOut}`, covered)
      expect(covered).toBeGreaterThanOrEqual(0.93)
      expect(covered).toBeLessThanOrEqual(0.97)
    },
    TIMEOUT_MS,
  )

  test.each([
    { baseRate: 0.35, share: 0.1, spread: 0.8 },
    ...also([
      { baseRate: 0.5, share: 0.1, spread: 0.8 },
      { baseRate: 0.35, share: 0.5, spread: 0.8 },
      { baseRate: 0.2, share: 0.1, spread: 0.8 },
      { baseRate: 0.2, share: 0.1, spread: 1 },
    ]),
  ])(
    'the interval of what they spent holds 0 in 93 to 97 of 100 studies of the stated size: $baseRate buy at all, log-normal with σ $spread, $share left out',
    ({ baseRate, share, spread }) => {
      const sizes = sizesFor(baseRate, share)
      const random = createRandom(12, 'spends', baseRate, share, spread)

      const covered = shareOf(RUNS, (run) => {
        const given = spends(random, sizes.given, baseRate, spread)
        const leftOut = spends(random, sizes.leftOut, baseRate, spread)
        const found = bootstrapDifference(given, leftOut, { seed: run, ...RESAMPLES })
        return found !== null && found.from <= 0 && found.to >= 0
      })

      tell(`no lift, spend, base ${baseRate}, σ ${spread}, ${sizes.given} and ${sizes.leftOut}`, covered)
      expect(covered).toBeGreaterThanOrEqual(0.93)
      expect(covered).toBeLessThanOrEqual(0.97)
    },
    TIMEOUT_MS,
  )
})

describe('where a fifth more come back', () => {
  test.each([
    { baseRate: 0.35, share: 0.1 },
    { baseRate: 0.4, share: 0.5 },
    ...also([
      { baseRate: 0.05, share: 0.1 },
      { baseRate: 0.2, share: 0.1 },
      { baseRate: 0.2, share: 0.3 },
      { baseRate: 0.6, share: 0.1 },
    ]),
  ])(
    'that is found in 78 of 100 studies of the stated size at least: $baseRate come back anyway, $share left out',
    ({ baseRate, share }) => {
      const sizes = sizesFor(baseRate, share)
      const random = createRandom(13, 'lift', baseRate, share)

      const found = shareOf(RUNS, () => {
        const given = cameBack(random, sizes.given, baseRate * 1.2)
        const difference = rateDifference(given, cameBack(random, sizes.leftOut, baseRate))
        return difference !== null && difference.from > 0
      })

      tell(`a lift of 20%, rates, base ${baseRate}, ${sizes.given} and ${sizes.leftOut}`, found)
      expect(found).toBeGreaterThanOrEqual(0.78)
      expect(found).toBeLessThanOrEqual(0.84)
    },
    TIMEOUT_MS,
  )
})
