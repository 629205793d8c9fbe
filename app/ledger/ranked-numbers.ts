import { bucketOf } from './bucket-of.ts'
import type { Place } from './shop-figures.ts'

/**
 * One number each of many customers, who are known by small whole numbers here, and how many have strictly more or less.
 * Exact, and to change or to ask takes about as long among a million as among a thousand: numbers that lie close share a
 * bucket, a Fenwick tree counts buckets, and only the numbers of one bucket are compared.
 */
export class RankedNumbers {
  #size = 0
  /** By customer; NaN for who has none. */
  #numbers = new Float64Array(0)
  /** The customers of a bucket as a list, by customer; 0 ends it, so customers count from 1 here. */
  #next = new Int32Array(0)
  #previous = new Int32Array(0)
  #lowest = 0
  /** By bucket, from the lowest on: where its list begins, and the tree of counts. */
  #first = new Int32Array(0)
  #counts = new Int32Array(0)

  get size(): number {
    return this.#size
  }

  /** Undefined takes the customer out. */
  set(customer: number, number: number | undefined): void {
    if (customer >= this.#numbers.length) this.#growTo(customer + 1)
    const was = this.#numbers[customer] as number
    const is = number ?? Number.NaN
    if (Object.is(was, is)) return
    const from = bucketOf(was)
    const to = bucketOf(is)
    if (from !== to) {
      if (!Number.isNaN(was)) this.#takeOut(customer, from)
      // Whoever is put in anew for want of room must not be put in twice.
      this.#numbers[customer] = Number.NaN
      if (!Number.isNaN(is)) this.#putIn(customer, to)
    }
    this.#numbers[customer] = is
  }

  /** Undefined for who has no number. */
  placeOf(customer: number): Place | undefined {
    const own = this.#numbers[customer]
    if (own === undefined || Number.isNaN(own)) return undefined
    const bucket = bucketOf(own) - this.#lowest
    let held = 0
    let more = 0
    let less = 0
    for (let other = this.#first[bucket] as number; other !== 0; other = this.#next[other] as number) {
      const number = this.#numbers[other - 1] as number
      held++
      if (number > own) more++
      else if (number < own) less++
    }
    const below = this.#countBelow(bucket)
    return { ahead: this.#size - below - held + more, behind: below + less, ranked: this.#size }
  }

  get largest(): number | undefined {
    if (this.#size === 0) return undefined
    let largest = Number.NEGATIVE_INFINITY
    for (let other = this.#first[this.#highest()] as number; other !== 0; other = this.#next[other] as number)
      largest = Math.max(largest, this.#numbers[other - 1] as number)
    return largest
  }

  #putIn(customer: number, bucket: number): void {
    if (bucket < this.#lowest || bucket - this.#lowest >= this.#first.length) this.#makeRoomFor(bucket)
    const own = customer + 1
    const place = bucket - this.#lowest
    const second = this.#first[place] as number
    this.#first[place] = own
    this.#next[own] = second
    this.#previous[own] = 0
    if (second !== 0) this.#previous[second] = own
    this.#count(place, 1)
  }

  #takeOut(customer: number, bucket: number): void {
    const own = customer + 1
    const place = bucket - this.#lowest
    const previous = this.#previous[own] as number
    const next = this.#next[own] as number
    if (previous === 0) this.#first[place] = next
    else this.#next[previous] = next
    if (next !== 0) this.#previous[next] = previous
    this.#count(place, -1)
  }

  #count(bucket: number, change: 1 | -1): void {
    const counts = this.#counts
    this.#size += change
    for (let node = bucket + 1; node < counts.length; node += node & -node)
      counts[node] = (counts[node] as number) + change
  }

  #countBelow(bucket: number): number {
    const counts = this.#counts
    let below = 0
    for (let node = bucket; node > 0; node -= node & -node) below += counts[node] as number
    return below
  }

  /** The bucket of the last of all. */
  #highest(): number {
    const counts = this.#counts
    let bucket = 0
    let left = this.#size
    for (let step = 1 << (31 - Math.clz32(counts.length)); step > 0; step >>= 1) {
      const count = counts[bucket + step]
      if (count === undefined || count >= left) continue
      bucket += step
      left -= count
    }
    return bucket
  }

  #growTo(customers: number): void {
    const room = Math.max(64, 2 * customers)
    const numbers = new Float64Array(room).fill(Number.NaN)
    numbers.set(this.#numbers)
    this.#numbers = numbers
    this.#next = grown(this.#next, room + 1)
    this.#previous = grown(this.#previous, room + 1)
  }

  /** Twice as many buckets in the direction that is asked for; everybody is put in anew. */
  #makeRoomFor(bucket: number): void {
    const end = Math.max(this.#lowest + this.#first.length, bucket + 1)
    const lowest = Math.min(this.#lowest, bucket)
    const room = Math.max(1024, 2 * (end - lowest))
    this.#lowest = bucket < this.#lowest ? end - room : lowest
    this.#first = new Int32Array(room)
    this.#counts = new Int32Array(room + 1)
    this.#size = 0
    for (const [customer, number] of this.#numbers.entries())
      if (!Number.isNaN(number)) this.#putIn(customer, bucketOf(number))
  }
}

const grown = (numbers: Int32Array, room: number): Int32Array<ArrayBuffer> => {
  const copy = new Int32Array(room)
  copy.set(numbers)
  return copy
}
