import { createHash } from 'node:crypto'
import { DAY_MS, type TickEntry } from '../ledger/entries.ts'
import { tickOf } from '../ledger/ticks.ts'
import type { Draw } from '../rules/types.ts'

/** How a customer came to be drawn, kept with the decision so that anybody can draw again. */
export type Lot = {
  /** What was hashed before the customer's id: the rule's name and the first day of the period. */
  readonly seed: string
  /** 0 to 1; the lowest win. */
  readonly lot: number
  /** How many were in the pot that day. */
  readonly among: number
}

/**
 * The first 52 bits of SHA-256 over seed and customer as a number from 0 to 1: the same for ever, and as good as random
 * to whoever is drawn.
 */
export const lotOf = (seed: string, customerId: string): number =>
  Number.parseInt(createHash('sha256').update(`${seed} ${customerId}`).digest('hex').slice(0, 13), 16) / 2 ** 52

export type Period = { readonly seed: string; readonly startsAt: number; readonly open: number }

/**
 * The period that a tick lies in. Its places open one after another, spread over its days, so that three a week are not
 * all given on Monday: on day d of n, ⌈times × d ÷ n⌉ are open, those of earlier days that nobody took included.
 */
export const periodOf = ({ id: day }: TickEntry, { times, per }: Draw, ruleName: string, timeZone: string): Period => {
  const { first, dayOf, days } = calendarPeriod(day, per)
  return {
    seed: `${ruleName} ${first}`,
    startsAt: tickOf(first, timeZone).at,
    open: Math.ceil((times * dayOf) / days),
  }
}

/** The first day of the period, and which of its days this is. Weeks begin on Monday. */
const calendarPeriod = (
  day: string,
  per: Draw['per'],
): { readonly first: string; readonly dayOf: number; readonly days: number } => {
  const at = new Date(`${day}T00:00:00Z`)
  switch (per) {
    case 'day':
      return { first: day, dayOf: 1, days: 1 }
    case 'week': {
      const sinceMonday = (at.getUTCDay() + 6) % 7
      const first = new Date(at.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10)
      return { first, dayOf: sinceMonday + 1, days: 7 }
    }
    case 'month': {
      const days = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
      return { first: `${day.slice(0, 7)}-01`, dayOf: at.getUTCDate(), days }
    }
    default:
      return per satisfies never
  }
}
