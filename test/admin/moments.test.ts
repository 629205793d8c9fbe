import { expect, test } from 'vitest'
import { englishOf, sayDay, sayExactDay, sayExactMoment, sayMoment, sayTime } from '../../app/admin/format/moments.ts'

const london = { timeZone: 'Europe/London', locale: 'en-GB' }

test.each([
  { day: '2026-11-22', says: 'today' },
  { day: '2026-11-23', says: 'tomorrow' },
  { day: '2026-11-25', says: 'in 3 days' },
  { day: '2026-11-20', says: '2 days ago' },
  { day: '2026-12-22', says: 'in 30 days' },
])('$day is $says on 22 November', ({ day, says }) => {
  expect(sayDay(day, '2026-11-22', london)).toBe(says)
})

test('a day keeps its date wherever the reader is', () => {
  expect(sayExactDay('2026-11-27', london)).toMatch(/^Friday,? 27 November 2026$/)
})

test('a day counts as one day across a change of the clocks', () => {
  expect(sayDay('2026-10-26', '2026-10-25', london)).toBe('tomorrow')
})

test.each([
  { iso: '2026-11-22T11:59:30Z', says: 'just now' },
  { iso: '2026-11-22T11:58:00Z', says: '2 minutes ago' },
  { iso: '2026-11-22T09:00:00Z', says: '3 hours ago' },
  { iso: '2026-11-20T12:00:00Z', says: '2 days ago' },
  { iso: '2026-11-21T06:00:00Z', says: '1 day ago' },
  { iso: '2010-12-01T08:26:00Z', says: '1 Dec 2010' },
])('$iso is $says at noon on 22 November 2026', ({ iso, says }) => {
  expect(sayMoment(iso, Date.parse('2026-11-22T12:00:00Z'), london)).toBe(says)
})

test('an exact moment is in the shop’s time zone', () => {
  expect(sayExactMoment('2026-07-01T23:30:00Z', london)).toContain('2 July 2026')
  expect(sayExactMoment('2026-07-01T23:30:00Z', { ...london, timeZone: 'UTC' })).toContain('1 July 2026')
})

test('dates are in the reader’s own English, else in plain English', () => {
  expect(englishOf(['de-DE', 'en-GB', 'en'])).toBe('en-GB')
  expect(englishOf(['de-DE'])).toBe('en')
})

test.each([
  { iso: '2026-11-22T09:03:00Z', says: '09:03 today' },
  { iso: '2026-11-21T23:59:00Z', says: '21 Nov 2026, 23:59' },
])('$iso is $says on 22 November', ({ iso, says }) => {
  expect(sayTime(iso, Date.parse('2026-11-22T12:00:00Z'), london)).toBe(says)
})
