import { describe, expect, test } from 'vitest'
import type { ListedOffer } from '../../app/engine/listed-offers.ts'
import { parity } from '../../app/engine/parity.ts'
import { fingerprintOf, offersToSurvey, reportOf, type ShopParityInput, sumOf } from '../../app/engine/shop-parity.ts'
import { DEFAULT_POLICIES } from '../../app/rules/policies.ts'
import { DAY_MS } from '../../app/rules/types.ts'
import { order } from '../ledger/entries.ts'

const START = Date.parse('2026-01-01T00:00:00Z')

const listed = (id: string, given: Partial<ListedOffer> = {}): ListedOffer => ({
  id,
  title: id,
  method: 'automatic',
  codes: [],
  hasMoreCodes: false,
  worth: { percent: 10 },
  minimum: 0,
  oncePerCustomer: false,
  isUsedUp: false,
  combinesWith: { orders: false, products: false, shipping: false },
  customers: 'all',
  startsAt: 0,
  endsAt: null,
  ...given,
})
const forNewcomers = { customers: { segment: 'number_of_orders = 0' } }

/** Ada and Bea come seven times each, ten days apart. */
const ENTRIES = Array.from({ length: 14 }, (_, index) =>
  order(String(index), {
    at: START + Math.floor(index / 2) * 10 * DAY_MS,
    customerId: index % 2 === 0 ? 'ada' : 'bea',
    total: 10_000,
    subtotal: 10_000,
  }),
)

const inputOf = (offers: readonly ListedOffer[], given: Partial<ShopParityInput> = {}): ShopParityInput => ({
  currency: 'GBP',
  timeZone: 'UTC',
  asOf: START + 100 * DAY_MS,
  policies: DEFAULT_POLICIES,
  listed: offers,
  rules: [],
  answers: new Map(),
  ...given,
})
const look = (input: ShopParityInput) => reportOf(parity(ENTRIES, offersToSurvey(input), input), input)

describe('an offer of the shop', () => {
  test.each<[string, Partial<ListedOffer>, Record<string, unknown>]>([
    ['for newcomers', forNewcomers, { verdict: 'newcomers only', shutOut: 2, cost: 6000, people: ['ada', 'bea'] }],
    [
      'of free shipping for newcomers',
      { ...forNewcomers, worth: { unpriced: 'shipping' } },
      { verdict: 'newcomers only', shutOut: 2, cost: 0, companion: { actions: [{ type: 'discount.shipping' }] } },
    ],
    [
      'of something with a purchase for newcomers',
      { ...forNewcomers, worth: { unpriced: 'with a purchase' } },
      { verdict: 'newcomers only', companion: null, toClose: expect.stringContaining('widen the segment') },
    ],
    ['for newcomers that is used up', { ...forNewcomers, isUsedUp: true }, { verdict: 'newcomers only', isOver: true }],
    ['for everybody', {}, { verdict: 'open to all', why: 'It is for everybody.' }],
    ['for some by name', { customers: 'named' }, { verdict: 'not for newcomers' }],
    [
      'of another app',
      { customers: 'unknown', worth: { unpriced: 'app' } },
      { verdict: 'not known', why: 'Another app decides who gets it, and does not say how.' },
    ],
    [
      'for a segment that cannot be read',
      { customers: { segment: 'moon = full AND' } },
      { verdict: 'not known', why: 'It is for a segment whose query cannot be read here.' },
    ],
    [
      'with more codes than are known',
      { method: 'code', codes: ['A'], hasMoreCodes: true },
      { verdict: 'not known', why: 'It has more codes than can be looked at.' },
    ],
  ])('%s', (_name, given, expected) => {
    expect(look(inputOf([listed('one', given)])).offers).toMatchObject([expected])
  })

  test('with more codes than are known counts once somebody said whom it is for', () => {
    const offer = listed('one', { method: 'code', codes: ['A'], hasMoreCodes: true })
    const answers = new Map([['one', { newcomersOnly: true, madeAt: null }]])

    expect(look(inputOf([offer], { answers })).offers).toMatchObject([{ verdict: 'newcomers only', shutOut: 2 }])
  })
})

test('whom several offers shut out is counted once, whichever of them are a gap', () => {
  const report = look(
    inputOf([
      listed('one', forNewcomers),
      listed('two', { customers: { segment: 'number_of_orders < 2' }, worth: { amount: 500 } }),
      listed('all'),
    ]),
  )

  expect(report.shutOutBySet).toEqual([{ offers: ['one', 'two'], customers: 2 }])
  expect(sumOf(report, ({ verdict }) => verdict === 'newcomers only')).toEqual({ offers: 2, shutOut: 2, cost: 9000 })
  expect(sumOf(report, ({ id }) => id === 'two')).toEqual({ offers: 1, shutOut: 2, cost: 3000 })
  expect(sumOf(report, () => false)).toEqual({ offers: 0, shutOut: 0, cost: 0 })
})

test('time alone is no reason to work a report out anew; all else that it was made from is', () => {
  const input = inputOf([listed('one')])

  expect(fingerprintOf({ ...input, asOf: 0 })).toBe(fingerprintOf(input))
  expect(fingerprintOf(inputOf([listed('one', { minimum: 1 })]))).not.toBe(fingerprintOf(input))
  expect(fingerprintOf({ ...input, answers: new Map([['one', { newcomersOnly: true, madeAt: null }]]) })).not.toBe(
    fingerprintOf(input),
  )
})
