import type { Entry } from '../ledger/entries.ts'
import type { PlacedOrder } from '../models/summaries.ts'
import { decimalsOf } from '../rules/money.ts'

/**
 * The orders that the models look at: those of known customers that count at the end of the ledger, so that one which was
 * cancelled later is in neither half of a holdout. Values are totals before refunds, in whole units of the currency.
 */
export const placedOrders = (entries: Iterable<Entry>, currency: string): PlacedOrder[] => {
  const unit = 10 ** decimalsOf(currency)
  const placed = new Map<string, PlacedOrder>()
  for (const entry of entries) {
    if (entry.kind === 'order' && entry.counts && entry.customerId !== null)
      placed.set(entry.id, { customerId: entry.customerId, at: entry.at, value: entry.total / unit })
    else if (entry.kind === 'cancellation') placed.delete(entry.id)
  }
  return [...placed.values()]
}
