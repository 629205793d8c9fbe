import { isDeepStrictEqual } from 'node:util'
import type { Entry, LedgerKey, OrderEntry } from '../ledger/entries.ts'
import { compareKeys, keyOf, nameOf } from '../ledger/ledger-order.ts'
import type { ClaimedDelivery, Origin, Reading } from './ports.ts'
import { orderIdOf } from './shop-state.ts'

export type Read = { readonly delivery: ClaimedDelivery; readonly reading: Reading }

/** One thing for the lane to do, at its place in ledger order. */
export type Arrival = {
  /** Where it is done: an entry at its own place, a newer copy of an order at its message's. */
  readonly key: LedgerKey
  readonly entry: Entry
  readonly delivery: ClaimedDelivery
  readonly copiedAt: number
  readonly isAmendment: boolean
  readonly origin: Origin
}

/**
 * What the readings of a batch ask for, in ledger order: each entry once, by whichever delivery stands first, though
 * several copies of an order carry it; later copies of an order become amendments. What the ledger holds already is left out.
 */
export const arrange = (reads: readonly Read[], known: ReadonlySet<string>): Arrival[] => {
  const seen = new Set(known)
  const arrivals: Arrival[] = []
  for (const { delivery, reading } of [...reads].sort((left, right) =>
    compareKeys(left.delivery.key, right.delivery.key),
  )) {
    const { copiedAt = delivery.triggeredAt, origin = 'live' } = reading
    for (const entry of reading.entries) {
      const isAmendment = seen.has(nameOf(entry))
      if (isAmendment && entry.kind !== 'order') continue
      seen.add(nameOf(entry))
      const key = isAmendment ? delivery.key : keyOf(entry)
      arrivals.push({ key, entry, delivery, copiedAt, isAmendment, origin })
    }
  }
  return arrivals.sort(compareArrivals)
}

/** Arrivals of two sources as one, in ledger order. */
export const merge = (left: readonly Arrival[], right: readonly Arrival[]): readonly Arrival[] =>
  right.length === 0 ? left : [...left, ...right].sort(compareArrivals)

/** An order comes before its own amendment where both stand at one place. */
const compareArrivals = (left: Arrival, right: Arrival): number =>
  compareKeys(left.key, right.key) || Number(left.isAmendment) - Number(right.isAmendment)

/** The orders that these entries are about and whose own entry is not among them. */
export const ordersNeeded = (arrivals: readonly Arrival[]): string[] => {
  const ids = new Set<string>()
  for (const { entry } of arrivals) {
    const orderId = orderIdOf(entry)
    if (orderId !== null) ids.add(orderId)
  }
  return [...ids]
}

/** By value: a held copy has been through jsonb, which keeps no order of fields. */
export const hasChanged = (held: OrderEntry, copy: OrderEntry): boolean =>
  !isDeepStrictEqual({ ...held, at: copy.at }, copy)
