import { BucketCounts } from './bucket-counts.ts'
import { bucketOf } from './bucket-of.ts'
import type { Place } from './shop-figures.ts'

/** Of each customer: the number, NaN for none, and who comes after and before in their bucket. They lie together, for they are read together. */
const CELLS = 3
const AFTER = 1
const BEFORE = 2

/**
 * One number each of many customers, who are known by small whole numbers here, and how many have strictly more or less.
 * Exact, and to change or to ask takes about as long among a million as among a thousand: numbers that lie close share a
 * bucket, buckets are counted, and only the numbers of one bucket are compared.
 */
export class RankedNumbers {
  /** Customers count from 1 here, for 0 ends the list of a bucket. */
  #cells = new Float64Array(0)
  #lowest = 0
  /** By bucket, from the lowest on: the cell at which its list begins. */
  #first = new Int32Array(0)
  #counts = new BucketCounts(0)

  get size(): number {
    return this.#counts.total
  }

  /** Undefined takes the customer out. */
  set(customer: number, number: number | undefined): void {
    const cell = (customer + 1) * CELLS
    if (cell >= this.#cells.length) this.#growTo(2 * cell + 64 * CELLS)
    const was = this.#cells[cell] as number
    const is = number ?? Number.NaN
    if (Object.is(was, is)) return
    const from = bucketOf(was)
    const to = bucketOf(is)
    if (from !== to) {
      if (!Number.isNaN(was)) this.#takeOut(cell, from - this.#lowest)
      // Whoever is put in anew for want of room must not be put in twice.
      this.#cells[cell] = Number.NaN
      if (!Number.isNaN(is)) this.#putIn(cell, to)
    }
    this.#cells[cell] = is
  }

  /** Undefined for who has no number. */
  placeOf(customer: number): Place | undefined {
    const own = this.#cells[(customer + 1) * CELLS]
    if (own === undefined || Number.isNaN(own)) return undefined
    const bucket = bucketOf(own) - this.#lowest
    let held = 0
    let more = 0
    let less = 0
    for (let cell = this.#first[bucket] as number; cell !== 0; cell = this.#cells[cell + AFTER] as number) {
      const number = this.#cells[cell] as number
      held++
      if (number > own) more++
      else if (number < own) less++
    }
    const below = this.#counts.below(bucket)
    return { ahead: this.size - below - held + more, behind: below + less, ranked: this.size }
  }

  get largest(): number | undefined {
    if (this.size === 0) return undefined
    let largest = Number.NEGATIVE_INFINITY
    const bucket = this.#counts.highest
    for (let cell = this.#first[bucket] as number; cell !== 0; cell = this.#cells[cell + AFTER] as number)
      largest = Math.max(largest, this.#cells[cell] as number)
    return largest
  }

  #putIn(cell: number, to: number): void {
    if (to < this.#lowest || to - this.#lowest >= this.#first.length) this.#makeRoomFor(to)
    const bucket = to - this.#lowest
    const second = this.#first[bucket] as number
    this.#first[bucket] = cell
    this.#cells[cell + AFTER] = second
    this.#cells[cell + BEFORE] = 0
    if (second !== 0) this.#cells[second + BEFORE] = cell
    this.#counts.add(bucket, 1)
  }

  #takeOut(cell: number, bucket: number): void {
    const after = this.#cells[cell + AFTER] as number
    const before = this.#cells[cell + BEFORE] as number
    if (before === 0) this.#first[bucket] = after
    else this.#cells[before + AFTER] = after
    if (after !== 0) this.#cells[after + BEFORE] = before
    this.#counts.add(bucket, -1)
  }

  #growTo(length: number): void {
    const cells = new Float64Array(length).fill(Number.NaN)
    cells.set(this.#cells)
    this.#cells = cells
  }

  /** Twice as many buckets in the direction that is asked for; everybody is put in anew. */
  #makeRoomFor(bucket: number): void {
    const end = Math.max(this.#lowest + this.#first.length, bucket + 1)
    const lowest = Math.min(this.#lowest, bucket)
    const room = Math.max(1024, 2 * (end - lowest))
    this.#lowest = bucket < this.#lowest ? end - room : lowest
    this.#first = new Int32Array(room)
    this.#counts = new BucketCounts(room)
    for (let cell = CELLS; cell < this.#cells.length; cell += CELLS) {
      const number = this.#cells[cell] as number
      if (!Number.isNaN(number)) this.#putIn(cell, bucketOf(number))
    }
  }
}
