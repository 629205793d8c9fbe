import { DAY_MS } from '../ledger/entries.ts'
import { tickOf } from '../ledger/ticks.ts'
import type { Budget } from '../rules/types.ts'
import { dayIn } from '../vocabulary/calendar.ts'

/**
 * The first day of the calendar period of a budget that a moment lies in, YYYY-MM-DD in the shop's time zone; weeks begin on
 * Monday. Empty for a budget that is given once and for all.
 */
export const periodOf = (per: Budget['per'], at: number, timeZone: string): string =>
  per === undefined ? '' : firstDayOf(per, dayIn(timeZone, at))

/** Of a calendar day's period, both YYYY-MM-DD. */
export const firstDayOf = (per: NonNullable<Budget['per']>, day: string): string => {
  switch (per) {
    case 'day':
      return day
    case 'week': {
      const at = Date.parse(`${day}T00:00:00Z`)
      return dayOf(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY_MS)
    }
    case 'month':
      return `${day.slice(0, 7)}-01`
    case 'year':
      return `${day.slice(0, 4)}-01-01`
    default:
      return per satisfies never
  }
}

/** When the next period's first day begins for rules, so that a person may be told; undefined where there is none. */
export const nextPeriodAt = (per: Budget['per'], at: number, timeZone: string): number | undefined => {
  if (per === undefined) return undefined
  return tickOf(nextFirstDay(per, periodOf(per, at, timeZone)), timeZone).at
}

/** Of the period after the one that begins on `first`. */
export const nextFirstDay = (per: NonNullable<Budget['per']>, first: string): string => {
  let day = Date.parse(`${first}T00:00:00Z`)
  do day += DAY_MS
  while (firstDayOf(per, dayOf(day)) === first)
  return dayOf(day)
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
