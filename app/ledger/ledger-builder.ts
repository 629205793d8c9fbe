import type { Entry, OrderEntry } from './entries.ts'
import { Ledger, ORDER, OTHER, PAYMENT } from './ledger.ts'
import { compareIds, kindRank } from './ledger-order.ts'
import { OrderColumns, type RareParts } from './order-columns.ts'

/** Takes entries in any order and puts them into ledger order. Ids of orders must stand once. */
export class LedgerBuilder {
  readonly #moments: number[] = []
  readonly #kinds: number[] = []
  readonly #subjects: number[] = []
  readonly #others: Entry[] = []
  readonly #ids: string[] = []
  readonly #customerIds: (string | null)[] = []
  readonly #totals: number[] = []
  readonly #subtotals: number[] = []
  readonly #itemsCounts: number[] = []
  readonly #skus: (readonly string[])[] = []
  readonly #countries: (string | null)[] = []
  readonly #areCounted: number[] = []
  readonly #rareParts = new Map<number, Partial<RareParts>>()
  readonly #texts = new Map<string, string>()

  get orders(): number {
    return this.#ids.length
  }

  add(entry: Entry): void {
    if (entry.kind === 'order') this.#addRow(entry, ORDER, this.#addOrder(entry))
    // One that does not follow its order is kept whole.
    else if (entry.kind === 'payment' && this.#ids.at(-1) === entry.id) this.#addRow(entry, PAYMENT, this.orders - 1)
    else this.#addRow(entry, OTHER, this.#others.push(entry) - 1)
  }

  close(): Ledger {
    const rows = this.#sortedRows()
    const orders = rows.filter((row) => this.#kinds[row] === ORDER).map((row) => this.#subjects[row] as number)
    const places = new Int32Array(orders.length)
    for (const [place, order] of orders.entries()) places[order] = place
    const placeOf = (row: number): number => {
      const subject = this.#subjects[row] as number
      return this.#kinds[row] === OTHER ? subject : (places[subject] as number)
    }
    const rareParts = new Map(Array.from(this.#rareParts, ([order, parts]) => [places[order] as number, parts]))
    const columns = new OrderColumns({
      ids: pick(this.#ids, orders),
      moments: Float64Array.from(
        rows.filter((row) => this.#kinds[row] === ORDER),
        (row) => this.#moments[row] as number,
      ),
      customerIds: pick(this.#customerIds, orders),
      totals: Float64Array.from(orders, (order) => this.#totals[order] as number),
      subtotals: Float64Array.from(orders, (order) => this.#subtotals[order] as number),
      itemsCounts: Float64Array.from(orders, (order) => this.#itemsCounts[order] as number),
      skus: pick(this.#skus, orders),
      countries: pick(this.#countries, orders),
      areCounted: Uint8Array.from(orders, (order) => this.#areCounted[order] as number),
      rareParts,
    })
    return new Ledger(
      {
        moments: Float64Array.from(rows, (row) => this.#moments[row] as number),
        kinds: Uint8Array.from(rows, (row) => this.#kinds[row] as number),
        subjects: Int32Array.from(rows, placeOf),
      },
      columns,
      this.#others,
    )
  }

  #addRow({ at }: Entry, kind: number, subject: number): void {
    this.#moments.push(at)
    this.#kinds.push(kind)
    this.#subjects.push(subject)
  }

  #addOrder({ kind: _, at: __, ...order }: OrderEntry): number {
    const { id, customerId, total, subtotal, itemsCount, skus, country, counts, discountCodes, ...rare } = order
    const place = this.#ids.push(id) - 1
    this.#customerIds.push(customerId === null ? null : this.#shared(customerId))
    this.#totals.push(total)
    this.#subtotals.push(subtotal ?? Number.NaN)
    this.#itemsCounts.push(itemsCount ?? Number.NaN)
    this.#skus.push(skus.length === 0 ? NONE : skus.map((sku) => this.#shared(sku)))
    this.#countries.push(country === null ? null : this.#shared(country))
    this.#areCounted.push(counts ? 1 : 0)
    const parts = discountCodes.length === 0 ? rare : { ...rare, discountCodes }
    if (Object.keys(parts).length > 0) this.#rareParts.set(place, parts)
    return place
  }

  /** One string a customer, SKU and country, however often they are named: a million orders name few. */
  #shared(text: string): string {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    this.#texts.set(text, text)
    return text
  }

  #sortedRows(): number[] {
    const rows = Array.from(this.#kinds, (_, row) => row)
    const ranks = Uint8Array.from(rows, (row) => this.#rankOf(row))
    return rows.sort(
      (left, right) =>
        (this.#moments[left] as number) - (this.#moments[right] as number) ||
        (ranks[left] as number) - (ranks[right] as number) ||
        compareIds(this.#idOf(left), this.#idOf(right)),
    )
  }

  #rankOf(row: number): number {
    const kind = this.#kinds[row]
    if (kind === OTHER) return kindRank((this.#others[this.#subjects[row] as number] as Entry).kind)
    return kindRank(kind === ORDER ? 'order' : 'payment')
  }

  #idOf(row: number): string {
    const subject = this.#subjects[row] as number
    return this.#kinds[row] === OTHER ? (this.#others[subject] as Entry).id : (this.#ids[subject] as string)
  }
}

const NONE: readonly string[] = []

const pick = <Cell>(column: readonly Cell[], places: readonly number[]): Cell[] =>
  places.map((place) => column[place] as Cell)
