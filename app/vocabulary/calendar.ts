import { DAY_MS } from '../ledger/entries.ts'
import { utcDay } from '../models/summaries.ts'

/** The calendar day of a moment in a time zone, YYYY-MM-DD. */
export const dayIn = (timeZone: string, at: number): string => formatsOf(timeZone).day.format(at)

type Formats = {
  readonly day: Intl.DateTimeFormat
  readonly hour: Intl.DateTimeFormat
  readonly clock: Intl.DateTimeFormat
}

/** Kept, for making a format takes longer than using it a hundred times. */
const formats = new Map<string, Formats>()

const formatsOf = (timeZone: string): Formats => {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = {
    day: new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
    hour: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }),
    clock: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  }
  formats.set(timeZone, made)
  return made
}

/** Days since 1970-01-01 by the clocks of a time zone, quickly: clocks change at quarters of an hour only. */
export const dayNumberIn = (timeZone: string): ((at: number) => number) => {
  if (timeZone === 'UTC') return utcDay
  const known = dayNumbers.get(timeZone) ?? new Map<number, number>()
  dayNumbers.set(timeZone, known)
  return (at) => {
    const quarter = Math.floor(at / QUARTER_HOUR_MS)
    const day = known.get(quarter) ?? Date.parse(dayIn(timeZone, at)) / DAY_MS
    known.set(quarter, day)
    return day
  }
}

const QUARTER_HOUR_MS = 900_000
const dayNumbers = new Map<string, Map<number, number>>()

/** The day `count` working days (Monday to Friday) after `day`; a weekend day with 0 becomes the next Monday. */
export const addWorkingDays = (day: string, count: number): string => {
  let at = Date.parse(`${day}T00:00:00Z`)
  let left = count
  while (left > 0 || isWeekend(at)) {
    at += DAY_MS
    if (!isWeekend(at)) left--
  }
  return new Date(at).toISOString().slice(0, 10)
}

const isWeekend = (at: number): boolean => [0, 6].includes(new Date(at).getUTCDay())

/** Month 1 to 12, day of it 1 to 31, weekday 1 (Monday) to 7, hour 0 to 23 of a moment in a time zone. */
export const calendarOf = (
  timeZone: string,
  at: number,
): { month: number; dayOfMonth: number; weekday: number; hour: number } => {
  const day = dayIn(timeZone, at)
  const hour = formatsOf(timeZone).hour.format(at)
  return {
    month: Number(day.slice(5, 7)),
    dayOfMonth: Number(day.slice(8)),
    weekday: weekdayOf(day),
    hour: Number(hour),
  }
}

/** 1 (Monday) to 7. */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** Weekday 1 (Monday) to 7 and minutes since midnight, by the clocks of a time zone. */
export const clockIn = (timeZone: string, at: number): { weekday: number; minutes: number } => {
  const [hour = '', minute = ''] = formatsOf(timeZone).clock.format(at).split(':')
  return { weekday: weekdayOf(dayIn(timeZone, at)), minutes: Number(hour) * 60 + Number(minute) }
}

/**
 * Calendar days from `at` until the day of `first` comes round again: 0 on that day, from the year after on. Somebody of
 * 29 February has it on 28 February in other years.
 */
export const daysUntilAnniversary = (first: number, at: number, timeZone: string): number => {
  const [born, today] = [dayIn(timeZone, first), dayIn(timeZone, at)]
  const inYear = (year: number): string => {
    const day = `${year}${born.slice(4)}`
    return born.endsWith('-02-29') && !isLeap(year) ? `${year}-02-28` : day
  }
  const year = Number(today.slice(0, 4))
  const next = inYear(year) >= today && inYear(year) > born ? inYear(year) : inYear(year + 1)
  return (Date.parse(next) - Date.parse(today)) / DAY_MS
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
