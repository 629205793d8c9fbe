import { describe, expect, test } from 'vitest'
import { lotOf } from '../../app/engine/draw.ts'
import type { Decision } from '../../app/engine/ports.ts'
import type { RunnableRule } from '../../app/engine/prepare-rule.ts'
import { replay } from '../../app/engine/replay.ts'
import { DAY_MS, type Entry, type OrderEntry } from '../../app/ledger/entries.ts'
import { compareKeys } from '../../app/ledger/ledger-order.ts'
import { order } from '../ledger/entries.ts'
import { rule } from './shop.ts'

const NOON = Date.parse('2026-03-02T12:00:00Z')
const noonOf = (day: number) => NOON + day * DAY_MS
const bought = (id: string, customerId: string, day: number, given: Partial<OrderEntry> = {}) =>
  order(id, { customerId, at: noonOf(day), ...given })

/** What the rules decide over a ledger, a line a decision: when, whom, and how. */
const decided = (
  rules: readonly RunnableRule[],
  entries: readonly Entry[],
  options: { from?: number; timeZone?: string } = {},
): readonly string[] => decisionsOf(rules, entries, options).map(line)

const line = ({ key, customerId, verdict, reason }: Decision) =>
  `${new Date(key.at).toISOString().slice(0, 13)} ${key.kind} ${customerId} ${reason ?? verdict}`

const decisionsOf = (
  rules: readonly RunnableRule[],
  entries: readonly Entry[],
  options: { from?: number; timeZone?: string } = {},
): readonly Decision[] => {
  const all: Decision[] = []
  replay([...entries].sort(compareKeys), rules, { currency: 'GBP', timeZone: 'UTC', ...options }, (_entry, decisions) =>
    all.push(...decisions),
  )
  return all
}

describe('a day that begins', () => {
  const daily = rule({
    trigger: 'every.day',
    conditions: { all: [{ fact: 'customer.daysSinceLastOrder', operator: 'equal', value: 1 }] },
  })

  test('puts every customer to the rules that wait for it, as they stand at six in the morning', () => {
    const entries = [bought('1', 'bea', 0), bought('2', 'ada', 0), bought('3', 'cleo', 1), bought('4', 'cleo', 4)]

    expect(decided([daily], entries)).toEqual([
      '2026-03-04T06 tick ada granted',
      '2026-03-04T06 tick bea granted',
      '2026-03-05T06 tick cleo granted',
    ])
  })

  test('begins by the clocks of the shop', () => {
    const entries = [bought('1', 'ada', 0), bought('2', 'bea', 3)]

    expect(decided([daily], entries, { timeZone: 'America/New_York' })).toEqual(['2026-03-04T11 tick ada granted'])
  })

  test('begins for nobody before the first entry that is decided on, nor after the last', () => {
    const entries = [bought('1', 'ada', 0), bought('2', 'bea', 3), bought('3', 'bea', 6)]

    expect(decided([daily], entries, { from: noonOf(3) })).toEqual(['2026-03-07T06 tick bea granted'])
  })

  test('keeps to the limits of a rule for each customer', () => {
    const lasting = rule({
      trigger: 'every.day',
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'equal', value: 1 }] },
      limits: { perCustomer: { times: 1, days: 2 } },
    })

    expect(decided([lasting], [bought('1', 'ada', 0), bought('2', 'bea', 3)])).toEqual([
      '2026-03-03T06 tick ada granted',
      '2026-03-05T06 tick ada granted',
    ])
  })

  test('asks for things of one customer and one day, each under a key of its own', () => {
    const entries = [bought('1', 'ada', 0), bought('2', 'bea', 0), bought('3', 'cleo', 3)]
    const keys = decisionsOf([daily], entries).flatMap(({ effects }) => effects.map(({ key }) => key))

    expect(keys).toEqual(['tick:2026-03-04:ada:Tag everybody:0', 'tick:2026-03-04:bea:Tag everybody:0'])
  })

  test('sorts customers as the ledger sorts ids: numbers by their value', () => {
    const entries = ['10', '9', '100'].map((id) => bought(id, id, 0))

    expect(decided([daily], [...entries, bought('last', '1', 2)]).map((each) => each.split(' ')[2])).toEqual([
      '9',
      '10',
      '100',
    ])
  })
})

