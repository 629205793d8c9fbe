import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SortedNumbers } from '../../app/ledger/sorted-numbers.ts'

/** The number in the middle of a row, or half-way between the two in the middle. */
const medianIn = (numbers: readonly number[]): number | undefined => {
  const row = [...numbers].sort((left, right) => left - right)
  const middle = row.slice(Math.ceil(row.length / 2) - 1, Math.floor(row.length / 2) + 1)
  return row.length === 0 ? undefined : middle.reduce((sum, number) => sum + number, 0) / middle.length
}

const expectSame = (sorted: SortedNumbers, plain: readonly number[]): void => {
  expect([sorted.size, sorted.median]).toEqual([plain.length, medianIn(plain)])
}

test('know their median, after any adding and removing', () => {
  const value = fc.integer({ min: -5, max: 5 })
  fc.assert(
    fc.property(fc.array(fc.record({ value, isRemoval: fc.boolean() }), { maxLength: 60 }), (changes) => {
      const sorted = new SortedNumbers()
      const plain: number[] = []
      for (const change of changes) {
        const place = plain.indexOf(change.value)
        if (change.isRemoval && place >= 0) {
          plain.splice(place, 1)
          sorted.remove(change.value)
        } else {
          plain.push(change.value)
          sorted.add(change.value)
        }
        expectSame(sorted, plain)
      }
    }),
  )
})

test('stays exact through thousands of numbers, many of them equal', () => {
  const sorted = new SortedNumbers()
  const plain: number[] = []
  // A walk over the remainders of 7,919, each met twice: neither sorted nor random, and the same every time.
  for (let index = 0; index < 6_000; index++) {
    const value = ((index * 2_003) % 7_919) % 3_000
    plain.push(value)
    sorted.add(value)
  }
  for (let index = 0; index < 4_000; index++) sorted.remove(plain.shift() ?? 0)

  expect(sorted.size).toBe(2_000)
  expectSame(sorted, plain)
})

test('is the same built at once as one by one, and goes on from there', () => {
  const value = fc.integer({ min: -1_000, max: 1_000 })
  const drawn = fc.record({ values: fc.array(value, { size: 'max', maxLength: 3_000 }), after: fc.array(value) })
  fc.assert(
    fc.property(drawn, ({ values, after }) => {
      const sorted = SortedNumbers.of(values)
      expectSame(sorted, values)

      for (const added of after) sorted.add(added)
      for (const removed of values.slice(0, 20)) sorted.remove(removed)

      expectSame(sorted, [...values.slice(20), ...after])
    }),
    { numRuns: 30 },
  )
})

test('keeps negative numbers and fractions apart', () => {
  expect(SortedNumbers.of([-1.5, 2, -10, 0.25]).median).toBe(-0.625)
})

test('has no median without numbers', () => {
  const sorted = SortedNumbers.of([7])
  sorted.remove(7)

  expectSame(sorted, [])
  expectSame(SortedNumbers.of([]), [])
})

test('refuses to remove what is not there', () => {
  const sorted = new SortedNumbers()
  sorted.add(1)

  expect(() => sorted.remove(2)).toThrow('2 is not among the sorted numbers')
  expect(() => new SortedNumbers().remove(0)).toThrow(RangeError)
  expect(sorted.size).toBe(1)
})
