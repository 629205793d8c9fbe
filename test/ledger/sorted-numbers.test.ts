import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SortedNumbers } from '../../app/ledger/sorted-numbers.ts'

const aboveIn = (numbers: readonly number[], value: number): number => numbers.filter((other) => other > value).length
const belowIn = (numbers: readonly number[], value: number): number => numbers.filter((other) => other < value).length

/** The number in the middle of a row, or half-way between the two in the middle. */
const medianIn = (numbers: readonly number[]): number | undefined => {
  const row = [...numbers].sort((left, right) => left - right)
  const middle = row.slice(Math.ceil(row.length / 2) - 1, Math.floor(row.length / 2) + 1)
  return row.length === 0 ? undefined : middle.reduce((sum, number) => sum + number, 0) / middle.length
}

/** All that can be asked, about each of these values. */
const expectSame = (sorted: SortedNumbers, plain: readonly number[], asked: readonly number[]): void => {
  expect(sorted.size).toBe(plain.length)
  expect(sorted.median).toBe(medianIn(plain))
  expect(sorted.largest).toBe(plain.length === 0 ? undefined : Math.max(...plain))
  expect(asked.map((value) => sorted.countAbove(value))).toEqual(asked.map((value) => aboveIn(plain, value)))
  expect(asked.map((value) => sorted.countBelow(value))).toEqual(asked.map((value) => belowIn(plain, value)))
}

const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)

test('counts those strictly above and below, after any adding and removing', () => {
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
        expectSame(sorted, plain, range(-6, 6))
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
  expectSame(sorted, plain, range(-1, 3_000, 37))
})

test('is the same built at once as one by one, and goes on from there', () => {
  const value = fc.integer({ min: -1_000, max: 1_000 })
  const drawn = fc.record({ values: fc.array(value, { size: 'max', maxLength: 3_000 }), after: fc.array(value) })
  fc.assert(
    fc.property(drawn, ({ values, after }) => {
      const sorted = SortedNumbers.of(values)
      expectSame(sorted, values, [-1_001, 0, 1_001, ...values.slice(0, 5)])

      for (const added of after) sorted.add(added)
      for (const removed of values.slice(0, 20)) sorted.remove(removed)

      expectSame(sorted, [...values.slice(20), ...after], [-1_001, 0, 1_001, ...after])
    }),
    { numRuns: 30 },
  )
})

test('keeps negative numbers and fractions apart', () => {
  const sorted = SortedNumbers.of([-1.5, 2, -10, 0.25])

  expect([sorted.largest, sorted.median, sorted.countBelow(-1.5), sorted.countAbove(0.25)]).toEqual([2, -0.625, 1, 1])
})

test('has neither a median nor a largest without numbers', () => {
  const sorted = SortedNumbers.of([7])
  sorted.remove(7)

  expectSame(sorted, [], [7])
  expectSame(SortedNumbers.of([]), [], [0])
})

test('refuses to remove what is not there', () => {
  const sorted = new SortedNumbers()
  sorted.add(1)

  expect(() => sorted.remove(2)).toThrow('2 is not among the ranked numbers')
  expect(() => new SortedNumbers().remove(0)).toThrow(RangeError)
  expect(sorted.size).toBe(1)
})
