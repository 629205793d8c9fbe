import type { Reading } from '../../engine/ports.ts'
import { type Counters, DAY_MS } from '../../ledger/entries.ts'

/** Without this scope Shopify shows an app the orders of the last 60 days: https://shopify.dev/docs/api/usage/access-scopes */
export const ALL_ORDERS = 'read_all_orders'
const SHOWN_DAYS = 60

/**
 * What customers' records count beyond the orders that Shopify shows, as the balance that their stories open with. An order
 * that the ledger holds from before is taken off again when the balance is folded, so none counts twice.
 */
export class Openings {
  readonly #opensAt: number
  readonly #counters = new Map<string, Counters>()

  constructor(now: number) {
    this.#opensAt = now - SHOWN_DAYS * DAY_MS
  }

  /** What a customer's record counts in all. */
  note(customerId: string, counters: Counters): void {
    this.#counters.set(customerId, counters)
  }

  /** One order that is shown, with its refunds. */
  see({ entries }: Reading): void {
    const order = entries.find((entry) => entry.kind === 'order')
    const counters = order?.customerId == null ? undefined : this.#counters.get(order.customerId)
    if (order?.customerId == null || counters === undefined || order.at <= this.#opensAt) return
    // Shopify's counters know nothing of cancelled orders.
    if (entries.some(({ kind }) => kind === 'cancellation')) return
    const refunded = entries.reduce((sum, entry) => sum + (entry.kind === 'refund' ? entry.amount : 0), 0)
    this.#counters.set(order.customerId, {
      orders: counters.orders - 1,
      spent: counters.spent - (order.total - refunded),
    })
  }

  /** Of customers who ordered before, under one id, so that reading the history again adds nothing. */
  *readings(): Generator<Reading> {
    for (const [customerId, counters] of this.#counters) {
      if (counters.orders <= 0) continue
      const id = `${customerId}:opening`
      yield {
        entries: [{ kind: 'customer', id, at: this.#opensAt, customerId, addTags: [], removeTags: [], counters }],
      }
    }
  }
}
