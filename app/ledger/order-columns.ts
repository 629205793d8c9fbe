import type { OrderEntry } from './entries.ts'
import { IdIndex } from './id-index.ts'

/** What few orders have, kept beside the columns. */
export type RareParts = Omit<OrderEntry, 'kind' | 'id' | 'at' | 'customerId' | 'total' | 'skus' | 'country' | 'counts'>

/** By place, in ledger order. Money in minor units; NaN where an order does not say. */
export type OrderCells = {
  readonly ids: readonly string[]
  readonly moments: Float64Array
  readonly customerIds: readonly (string | null)[]
  readonly totals: Float64Array
  readonly subtotals: Float64Array
  readonly itemsCounts: Float64Array
  readonly skus: readonly (readonly string[])[]
  readonly countries: readonly (string | null)[]
  readonly areCounted: Uint8Array
  readonly rareParts: ReadonlyMap<number, Partial<RareParts>>
}

/** A ledger's orders, a column for each thing that every order says. */
export class OrderColumns {
  readonly #cells: OrderCells
  #places: IdIndex | undefined

  constructor(cells: OrderCells) {
    this.#cells = cells
  }

  get length(): number {
    return this.#cells.ids.length
  }

  idAt(place: number): string {
    return this.#cells.ids[place] as string
  }

  /** The place of the order with this id. */
  placeOf(id: string): number | undefined {
    this.#places ??= new IdIndex(this.#cells.ids)
    return this.#places.placeOf(id)
  }

  entryAt(place: number): OrderEntry {
    const cells = this.#cells
    const entry = {
      kind: 'order' as const,
      id: cells.ids[place] as string,
      at: cells.moments[place] as number,
      customerId: cells.customerIds[place] as string | null,
      total: cells.totals[place] as number,
      discountCodes: NO_CODES,
      skus: cells.skus[place] as readonly string[],
      country: cells.countries[place] as string | null,
      counts: cells.areCounted[place] === 1,
      subtotal: cells.subtotals[place] as number,
      itemsCount: cells.itemsCounts[place] as number,
    }
    if (!Number.isNaN(entry.subtotal) && !Number.isNaN(entry.itemsCount) && cells.rareParts.size === 0) return entry
    const { subtotal, itemsCount, ...rest } = entry
    return {
      ...rest,
      ...(Number.isNaN(subtotal) ? {} : { subtotal }),
      ...(Number.isNaN(itemsCount) ? {} : { itemsCount }),
      ...cells.rareParts.get(place),
    }
  }
}

const NO_CODES: readonly string[] = []