describe('a group that a rule watches', () => {
  const watching = (trigger: 'customer.enters' | 'customer.leaves', leaveAt?: number) =>
    rule({
      trigger,
      crossing: {
        fact: 'customer.daysSinceLastOrder',
        operator: 'greaterThan',
        value: 3,
        ...(leaveAt === undefined ? {} : { leaveAt }),
      },
      conditions: { all: [] },
    })

  test('is entered on the day that the time comes, and once', () => {
    const entries = [bought('1', 'ada', 0), bought('2', 'bea', 3), bought('3', 'bea', 9)]

    expect(decided([watching('customer.enters')], entries)).toEqual([
      '2026-03-07T06 tick ada granted',
      '2026-03-10T06 tick bea granted',
    ])
  })

  test('is left with the order that ends it', () => {
    const entries = [bought('1', 'ada', 0), bought('2', 'ada', 9), bought('3', 'bea', 10)]

    expect(decided([watching('customer.leaves')], entries)).toEqual(['2026-03-11T12 order ada granted'])
  })

  test('has those who are in it when the rule goes live, and fires for none of them', () => {
    const entries = [bought('1', 'ada', 0), bought('2', 'bea', 8), bought('3', 'cleo', 20), bought('4', 'ada', 21)]

    expect(decided([watching('customer.enters')], entries, { from: noonOf(20) })).toEqual([])
    expect(decided([watching('customer.leaves')], entries, { from: noonOf(20) })).toEqual([
      '2026-03-23T12 order ada granted',
    ])
  })

  test('asks its conditions of who crosses, and does not ask again until they cross anew', () => {
    const regulars = rule({
      trigger: 'customer.enters',
      crossing: { fact: 'customer.daysSinceLastOrder', operator: 'greaterThan', value: 3 },
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 1 }] },
    })
    const entries = [bought('1', 'ada', 0), bought('2', 'ada', 10), bought('3', 'bea', 20)]

    expect(decided([regulars], entries)).toEqual(['2026-03-17T06 tick ada granted'])
  })

  test('says of whom it keeps back for a limit when they come in again', () => {
    const limited = rule({
      trigger: 'customer.enters',
      crossing: { fact: 'customer.daysSinceLastOrder', operator: 'greaterThan', value: 3 },
      conditions: { all: [] },
      limits: { perCustomer: { times: 1, days: 90 } },
    })
    const entries = [bought('1', 'ada', 0), bought('2', 'ada', 10), bought('3', 'bea', 15)]

    expect(decided([limited], entries)).toEqual(['2026-03-07T06 tick ada granted', '2026-03-17T06 tick ada capped'])
  })

  test('keeps, by its band, somebody who trembles about the edge', () => {
    const big = (leaveAt?: number) =>
      rule({
        trigger: 'customer.leaves',
        crossing: {
          fact: 'customer.spendRank',
          operator: 'lessThanInclusive',
          value: 1,
          ...(leaveAt === undefined ? {} : { leaveAt }),
        },
        conditions: { all: [] },
      })
    const entries = [
      bought('1', 'ada', 0, { total: 100 }),
      bought('2', 'bea', 1, { total: 200 }),
      bought('3', 'cleo', 2, { total: 300 }),
      bought('4', 'dora', 3, { total: 1 }),
    ]

    expect(decided([big()], entries)).toEqual(['2026-03-04T06 tick ada granted', '2026-03-05T06 tick bea granted'])
    expect(decided([big(2)], entries)).toEqual(['2026-03-05T06 tick ada granted'])
  })
})

describe('a draw', () => {
  const surprises = (times: number, per: 'day' | 'week' | 'month') =>
    rule({
      name: 'Small surprises',
      trigger: 'every.day',
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 }] },
      limits: { draw: { times, per }, perCustomer: { times: 1, days: 365 } },
    })
  const people = Array.from({ length: 40 }, (_, index) => `person-${index}`)
  const shopOf = (days: number) => [
    ...people.map((id) => bought(id, id, 0)),
    ...Array.from({ length: days }, (_, day) => bought(`other-${day}`, 'ada', day + 1)),
  ]
  const byDay = (decisions: readonly Decision[]) =>
    Object.fromEntries([...Map.groupBy(decisions, ({ key }) => key.id)].map(([day, ofDay]) => [day, ofDay.length]))

  test('gives as many as it says in each week, spread over its days, and to nobody twice', () => {
    const drawn = decisionsOf([surprises(3, 'week')], shopOf(21))

    expect(byDay(drawn)).toEqual({
      // 2 March 2026 is a Monday whose own day began before the first order.
      '2026-03-03': 1,
      '2026-03-04': 1,
      '2026-03-06': 1,
      '2026-03-09': 1,
      '2026-03-11': 1,
      '2026-03-13': 1,
      '2026-03-16': 1,
      '2026-03-18': 1,
      '2026-03-20': 1,
      '2026-03-23': 1,
    })
    expect(new Set(drawn.map(({ customerId }) => customerId)).size).toBe(drawn.length)
    expect(drawn.every(({ verdict }) => verdict === 'granted')).toBe(true)
  })

  test('can be drawn again from what is recorded', () => {
    const [first] = decisionsOf([surprises(1, 'week')], shopOf(2))
    const lots = [...people, 'ada'].map((id) => [lotOf('Small surprises 2026-03-02', id), id] as const)
    const [lowest] = lots.filter(([, id]) => id !== 'ada').sort()

    expect(first?.lot).toEqual({ seed: 'Small surprises 2026-03-02', lot: lowest?.[0], among: 40 })
    expect(first?.customerId).toBe(lowest?.[1])
  })

  test('draws others in another week, and as many as there are when there are too few', () => {
    const weeks = decisionsOf([surprises(50, 'day')], shopOf(1))

    expect(weeks).toHaveLength(40)
    expect(lotOf('a 2026-03-02', 'ada')).not.toBe(lotOf('a 2026-03-09', 'ada'))
  })

  test('spreads a month over its days', () => {
    const drawn = decisionsOf([surprises(2, 'month')], shopOf(40))

    expect(byDay(drawn)).toEqual({ '2026-03-03': 1, '2026-03-16': 1, '2026-04-01': 1 })
  })

  test('is fair: lots are spread evenly', () => {
    const lots = Array.from({ length: 10_000 }, (_, index) => lotOf('seed', String(index)))
    const tenths = Array.from({ length: 10 }, (_, tenth) => lots.filter((lot) => Math.floor(lot * 10) === tenth).length)

    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(120)
  })
})
