import type { Entry, OrderEntry } from './entries.ts'
import type { OrderColumns } from './order-columns.ts'

/** What a row is: an order, the payment of one, or anything else, of which there is less. */
export const ORDER = 0
export const PAYMENT = 1
export const OTHER = 2

/** By row, in ledger order; a subject is a place among the orders, or among the others. */
export type Rows = {
  readonly moments: Float64Array
  readonly kinds: Uint8Array
  readonly subjects: Int32Array
}

/**
 * A whole shop's entries in ledger order, held in columns: as objects, a million orders and their payments would take
 * several times the room. An entry is made when it is asked for. Built by LedgerBuilder.
 */
export class Ledger implements Iterable<Entry> {
  readonly #rows: Rows
  readonly #orders: OrderColumns
  readonly #others: readonly Entry[]

  constructor(rows: Rows, orders: OrderColumns, others: readonly Entry[]) {
    this.#rows = rows
    this.#orders = orders
    this.#others = others
  }

  get length(): number {
    return this.#rows.kinds.length
  }

  /** As of a list: counted from the end below 0, undefined where there is none. */
  at(index: number): Entry | undefined {
    const row = index < 0 ? index + this.length : index
    return row >= 0 && row < this.length ? this.#entryAt(row) : undefined
  }

  *[Symbol.iterator](): Generator<Entry> {
    for (let row = 0; row < this.length; row++) yield this.#entryAt(row)
  }

  /** The ledger as it was after so many entries, in the same columns. */
  first(count: number): Ledger {
    const { moments, kinds, subjects } = this.#rows
    const rows = {
      moments: moments.subarray(0, count),
      kinds: kinds.subarray(0, count),
      subjects: subjects.subarray(0, count),
    }
    return new Ledger(rows, this.#orders, this.#others)
  }

  /** A place for the orders that whoever goes through the ledger has learned so far. */
  openOrders(): LearnedOrders {
    return new LearnedOrders(this.#orders)
  }

  #entryAt(row: number): Entry {
    const kind = this.#rows.kinds[row]
    const subject = this.#rows.subjects[row] as number
    if (kind === ORDER) return this.#orders.entryAt(subject)
    if (kind === OTHER) return this.#others[subject] as Entry
    return { kind: 'payment', id: this.#orders.idAt(subject), at: this.#rows.moments[row] as number }
  }
}

/** Orders of a ledger, learned in its order, made from its columns again when they are asked for. */
export class LearnedOrders {
  readonly #orders: OrderColumns
  #learned = 0
  /** Whichever was named last is asked for again: an order's payment mostly follows it. */
  #last: OrderEntry | undefined

  constructor(orders: OrderColumns) {
    this.#orders = orders
  }

  get(id: string): OrderEntry | undefined {
    if (this.#last?.id === id) return this.#last
    const place = this.#orders.placeOf(id)
    if (place === undefined || place >= this.#learned) return undefined
    this.#last = this.#orders.entryAt(place)
    return this.#last
  }

  /** Throws for any but the ledger's next order. */
  set(id: string, order: OrderEntry): void {
    if (this.#orders.idAt(this.#learned) !== id) throw new Error(`Order ${id} is not the next of its ledger`)
    this.#learned++
    this.#last = order
  }
}
