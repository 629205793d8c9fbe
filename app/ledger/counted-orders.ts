/** The place of an order among all; 0 stands for none. */
export type OrderPlace = number

/**
 * The counted orders of every customer of a shop, each customer's as a list from the newest back, in columns: a shop has
 * millions of them. Customers are known by small whole numbers here. Money in minor units.
 */
export class CountedOrders {
  #moments = new Float64Array(64)
  #spends = new Float64Array(64)
  #before = new Int32Array(64)
  /** By customer: the place of the newest, and how many there are. */
  readonly #newest: OrderPlace[] = []
  readonly #counts: number[] = []
  #end = 1
  /** The first of the places that are free again, listed by `before`. */
  #free: OrderPlace = 0

  newestOf(customer: number): OrderPlace {
    return this.#newest[customer] ?? 0
  }

  countOf(customer: number): number {
    return this.#counts[customer] ?? 0
  }

  /** The order of the same customer before this one. */
  before(place: OrderPlace): OrderPlace {
    return this.#before[place] as OrderPlace
  }

  momentOf(place: OrderPlace): number {
    return this.#moments[place] as number
  }

  /** The order's total less what was refunded of it. */
  spentOn(place: OrderPlace): number {
    return this.#spends[place] as number
  }

  /** After all that the customer has. */
  add(customer: number, at: number, spent: number): void {
    const place = this.#take()
    this.#moments[place] = at
    this.#spends[place] = spent
    this.#before[place] = this.newestOf(customer)
    this.#newest[customer] = place
    this.#counts[customer] = this.countOf(customer) + 1
  }

  /** Takes out the customer's orders from `since` on and returns their moments, newest first. */
  cut(customer: number, since: number): readonly number[] {
    const moments: number[] = []
    for (let place = this.newestOf(customer); place !== 0 && this.momentOf(place) >= since; ) {
      const next = this.before(place)
      moments.push(this.momentOf(place))
      this.#before[place] = this.#free
      this.#free = place
      place = next
      this.#newest[customer] = next
    }
    this.#counts[customer] = this.countOf(customer) - moments.length
    return moments
  }

  #take(): OrderPlace {
    const place = this.#free
    if (place !== 0) {
      this.#free = this.before(place)
      return place
    }
    if (this.#end === this.#moments.length) {
      this.#moments = grown(this.#moments)
      this.#spends = grown(this.#spends)
      const before = new Int32Array(this.#moments.length)
      before.set(this.#before)
      this.#before = before
    }
    return this.#end++
  }
}

const grown = (column: Float64Array): Float64Array<ArrayBuffer> => {
  const copy = new Float64Array(Math.ceil(column.length * 1.5))
  copy.set(column)
  return copy
}
