import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isHeldOut, isInShare } from '../../app/engine/share.ts'

/** 20,000 in the long form, `npm run test:limits`. */
const CASES = Number(process.env.LIMIT_CASES ?? 200)

const seed = fc.string({ minLength: 1, maxLength: 30 })
const PERCENTS = Array.from({ length: 101 }, (_, percent) => percent)
const holdsOut = (rule: string, holdOutPercent: number, customerId: string) =>
  isHeldOut({ seed: rule, limits: { holdOutPercent } }, customerId)

/** As a share grows from 0 to 100, somebody comes in once and stays. */
const isOnce = (steps: readonly boolean[]) => steps.slice(1).every((isIn, index) => isIn || !steps[index])

test('a percentage only ever adds customers as it grows, and the comparison group too', () => {
  fc.assert(
    fc.property(seed, fc.string(), (rule, customerId) => {
      const shares = PERCENTS.map((share) => isInShare({ seed: rule, share }, customerId))
      const groups = PERCENTS.slice(0, 91).map((percent) => holdsOut(rule, percent, customerId))

      expect([shares[0], shares[100], groups[0]]).toEqual([false, true, false])
      expect(isOnce(shares) && isOnce(groups)).toBe(true)
    }),
    { numRuns: CASES },
  )
})

const CUSTOMERS = Array.from({ length: 4000 }, (_, index) => String(7_000_000_000_000 + index * 32_768))
/** Five standard deviations: one in two million goes past them by chance. */
const isNear = (count: number, of: number, percent: number) =>
  Math.abs(count - (of * percent) / 100) <= 5 * Math.sqrt((of * percent * (100 - percent)) / 10_000) + 1

test('of many customers about so many are in a share, and in the comparison group, whichever rule it is', () => {
  fc.assert(
    fc.property(seed, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 99 }), (rule, percent, share) => {
      const inShare = CUSTOMERS.filter((id) => isInShare({ seed: rule, share }, id))
      const left = CUSTOMERS.filter((id) => holdsOut(rule, percent, id))

      expect(isNear(inShare.length, CUSTOMERS.length, share)).toBe(true)
      expect(isNear(left.length, CUSTOMERS.length, percent)).toBe(true)
      // Whoever is in the share is no more likely to be left out.
      expect(isNear(inShare.filter((id) => holdsOut(rule, percent, id)).length, inShare.length, percent)).toBe(true)
    }),
    { numRuns: Math.ceil(CASES / 10) },
  )
})

test('who is left out of two rules is not the same', () => {
  fc.assert(
    fc.property(fc.uniqueArray(seed, { minLength: 2, maxLength: 2 }), ([one = '', other = '']) => {
      const left = CUSTOMERS.filter((id) => holdsOut(one, 50, id))

      expect(isNear(left.filter((id) => holdsOut(other, 50, id)).length, left.length, 50)).toBe(true)
    }),
    { numRuns: Math.ceil(CASES / 10) },
  )
})
