import { describe, expect, test } from 'vitest'
import { type Entrant, entrantOf, outcomeOf, REASONS_AFTER_LOT, Study } from '../../app/engine/lift.ts'
import { PastEntrants } from '../../app/engine/past-pace.ts'
import { type CustomerHistory, emptyHistory, fold } from '../../app/ledger/customer.ts'
import { DAY_MS, type Entry } from '../../app/ledger/entries.ts'
import { keyOf } from '../../app/ledger/ledger-order.ts'
import { REASONS, type Reason } from '../../app/rules/types.ts'
import { cancellation, order, payment, refund } from '../ledger/entries.ts'
import { decision } from '../store/rows.ts'

const day = (days: number): number => days * DAY_MS

const historyOf = (...entries: readonly Entry[]): CustomerHistory => {
  const history = emptyHistory('ada')
  for (const entry of entries) fold(history, entry)
  return history
}

const entrant = (given: Partial<Entrant> = {}): Entrant => ({
  customerId: 'ada',
  key: keyOf(payment('1', day(10))),
  orderId: '1',
  isLeftOut: false,
  ...given,
})

describe('who comes in', () => {
  const withheld = (reason: Reason) => entrantOf(decision(payment('1'), { verdict: 'withheld', reason }))

  test('is whoever got something, on the side that is not left out', () => {
    expect(entrantOf(decision(payment('1')))).toMatchObject({ customerId: 'ada', orderId: '1', isLeftOut: false })
  })

  test('is whoever was left out', () => {
    expect(withheld('held_out')).toMatchObject({ isLeftOut: true })
  })

  test.each(['cooling_down', 'capped', 'over_budget', 'over_ceiling', 'outranked', 'attention_spent'] as const)(
    'is whoever a limit kept something from once it was asked who is left out: %s',
    (reason) => {
      expect(REASONS_AFTER_LOT).toContain(reason)
      expect(withheld(reason)).toMatchObject({ isLeftOut: false })
    },
  )

  test.each(REASONS.slice(0, REASONS.indexOf('held_out')))('is nobody who was kept back before: %s', (reason) => {
    expect(withheld(reason)).toBeUndefined()
  })

  test('is nobody unknown', () => {
    expect(entrantOf(decision(payment('1'), { customerId: null }))).toBeUndefined()
  })
})

describe('what became of a customer', () => {
  test.each<{ what: string; entries: readonly Entry[]; came?: Partial<Entrant>; orders: number; spent: number }>([
    { what: 'nothing', entries: [order('1', { at: day(10) })], orders: 0, spent: 0 },
    {
      what: 'orders before do not count',
      entries: [order('0', { at: day(9) }), order('1', { at: day(10) })],
      ...{ orders: 0, spent: 0 },
    },
    {
      what: 'the order that started the rule does not count, also where it is placed again as a later entry',
      entries: [order('1', { at: day(11) })],
      ...{ orders: 0, spent: 0 },
    },
    {
      what: 'another order of the very moment counts where the ledger puts it after',
      entries: [order('1', { at: day(10) }), order('2', { at: day(10) })],
      came: { key: keyOf(order('1', { at: day(10) })) },
      ...{ orders: 1, spent: 5000 },
    },
    {
      what: 'and does not where the ledger puts it before',
      entries: [order('1', { at: day(10) }), order('2', { at: day(10) })],
      ...{ orders: 0, spent: 0 },
    },
    {
      what: 'the last moment of the window counts, the next does not',
      entries: [order('2', { at: day(40) }), order('3', { at: day(40) + 1 })],
      ...{ orders: 1, spent: 5000 },
    },
    {
      what: 'refunds count while the window lasts',
      entries: [
        order('2', { at: day(20) }),
        refund('a', '2', 1_000, day(30)),
        refund('b', '2', 500, day(40)),
        refund('c', '2', 250, day(41)),
      ],
      ...{ orders: 1, spent: 3_500 },
    },
    {
      what: 'an order called off in time does not count',
      entries: [order('2', { at: day(20) }), cancellation('2', day(21))],
      ...{ orders: 0, spent: 0 },
    },
    {
      what: 'one called off when the window was over does',
      entries: [order('2', { at: day(20) }), cancellation('2', day(50))],
      ...{ orders: 1, spent: 5_000 },
    },
    {
      what: 'orders of total 0 do not count',
      entries: [order('2', { at: day(20), total: 0 })],
      ...{ orders: 0, spent: 0 },
    },
    {
      what: 'with a rule of every day, all later orders count',
      entries: [order('1', { at: day(11) })],
      came: { orderId: null, key: { kind: 'tick', id: '1970-01-11', at: day(10) } },
      ...{ orders: 1, spent: 5_000 },
    },
  ])('$what', ({ entries, came, orders, spent }) => {
    expect(outcomeOf(entrant(came), historyOf(...entries), 30)).toEqual({ orders, spent })
  })

  test('is nothing where no order is known', () => {
    expect(outcomeOf(entrant(), undefined, 90)).toEqual({ orders: 0, spent: 0 })
  })
})

describe('a study', () => {
  test('watches each customer for as long as has passed', () => {
    const study = new Study(day(75))
    study.add(entrant({ key: keyOf(payment('1', day(10))) }), historyOf(order('2', { at: day(20) })))
    study.add(entrant({ key: keyOf(payment('1', day(45))), isLeftOut: true }), historyOf(order('2', { at: day(74) })))
    study.add(entrant({ key: keyOf(payment('1', day(46))) }), undefined)
    study.add(entrant({ key: keyOf(payment('1', day(76))) }), undefined)

    const watched = [30, 60, 90].map((days) => [study.watched(days, 'given'), study.watched(days, 'leftOut')])

    expect(watched.map((sides) => sides.map(({ customers, cameBack }) => [customers, cameBack]))).toEqual([
      [
        [1, 1],
        [1, 1],
      ],
      [
        [1, 1],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    ])
    expect(study.entered('given')).toEqual([day(10), day(46)])
  })

  test('leaves everybody in the group that they came into, whatever is decided later', () => {
    const entrants = new PastEntrants()
    const at = (days: number) => payment(String(days), day(days))
    // Ada was left out and then got it by another version, Bea got it and was then kept back, Cleo came too often.
    entrants.see([decision(at(1), { verdict: 'withheld', reason: 'no_consent' })])
    entrants.see([decision(at(2), { verdict: 'withheld', reason: 'held_out' })])
    entrants.see([decision(at(3)), decision(at(3), { customerId: 'bea' })])
    entrants.see([decision(at(4), { customerId: 'bea', verdict: 'withheld', reason: 'held_out' })])
    entrants.see([decision(at(5), { customerId: 'cleo', verdict: 'withheld', reason: 'capped' })])

    const histories = new Map([
      // Between the first decision and the one that let her in: before the study, and no answer to it.
      ['ada', historyOf(order('9', { at: day(1.5) }))],
      ['bea', historyOf(order('9', { at: day(30) }))],
    ])
    const pace = entrants.result((id) => histories.get(id), day(0), day(70))

    expect(pace).toEqual({
      customers: 3,
      weeks: 10,
      windows: [
        { days: 30, customers: 3, cameBack: 1 },
        { days: 60, customers: 3, cameBack: 1 },
        { days: 90, customers: 0, cameBack: 0 },
      ],
    })
  })
})
