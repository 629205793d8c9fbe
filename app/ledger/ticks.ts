import { DAY_MS, type LedgerKey, type TickEntry } from './entries.ts'
import { compareKeys } from './ledger-order.ts'

/** When a day's tick stands in the ledger, by the shop's clocks. */
const HOUR = 6

/** The tick of a calendar day, YYYY-MM-DD, in an IANA time zone. */
export const tickOf = (day: string, timeZone: string): TickEntry => {
  const wanted = Date.parse(`${day}T00:00:00Z`) + HOUR * 3_600_000
  // The zone's offset is asked for at the wanted time itself: on the day that clocks change it is another at midnight.
  const guess = wanted - offsetAt(wanted, timeZone)
  return { kind: 'tick', id: day, at: wanted - offsetAt(guess, timeZone) }
}

/** The ticks after a place in the ledger, oldest first, without end. */
export const ticksAfter = function* (after: LedgerKey, timeZone: string): Generator<TickEntry, never> {
  for (let day = dayBefore(after.at, timeZone); ; day += DAY_MS) {
    const tick = tickOf(new Date(day).toISOString().slice(0, 10), timeZone)
    if (compareKeys(tick, after) > 0) yield tick
  }
}

/** Midnight UTC of a calendar day that is certainly before the next tick. */
const dayBefore = (at: number, timeZone: string): number => {
  const local = at + offsetAt(at, timeZone)
  return Math.floor(local / DAY_MS) * DAY_MS - DAY_MS
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
const offsetAt = (at: number, timeZone: string): number => {
  const {
    year = 0,
    month = 1,
    day = 1,
    hour = 0,
    minute = 0,
    second = 0,
  } = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  // Date.UTC takes the years 1 to 99 for those of the twentieth century.
  const local = new Date(0).setUTCFullYear(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1000
  return local - Math.floor(at / 1000) * 1000
}

const clocks = new Map<string, Intl.DateTimeFormat>()

const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(timeZone, clock)
  return clock
}
