import type { CustomerHistory } from '../ledger/customer.ts'
import { DAY_MS } from '../ledger/entries.ts'
import { type Entrant, entrantOf, Study, WATCHED_DAYS } from './lift.ts'
import type { Decision } from './ports.ts'

/** What a rule's past says of a comparison that is yet to begin: how many customers would come in, and how many come back anyway. */
export type PastPace = {
  readonly customers: number
  readonly weeks: number
  /** Of those watched for so many days. */
  readonly windows: readonly { readonly days: number; readonly customers: number; readonly cameBack: number }[]
}

/** Who comes into a rule while it is tried on the past. */
export class PastEntrants {
  readonly #entrants = new Map<string, Entrant>()

  see(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      const entrant = entrantOf(decision)
      if (entrant !== undefined && !this.#entrants.has(entrant.customerId))
        this.#entrants.set(entrant.customerId, entrant)
    }
  }

  /** `from` and `to` are the moments between which decisions were made. */
  result(historyOf: (customerId: string) => CustomerHistory | undefined, from: number, to: number): PastPace {
    const study = new Study(to)
    for (const entrant of this.#entrants.values()) study.add(entrant, historyOf(entrant.customerId))
    return paceOf(study, from, to)
  }
}

/** Of those left out too, whom nobody left out then. */
export const paceOf = (study: Study, from: number, to: number): PastPace => ({
  customers: study.entered('given').length + study.entered('leftOut').length,
  weeks: Math.max(0, to - from) / (7 * DAY_MS),
  windows: WATCHED_DAYS.map((days) => {
    const [given, leftOut] = [study.watched(days, 'given'), study.watched(days, 'leftOut')]
    return {
      days,
      customers: given.customers + leftOut.customers,
      cameBack: given.cameBack + leftOut.cameBack,
    }
  }),
})
