import { minutesOf } from '../rules/clock-time.ts'
import { parseTime } from '../rules/iso-time.ts'
import { DAY_MS, type Hours, type Schedule, WEEKDAYS } from '../rules/types.ts'
import { clockIn } from '../vocabulary/calendar.ts'

/** Whether a rule is asked at a moment, by the clocks of the shop's time zone. */
export type IsOpen = (at: number, timeZone: string) => boolean

export const compileSchedule = ({ startsAt, endsAt, hours }: Schedule = {}): IsOpen => {
  const from = momentOf(startsAt) ?? Number.NEGATIVE_INFINITY
  const until = momentOf(endsAt) ?? Number.POSITIVE_INFINITY
  const isWithin = hours ? compileHours(hours) : () => true
  return (at, timeZone) => at >= from && at < until && isWithin(at, timeZone)
}

/** Whether a schedule is over for good. */
export const compileEnd = ({ endsAt }: Schedule = {}): ((at: number) => boolean) => {
  const until = momentOf(endsAt) ?? Number.POSITIVE_INFINITY
  return (at) => at >= until
}

/** The moment at which hours that are closed at `at` open next; undefined where they never do. */
export const opensAt = (hours: Hours, at: number, timeZone: string): number | undefined => {
  const isWithin = compileHours(hours)
  const minute = Math.ceil(at / MINUTE_MS) * MINUTE_MS
  for (let next = minute; next <= minute + LONGEST_CLOSED_MS; next += MINUTE_MS)
    if (isWithin(next, timeZone)) return next
  return undefined
}

const MINUTE_MS = 60_000
/** Hours that open at all open within a week. */
const LONGEST_CLOSED_MS = 8 * DAY_MS

const momentOf = (time: string | null | undefined): number | undefined =>
  time === null || time === undefined ? undefined : parseTime(time)

const compileHours = ({ from, to, days = WEEKDAYS }: Hours): IsOpen => {
  const [opens = 0, closes = 0] = [minutesOf(from), minutesOf(to)]
  const isOpenOn = new Set(days.map((day) => WEEKDAYS.indexOf(day) + 1))
  return (at, timeZone) => {
    const { weekday, minutes } = clockIn(timeZone, at)
    if (opens < closes) return isOpenOn.has(weekday) && minutes >= opens && minutes < closes
    // Over midnight: what is left of the night belongs to the day before.
    if (minutes >= opens) return isOpenOn.has(weekday)
    return minutes < closes && isOpenOn.has(weekday === 1 ? 7 : weekday - 1)
  }
}
