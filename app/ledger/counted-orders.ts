/** Where an order stands among the cells; 0 stands for none. */
export type OrderPlace = number

/** Of each order: its moment, what was spent on it, and the place of the customer's order before. They lie together, for they are read together. */
const CELLS = 3
const SPENT = 1
const BEFORE = 2

/** Moments newest first, and what was spent on all of them. */
export type CutOrders = { readonly moments: readonly number[]; readonly spent: number }

/**
 * The counted orders of every customer of a shop, each customer's as a list from the newest back: a shop has millions of
 * them, too many for objects. Customers are known by small whole numbers here. Money in minor units.
 */
export class CountedOrders {
  #cells = new Float64Array(64 * CELLS)
  /** By customer: the place of the newest, and how many there are. */
  readonly #newest: OrderPlace[] = []
  readonly #counts: number[] = []
  #end = CELLS
  /** The first of the places that are free again, listed like a customer's. */
  #free: OrderPlace = 0

  newestOf(customer: number): OrderPlace {
    return this.#newest[customer] ?? 0
  }

  countOf(customer: number): number {
    return this.#counts[customer] ?? 0
  }

  momentOf(place: OrderPlace): number {
    return this.#cells[place] as number
  }

  /** The order's total less what was refunded of it. */
  spentOn(place: OrderPlace): number {
    return this.#cells[place + SPENT] as number
  }

  /** The order of the same customer before this one. */
  before(place: OrderPlace): OrderPlace {
    return this.#cells[place + BEFORE] as OrderPlace
  }

  /** After all that the customer has. */
  add(customer: number, at: number, spent: number): void {
    const place = this.#take()
    this.#cells[place] = at
    this.#cells[place + SPENT] = spent
    this.#cells[place + BEFORE] = this.newestOf(customer)
    this.#newest[customer] = place
    this.#counts[customer] = this.countOf(customer) + 1
  }

  /** Takes out the customer's orders from `since` on. */
  cut(customer: number, since: number): CutOrders {
    let place = this.newestOf(customer)
    if (place === 0 || this.momentOf(place) < since) return NONE
    const moments: number[] = []
    let spent = 0
    while (place !== 0 && this.momentOf(place) >= since) {
      const next = this.before(place)
      moments.push(this.momentOf(place))
      spent += this.spentOn(place)
      this.#cells[place + BEFORE] = this.#free
      this.#free = place
      place = next
    }
    this.#newest[customer] = place
    this.#counts[customer] = this.countOf(customer) - moments.length
    return { moments, spent }
  }

  #take(): OrderPlace {
    const place = this.#free
    if (place !== 0) {
      this.#free = this.before(place)
      return place
    }
    if (this.#end === this.#cells.length) {
      const cells = new Float64Array(Math.ceil(this.#end / CELLS / 2) * 3 * CELLS)
      cells.set(this.#cells)
      this.#cells = cells
    }
    this.#end += CELLS
    return this.#end - CELLS
  }
}

const NONE: CutOrders = { moments: [], spent: 0 }
