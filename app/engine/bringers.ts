import { nameOf } from '../ledger/ledger-order.ts'
import type { Arrival, Read } from './arrange.ts'
import { DEFERRED_TOPIC } from './read-delivery.ts'

/** At which message of a batch people find what came of an entry. */
export class Bringers {
  /** The first message about each entry itself; other copies of an order carry its entries along. */
  readonly #own = new Map<string, string>()
  readonly #cameWith = new Map<string, string | undefined>()

  constructor(reads: readonly Read[]) {
    for (const { delivery, reading } of reads) {
      if (delivery.topic === DEFERRED_TOPIC) {
        this.#cameWith.set(delivery.id, reading.cameWith)
        continue
      }
      const name = nameOf(delivery.key)
      const first = this.#own.get(name)
      if (first === undefined || BigInt(delivery.id) < BigInt(first)) this.#own.set(name, delivery.id)
    }
  }

  /** The message about it where there is one, else the copy that brought it; none for a day that begins. */
  of({ entry, delivery }: Arrival): string | undefined {
    if (entry.kind === 'tick') return undefined
    const own = this.#own.get(nameOf(entry))
    if (own !== undefined) return own
    return delivery.topic === DEFERRED_TOPIC ? this.#cameWith.get(delivery.id) : delivery.id
  }
}
