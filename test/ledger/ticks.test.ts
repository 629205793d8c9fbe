import { describe, expect, test } from 'vitest'
import { tickOf, ticksAfter } from '../../app/ledger/ticks.ts'
import { order, payment } from './entries.ts'

const iso = (at: number) => new Date(at).toISOString()

test.each([
  { zone: 'UTC', day: '2026-03-29', at: '2026-03-29T06:00:00.000Z' },
  { zone: 'Europe/London', day: '2026-03-28', at: '2026-03-28T06:00:00.000Z' },
  { zone: 'Europe/London', day: '2026-03-29', at: '2026-03-29T05:00:00.000Z' },
  { zone: 'Europe/London', day: '2026-10-25', at: '2026-10-25T06:00:00.000Z' },
  { zone: 'America/New_York', day: '2026-11-01', at: '2026-11-01T11:00:00.000Z' },
  { zone: 'Australia/Lord_Howe', day: '2026-10-04', at: '2026-10-03T19:00:00.000Z' },
  { zone: 'Asia/Kathmandu', day: '2026-01-01', at: '2026-01-01T00:15:00.000Z' },
  { zone: 'Pacific/Kiritimati', day: '2026-01-01', at: '2025-12-31T16:00:00.000Z' },
  { zone: 'Pacific/Pago_Pago', day: '2026-01-01', at: '2026-01-01T17:00:00.000Z' },
  { zone: 'UTC', day: '0099-12-31', at: '0099-12-31T06:00:00.000Z' },
])('$day begins at $at in $zone', ({ zone, day, at }) => {
  expect(tickOf(day, zone)).toEqual({ kind: 'tick', id: day, at: Date.parse(at) })
})

describe('the days after a place in the ledger', () => {
  const next = (after: Parameters<typeof ticksAfter>[0], zone: string, count = 3) =>
    ticksAfter(after, zone)
      .take(count)
      .map(({ id, at }) => [id, iso(at)])
      .toArray()

  test('begin with the first that is not over', () => {
    const evening = { ...order('1'), at: Date.parse('2026-03-28T20:00:00Z') }

    expect(next(evening, 'Europe/London')).toEqual([
      ['2026-03-29', '2026-03-29T05:00:00.000Z'],
      ['2026-03-30', '2026-03-30T05:00:00.000Z'],
      ['2026-03-31', '2026-03-31T05:00:00.000Z'],
    ])
  })

  test('include the day that begins at the very moment of an order, which comes before it, and not the day itself', () => {
    const at = Date.parse('2026-03-02T06:00:00Z')

    expect(next(payment('1', at), 'UTC', 1)).toEqual([['2026-03-02', iso(at)]])
    expect(next({ kind: 'tick', id: '2026-03-02', at }, 'UTC', 1)).toEqual([['2026-03-03', '2026-03-03T06:00:00.000Z']])
  })

  test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'America/St_Johns'])(
    'are one a day in %s, whatever the hour',
    (zone) => {
      for (let hour = 0; hour < 48; hour++) {
        const at = Date.parse('2026-05-10T00:30:00Z') + hour * 3_600_000
        const [first] = ticksAfter(payment('1', at), zone).take(1).toArray()

        expect(first?.at).toBeGreaterThanOrEqual(at)
        expect((first?.at ?? 0) - at).toBeLessThan(86_400_000)
      }
    },
  )
})
