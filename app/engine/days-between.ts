import type { LedgerKey, TickEntry } from '../ledger/entries.ts'
import { compareKeys } from '../ledger/ledger-order.ts'
import { ticksAfter } from '../ledger/ticks.ts'

/** The days that begin while one goes through a ledger entry by entry, from the first that it is told of on: see `replay`. */
export class DaysBetween {
  readonly #timeZone: string
  #ticks: Iterator<TickEntry, never> | undefined
  #next: TickEntry | undefined

  constructor(timeZone: string) {
    this.#timeZone = timeZone
  }

  /** Those since the entry before; to be gone through to the end. */
  *before(entry: LedgerKey): Generator<TickEntry> {
    if (this.#ticks === undefined) {
      this.#ticks = ticksAfter(entry, this.#timeZone)
      this.#next = this.#ticks.next().value
      return
    }
    while (this.#next !== undefined && compareKeys(this.#next, entry) < 0) {
      yield this.#next
      this.#next = this.#ticks.next().value
    }
  }
}
