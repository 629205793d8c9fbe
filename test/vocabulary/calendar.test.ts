import { expect, test } from 'vitest'
import { addWorkingDays, calendarOf, dayIn, daysUntilAnniversary } from '../../app/vocabulary/calendar.ts'

test.each([
  { at: '2026-11-22T23:30:00Z', zone: 'UTC', day: '2026-11-22' },
  { at: '2026-11-22T23:30:00Z', zone: 'Europe/Berlin', day: '2026-11-23' },
  { at: '2026-11-22T03:00:00Z', zone: 'America/Los_Angeles', day: '2026-11-21' },
  { at: '2026-11-22T10:30:00Z', zone: 'Pacific/Kiritimati', day: '2026-11-23' },
  { at: '2026-11-22T18:15:00Z', zone: 'Asia/Kathmandu', day: '2026-11-23' },
  // The clocks of Berlin go forward at 01:00 UTC on 29 March and back at 01:00 UTC on 25 October.
  { at: '2026-03-28T22:59:59Z', zone: 'Europe/Berlin', day: '2026-03-28' },
  { at: '2026-03-28T23:00:00Z', zone: 'Europe/Berlin', day: '2026-03-29' },
  { at: '2026-03-29T21:59:59Z', zone: 'Europe/Berlin', day: '2026-03-29' },
  { at: '2026-03-29T22:00:00Z', zone: 'Europe/Berlin', day: '2026-03-30' },
  { at: '2026-10-25T22:59:59Z', zone: 'Europe/Berlin', day: '2026-10-25' },
  { at: '2026-10-25T23:00:00Z', zone: 'Europe/Berlin', day: '2026-10-26' },
  { at: '2027-01-01T00:00:00Z', zone: 'America/Sao_Paulo', day: '2026-12-31' },
])('$at is the day $day in $zone', ({ at, zone, day }) => {
  expect(dayIn(zone, Date.parse(at))).toBe(day)
})

test.each([
  { from: '2026-11-20', is: 'a Friday', days: 0, to: '2026-11-20' },
  { from: '2026-11-20', is: 'a Friday', days: 1, to: '2026-11-23' },
  { from: '2026-11-21', is: 'a Saturday', days: 0, to: '2026-11-23' },
  { from: '2026-11-21', is: 'a Saturday', days: 1, to: '2026-11-23' },
  { from: '2026-11-22', is: 'a Sunday', days: 0, to: '2026-11-23' },
  { from: '2026-11-22', is: 'a Sunday', days: 2, to: '2026-11-24' },
  { from: '2026-11-23', is: 'a Monday', days: 5, to: '2026-11-30' },
  { from: '2026-11-25', is: 'a Wednesday', days: 60, to: '2027-02-17' },
  { from: '2024-02-28', is: 'a Wednesday in a leap year', days: 1, to: '2024-02-29' },
  { from: '2026-03-27', is: 'a Friday before the clocks change', days: 1, to: '2026-03-30' },
])('$days working days after $from, $is, is $to', ({ from, days, to }) => {
  expect(addWorkingDays(from, days)).toBe(to)
})

test.each([
  { at: '2026-11-22T23:30:00Z', zone: 'UTC', is: { month: 11, dayOfMonth: 22, weekday: 7, hour: 23 } },
  { at: '2026-11-22T23:30:00Z', zone: 'Europe/Berlin', is: { month: 11, dayOfMonth: 23, weekday: 1, hour: 0 } },
  { at: '2026-01-01T03:00:00Z', zone: 'America/Los_Angeles', is: { month: 12, dayOfMonth: 31, weekday: 3, hour: 19 } },
  { at: '2024-02-29T12:00:00Z', zone: 'UTC', is: { month: 2, dayOfMonth: 29, weekday: 4, hour: 12 } },
  // An hour that Berlin's clocks show twice.
  { at: '2026-10-25T00:30:00Z', zone: 'Europe/Berlin', is: { month: 10, dayOfMonth: 25, weekday: 7, hour: 2 } },
  { at: '2026-10-25T01:30:00Z', zone: 'Europe/Berlin', is: { month: 10, dayOfMonth: 25, weekday: 7, hour: 2 } },
])('$at in $zone is month $is.month, day $is.dayOfMonth, weekday $is.weekday, hour $is.hour', ({ at, zone, is }) => {
  expect(calendarOf(zone, Date.parse(at))).toEqual(is)
})

test.each([
  { first: '2024-06-15', on: '2024-06-15', days: 365, because: 'the first anniversary is a year away' },
  { first: '2023-06-15', on: '2023-06-15', days: 366, because: 'a leap day lies between' },
  { first: '2024-06-15', on: '2025-06-15', days: 0, because: 'this is the day' },
  { first: '2024-06-15', on: '2025-06-16', days: 364, because: 'it was yesterday' },
  { first: '2024-12-31', on: '2025-12-31', days: 0, because: 'the last day of the year has one too' },
  { first: '2024-01-01', on: '2025-12-31', days: 1, because: 'the new year begins tomorrow' },
  { first: '2024-02-29', on: '2025-02-28', days: 0, because: 'that year has no 29 February' },
  { first: '2024-02-29', on: '2025-03-01', days: 364, because: 'it was yesterday, on the 28th' },
  { first: '2024-02-29', on: '2028-02-28', days: 1, because: 'that year has a 29 February' },
  { first: '2024-02-29', on: '2028-02-29', days: 0, because: 'this is the day itself' },
  { first: '1896-02-29', on: '1900-02-28', days: 0, because: '1900 was no leap year' },
])('$days days from $on to the anniversary of $first: $because', ({ first, on, days }) => {
  const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`)

  expect(daysUntilAnniversary(noon(first), noon(on), 'UTC')).toBe(days)
})
