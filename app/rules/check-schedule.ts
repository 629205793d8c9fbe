import type { CheckContext } from './check-context.ts'
import { checkScalar } from './check-scalar.ts'
import { type Fields, readChoice, readFields } from './check-shape.ts'
import { minutesOf } from './clock-time.ts'
import { parseTime } from './iso-time.ts'
import { at, quote } from './problem-list.ts'
import { DAY_BEGINS_AT, type Hours, type Schedule, WEEKDAYS } from './types.ts'

const SCHEDULE = { what: 'a schedule', keys: ['startsAt', 'endsAt', 'hours'] }

/** When a rule is asked. A null, which says the same as nothing, stays as it is written. */
export const checkSchedule = (value: unknown, path: string, context: CheckContext): Schedule | undefined => {
  const fields = readFields(value, path, SCHEDULE, context.problems)
  if (!fields) return undefined
  const startsAt = checkMoment(fields, 'startsAt', path, context)
  const endsAt = checkMoment(fields, 'endsAt', path, context)
  const hours = fields.get('hours') === null ? null : checkHours(fields.get('hours'), at(path, 'hours'), context)
  if (typeof startsAt === 'string' && typeof endsAt === 'string' && !isAfter(endsAt, startsAt)) {
    context.problems.add(at(path, 'endsAt'), `The schedule is over before it begins, at ${quote(startsAt)}`, {
      found: endsAt,
      expected: `a time after ${quote(startsAt)}`,
    })
  }
  return {
    ...(startsAt !== undefined && { startsAt }),
    ...(endsAt !== undefined && { endsAt }),
    ...(hours !== undefined && { hours }),
  }
}

const isAfter = (later: string, earlier: string): boolean => (parseTime(later) ?? 0) > (parseTime(earlier) ?? 0)

const checkMoment = (
  fields: Fields,
  key: 'startsAt' | 'endsAt',
  path: string,
  context: CheckContext,
): string | null | undefined => {
  const value = fields.get(key)
  if (value === undefined || value === null) return value
  const checked = checkScalar(value, at(path, key), 'time', context)
  return checked === undefined ? undefined : String(checked)
}

const HOURS = { what: 'a set of hours', keys: ['from', 'to', 'days'] }

const checkHours = (value: unknown, path: string, context: CheckContext): Hours | undefined => {
  const { problems, trigger } = context
  const fields = value === undefined ? undefined : readFields(value, path, HOURS, problems)
  if (!fields) return undefined
  const from = checkClock(fields.get('from'), at(path, 'from'), context)
  const to = checkClock(fields.get('to'), at(path, 'to'), context)
  const days = fields.has('days') ? checkDays(fields.get('days'), at(path, 'days'), context) : undefined
  if (from === undefined || to === undefined) return undefined
  if (from === to) {
    problems.add(at(path, 'to'), 'These hours never open: they end when they begin', {
      found: to,
      expected: `another time than ${quote(from)}; for the whole day, no hours at all`,
    })
  } else if (trigger?.daily && !isBetween(DAY_BEGINS_AT, from, to)) {
    const message = `These hours never open: a rule that runs every day does so at ${DAY_BEGINS_AT}, by the shop's clocks`
    problems.add(path, message, { found: `${from} to ${to}`, expected: `hours that include ${DAY_BEGINS_AT}` })
  }
  return { from, to, ...(days && { days }) }
}

/** HH:MM compares as text. */
const isBetween = (time: string, from: string, to: string): boolean =>
  from < to ? from <= time && time < to : from <= time || time < to

const checkClock = (value: unknown, path: string, { problems }: CheckContext): string | undefined => {
  if (typeof value === 'string' && minutesOf(value) !== undefined) return value
  const message = `A time of day is written as hours and minutes${suggestClock(value)}`
  problems.add(path, message, { found: value, expected: 'a time from "00:00" to "23:59"' })
  return undefined
}

/** "9:00" for "09:00", and the end of the day, which is the beginning of the next. */
const suggestClock = (value: unknown): string => {
  const padded = value === '24:00' ? '00:00' : typeof value === 'string' ? `0${value}` : ''
  return minutesOf(padded) === undefined ? '' : `. Did you mean ${quote(padded)}?`
}

const checkDays = (value: unknown, path: string, { problems }: CheckContext): Hours['days'] => {
  const expected = 'a list such as ["monday", "tuesday"]'
  if (!Array.isArray(value)) {
    problems.add(path, 'Weekdays are written as a list, in square brackets', { found: value, expected })
    return undefined
  }
  if (value.length === 0) {
    const message = 'These hours never open: no weekday is named'
    problems.add(path, message, { found: value, expected: `${expected}; for every day, nothing` })
    return undefined
  }
  const seen = new Set<string>()
  const days = Array.from<unknown>(value).map((item, index) => {
    if (problems.isFull) return undefined
    const place = at(path, index)
    const day = readChoice(item, place, { message: 'This is no weekday', choices: WEEKDAYS }, problems)
    if (day !== undefined && seen.has(day)) problems.add(place, `${quote(day)} is named twice`, { found: day })
    if (day !== undefined) seen.add(day)
    return day
  })
  return days.every((day) => day !== undefined) ? days : undefined
}
