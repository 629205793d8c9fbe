import { operandsOf } from './domain.ts'
import type { Row } from './rule-rows.ts'
import { type Asked, askedOf, clearBit, holdAll, isPlainNumber, type RuleTable, wordsFor } from './rule-table.ts'
import type { FactValue } from './types.ts'

/**
 * The values of a fact fall into few ranges within which no condition can tell them apart: between and at the numbers
 * that conditions name, or each of the texts they name and all others. Each range has its bits made ready.
 */
export class ValueTable implements RuleTable {
  readonly fact: string
  readonly masks: Int32Array
  readonly openness: number
  readonly #words: number
  readonly #asked: readonly Asked[]
  readonly #thresholds: Float64Array
  /** Of conditions on anything but numbers: the range of each value that is named, all others having the last. */
  readonly #ranges: ReadonlyMap<FactValue, number> | undefined
  readonly #missing: number

  constructor(fact: string, rows: readonly Row[], kind: 'numbers' | 'values') {
    this.fact = fact
    this.#words = wordsFor(rows.length)
    this.#asked = askedOf(rows, fact, kind)
    const operands = this.#asked.flatMap(({ literals }) => literals.flatMap(({ leaf }) => operandsOf(leaf)))
    this.#thresholds = Float64Array.from(new Set(operands.filter(isPlainNumber))).sort()
    const samples = kind === 'numbers' ? betweenAndAt(this.#thresholds) : [...new Set<FactValue>(operands), OTHER]
    this.#ranges = kind === 'numbers' ? undefined : new Map(samples.map((value, range) => [value, range]))
    this.#missing = samples.length
    // One more for a missing value, and one that is filled in when a value of another type turns up.
    this.masks = new Int32Array((samples.length + 2) * this.#words)
    for (const [range, value] of [...samples, undefined].entries()) this.#fill(range, value)
    const open = samples.reduce<number>(
      (count, value) => count + this.#asked.filter(({ literals }) => holdAll(literals, value)).length,
      0,
    )
    this.openness = 1 - (this.#asked.length - open / samples.length) / rows.length
  }

  placeOf(value: FactValue): number {
    return this.#rangeOf(value) * this.#words
  }

  #rangeOf(value: FactValue): number {
    if (value === undefined) return this.#missing
    if (this.#ranges) return this.#ranges.get(value) ?? this.#missing - 1
    if (typeof value === 'number' && !Number.isNaN(value)) return this.#rangeOfNumber(value)
    this.#fill(this.#missing + 1, value)
    return this.#missing + 1
  }

  #rangeOfNumber(value: number): number {
    const thresholds = this.#thresholds
    let low = 0
    let high = thresholds.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((thresholds[middle] as number) < value) low = middle + 1
      else high = middle
    }
    return 2 * low + (thresholds[low] === value ? 1 : 0)
  }

  #fill(range: number, value: FactValue): void {
    const from = range * this.#words
    this.masks.fill(-1, from, from + this.#words)
    for (const { row, literals } of this.#asked) if (!holdAll(literals, value)) clearBit(this.masks, from, row)
  }
}

/** Stands for every value that no condition names; nothing is the same as this list. */
const OTHER: readonly string[] = []

/** A number of each range: below all thresholds, at the first, between it and the second, … above all. */
const betweenAndAt = (thresholds: Float64Array): readonly number[] => {
  const samples = [Number.NEGATIVE_INFINITY]
  for (const [index, threshold] of thresholds.entries()) {
    const next = thresholds[index + 1]
    samples.push(threshold, next === undefined ? Number.POSITIVE_INFINITY : threshold / 2 + next / 2)
  }
  return samples
}
