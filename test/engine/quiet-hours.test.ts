import { expect, test } from 'vitest'
import { quietUntil } from '../../app/engine/quiet-hours.ts'

const NIGHT = { from: '20:00', to: '09:00', timeZone: 'Europe/London' }

test.each([
  { quiet: NIGHT, now: '2026-01-10T19:59:59Z', until: undefined },
  { quiet: NIGHT, now: '2026-01-10T20:00:00Z', until: '2026-01-11T09:00:00Z' },
  { quiet: NIGHT, now: '2026-01-11T08:59:59Z', until: '2026-01-11T09:00:00Z' },
  { quiet: NIGHT, now: '2026-01-11T09:00:00Z', until: undefined },
  // By the clocks of the shop, which are an hour on in summer.
  { quiet: NIGHT, now: '2026-07-10T19:00:00Z', until: '2026-07-11T08:00:00Z' },
  // The clocks go on, and back, in the night.
  { quiet: NIGHT, now: '2026-03-28T22:00:00Z', until: '2026-03-29T08:00:00Z' },
  { quiet: NIGHT, now: '2026-10-24T22:00:00Z', until: '2026-10-25T09:00:00Z' },
  { quiet: { ...NIGHT, from: '12:00', to: '13:30' }, now: '2026-01-10T12:10:00Z', until: '2026-01-10T13:30:00Z' },
  { quiet: { ...NIGHT, from: '12:00', to: '13:30' }, now: '2026-01-10T20:10:00Z', until: undefined },
])('quiet from $quiet.from to $quiet.to, at $now until $until', ({ quiet, now, until }) => {
  expect(quietUntil(quiet, Date.parse(now))).toBe(until === undefined ? undefined : Date.parse(until))
})
