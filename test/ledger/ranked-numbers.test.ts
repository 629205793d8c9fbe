import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bucketOf } from '../../app/ledger/bucket-of.ts'
import { RankedNumbers } from '../../app/ledger/ranked-numbers.ts'

/** Amounts, counts and moments: whole, broken, negative, and on both sides of where buckets change their width. */
const anyNumber = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.integer({ min: -50_000, max: 50_000 }),
  fc.constantFrom(16_383, 16_384, 16_385, 32_767, 32_768, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, -(2 ** 31), 2 ** 53 - 1),
  fc.integer({ min: 1_600_000_000_000, max: 1_800_000_000_000 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
)

describe('ranked numbers', () => {
  test('place everybody exactly, whatever changes', () => {
    const change = fc.tuple(fc.nat(9), fc.option(anyNumber, { nil: undefined }))
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const ranked = new RankedNumbers()
        const held = new Map<number, number>()
        for (const [customer, number] of changes) {
          ranked.set(customer, number)
          if (number === undefined) held.delete(customer)
          else held.set(customer, number)

          expect(placesIn(ranked)).toEqual(placesAmong(held))
        }
      }),
    )
  })

  test('place a whole crowd exactly', () => {
    const numbers = Array.from({ length: 3000 }, (_, customer) => (customer * 7919) % 1009)
    const ranked = new RankedNumbers()
    for (const [customer, number] of numbers.entries()) ranked.set(customer, number)

    const own = numbers[1234] ?? 0
    expect(ranked.placeOf(1234)).toEqual({
      ahead: numbers.filter((number) => number > own).length,
      behind: numbers.filter((number) => number < own).length,
      ranked: 3000,
    })
  })
})

test('a larger number never lies in a lower bucket', () => {
  fc.assert(
    fc.property(anyNumber, anyNumber, (left, right) => {
      const [less, more] = left < right ? [left, right] : [right, left]

      expect(bucketOf(less)).toBeLessThanOrEqual(bucketOf(more))
    }),
  )
})

const CUSTOMERS = Array.from({ length: 10 }, (_, customer) => customer)

const placesIn = (ranked: RankedNumbers) => ({
  size: ranked.size,
  largest: ranked.largest,
  places: CUSTOMERS.map((customer) => ranked.placeOf(customer)),
})

const placesAmong = (held: ReadonlyMap<number, number>): ReturnType<typeof placesIn> => {
  const numbers = [...held.values()]
  return {
    size: numbers.length,
    largest: numbers.length === 0 ? undefined : Math.max(...numbers),
    places: CUSTOMERS.map((customer) => {
      const own = held.get(customer)
      if (own === undefined) return undefined
      const count = (isThere: (number: number) => boolean) => numbers.filter(isThere).length
      return { ahead: count((other) => other > own), behind: count((other) => other < own), ranked: numbers.length }
    }),
  }
}
