import { describe, expect, test } from 'vitest'
import { backtest } from '../../app/engine/backtest.ts'
import type { AtCheckout } from '../../app/engine/decide-at-checkout.ts'
import type { RunnableRule } from '../../app/engine/prepare-rule.ts'
import { takeOff } from '../../app/engine/take-off.ts'
import type { CarriedOffer, Entry, OrderEntry } from '../../app/ledger/entries.ts'
import type { Cart } from '../../app/rules/checkout/cart.ts'
import type { Offer } from '../../app/rules/checkout/offer.ts'
import { DAY_MS, type RuleDocument } from '../../app/rules/types.ts'
import { cancellation, order, refund } from '../ledger/entries.ts'
import { openShop, rule, verdictsOf } from './shop.ts'

const MESSAGE = 'Ten off for regulars'
/** Ten per cent for newcomers and for whoever has more than three orders. */
const welcome = (given: Partial<RuleDocument> = {}): RunnableRule =>
  rule({
    name: 'Welcome',
    trigger: 'checkout',
    conditions: {
      any: [
        { fact: 'customer.ordersCount', operator: 'equal', value: 0 },
        { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
      ],
    },
    actions: [{ type: 'discount.order', params: { percent: 10, message: MESSAGE } }],
    ...given,
  })
const everybody = { all: [{ fact: 'cart.subtotal', operator: 'greaterThan', value: 0 }] } as const

/** Orders of Ada's, a day apart. */
const orders = (count: number, given: (index: number) => Partial<OrderEntry> = () => ({})): OrderEntry[] =>
  Array.from({ length: count }, (_, index) => order(String(index + 1), { at: index * DAY_MS, ...given(index) }))
const verdicts = (rules: readonly RunnableRule[], entries: readonly Entry[]) => {
  const { live } = openShop(rules)
  return entries.map((entry) => verdictsOf(live(entry)))
}
const GRANTED = { Welcome: 'granted' }

describe('an order is put to the checkout’s rules as everything was just before it', () => {
  test('more than three orders are four before this one', () => {
    expect(verdicts([welcome()], orders(6))).toEqual([GRANTED, {}, {}, {}, GRANTED, GRANTED])
  })

  test('an order that is refunded in full is no kept one', () => {
    const past = [...orders(4), refund('r', '4', 5000, 4 * DAY_MS), order('5', { at: 5 * DAY_MS })]

    expect(verdicts([welcome()], past).at(-1)).toEqual({})
  })

  test.each([
    { what: 'a subscription that bills itself', given: { isRenewal: true } },
    { what: 'a till', given: { source: 'pos' } },
    { what: 'what staff wrote down', given: { source: 'shopify_draft_order' } },
  ])('$what is no checkout', ({ given }) => {
    expect(verdicts([welcome()], [order('1', given)])).toEqual([{}])
  })

  test('somebody unknown is asked only where guests are newcomers', () => {
    const unknown = order('1', { customerId: null })

    expect(verdicts([welcome()], [unknown])).toEqual([{}])
    expect(verdicts([welcome({ guests: 'newcomer' })], [unknown])).toEqual([GRANTED])
  })

  test('and a rule of orders sees the same order as one of theirs', () => {
    const ofOrders = rule({
      name: 'Fourth',
      trigger: 'order.created',
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'equal', value: 4 }] },
    })

    expect(verdicts([welcome(), ofOrders], orders(5)).slice(3)).toEqual([{ Fourth: 'granted' }, GRANTED])
  })
})

const OFFER: Offer = { on: 'order', worth: { percent: 10 }, message: MESSAGE, subscriptions: false }
const CART: Cart = {
  subtotal: 8_617,
  itemsCount: 2,
  skus: ['TEA-1', 'POT-2'],
  productTags: [],
  country: 'GB',
  currency: 'GBP',
  customerKnown: true,
  isBusiness: false,
  hasSubscription: false,
}
const select = (given: Partial<NonNullable<Offer['select']>>): Offer => ({
  ...OFFER,
  on: 'products',
  select: { productTags: [], productTypes: [], skus: [], ...given },
})

test.each<{ what: string; offers: readonly Offer[]; is: number | undefined }>([
  { what: 'a percentage, rounded', offers: [OFFER], is: 862 },
  { what: 'no more than its most', offers: [{ ...OFFER, atMost: 500 }], is: 500 },
  { what: 'no more than there is', offers: [{ ...OFFER, worth: { amount: 10_000 } }], is: 8_617 },
  { what: 'something from its minimum on', offers: [{ ...OFFER, minimum: 8_617 }], is: 862 },
  { what: 'nothing below its minimum', offers: [{ ...OFFER, minimum: 8_618 }], is: undefined },
  { what: 'at most the whole for one of its articles', offers: [select({ skus: ['POT-2', 'POT-3'] })], is: 862 },
  { what: 'nothing without any of its articles', offers: [select({ skus: ['POT-3'] })], is: undefined },
  { what: 'what nobody knows by tags', offers: [select({ productTags: ['sale'] })], is: 0 },
  { what: 'an amount off delivery', offers: [{ ...OFFER, on: 'shipping', worth: { amount: 400 } }], is: 400 },
  { what: 'at most its most off delivery', offers: [{ ...OFFER, on: 'shipping', atMost: 600 }], is: 600 },
  { what: 'what nobody knows off delivery', offers: [{ ...OFFER, on: 'shipping' }], is: 0 },
  { what: 'all that can be taken', offers: [OFFER, { ...OFFER, minimum: 10_000 }, { ...OFFER, atMost: 5 }], is: 867 },
])('offers take $what', ({ offers, is }) => {
  expect(takeOff(offers, CART)).toBe(is)
})

describe('in a rehearsal what is met is given', () => {
  test('and costs what it would have taken off, before discounts, until the order is called off', () => {
    const priced = (index: number) => ({ subtotal: 9_000, listed: 10_000, total: 9_500 + index })
    const entries = [...orders(5, priced), cancellation('5', 6 * DAY_MS)]
    const run = (ledger: readonly Entry[]) => backtest(ledger, [welcome()], { currency: 'GBP', timeZone: 'UTC' })

    expect(run(entries.slice(0, 5))).toMatchObject({
      granted: 2,
      cost: { atMost: '20.00', offersGiven: 2, codesUsed: 0 },
    })
    expect(run(entries)).toMatchObject({ granted: 2, cost: { atMost: '10.00', offersGiven: 1 } })
  })

  test('within its limits', () => {
    const once = welcome({ conditions: everybody, limits: { perCustomer: { times: 1, days: 3 } } })
    const few = welcome({ conditions: everybody, limits: { total: { times: 2 } } })
    const cheap = welcome({ conditions: everybody, limits: { budget: { amount: '12.00' } } })

    expect(verdicts([once], orders(4))).toEqual([GRANTED, { Welcome: 'capped' }, { Welcome: 'capped' }, GRANTED])
    expect(verdicts([few], orders(3)).at(-1)).toEqual({ Welcome: 'capped' })
    expect(verdicts([cheap], orders(3))).toEqual([GRANTED, GRANTED, { Welcome: 'over_budget' }])
  })

  test('and of a group the one that takes off most', () => {
    const exclusive = { group: 'welcome', pick: 'best' } as const
    const amount = welcome({
      name: 'Six pounds',
      conditions: everybody,
      actions: [{ type: 'discount.order', params: { amount: '6.00' } }],
      exclusive,
    })

    expect(
      verdicts(
        [welcome({ exclusive }), amount],
        [order('1', { total: 5_000 }), order('2', { total: 7_000, customerId: 'bo' })],
      ),
    ).toEqual([
      { Welcome: 'outranked', 'Six pounds': 'granted' },
      { Welcome: 'granted', 'Six pounds': 'outranked' },
    ])
  })
})

describe('live, the order tells what was given', () => {
  const NOBODY_KNOWS: AtCheckout = { formerRules: [], inForce: () => undefined, keeps: () => false }
  const open = (rules: readonly RunnableRule[], told: Partial<AtCheckout> = {}) => {
    const { state, take } = openShop(rules)
    const stepped = (entry: Entry) => take(entry, { atCheckout: { ...NOBODY_KNOWS, ...told } })
    return {
      state,
      live: (entry: Entry) => stepped(entry).decisions,
      unclearOn: (entry: Entry) => stepped(entry).unclear,
    }
  }
  const carrying = (id: string, offers: readonly CarriedOffer[], given: Partial<OrderEntry> = {}) =>
    order(id, { total: 4_500, subtotal: 4_500, listed: 5_000, offers, ...given })
  const TEN = { title: MESSAGE, amount: 500 }

  test('by its message: booked at what it took off', () => {
    const { live, state } = open([welcome()])

    const [decision] = live(carrying('1', [{ ...TEN, amount: 497 }]))

    expect(decision).toMatchObject({
      verdict: 'granted',
      reason: null,
      offer: { amount: 497, foundBy: 'message', isQualified: true },
    })
    expect(state.grants.of('Welcome', 'ada')).toMatchObject([{ amount: 497, state: 'booked', usedBy: '1' }])
  })

  test('and came without it though it was due', () => {
    const { live } = open([welcome()])

    expect(live(order('1'))).toMatchObject([
      { verdict: 'withheld', reason: 'not_carried', offer: { isQualified: true } },
    ])
    expect(live(order('2', { at: DAY_MS }))).toEqual([])
  })

  test('but not an order from before the rule was live, heard of only now', () => {
    const late = { ...welcome(), liveSince: 2 * DAY_MS }
    const { live } = open([late])

    expect(live(order('1', { at: DAY_MS }))).toEqual([])
  })

  test('and what stood in the way is named as everywhere', () => {
    const { live } = open([welcome({ conditions: everybody, limits: { perCustomer: { times: 1, days: 90 } } })])
    live(carrying('1', [TEN]))

    expect(live(order('2', { at: DAY_MS }))).toMatchObject([{ reason: 'capped', offer: { isQualified: false } }])
  })

  test('honoured past a limit, and listed', () => {
    const { live, state } = open([welcome({ conditions: everybody, limits: { perCustomer: { times: 1, days: 90 } } })])
    live(carrying('1', [TEN]))

    expect(live(carrying('2', [TEN], { at: DAY_MS }))).toMatchObject([
      {
        verdict: 'granted',
        offer: { isQualified: false, overrun: { reason: 'capped', figures: { times: 1, days: 90 } } },
      },
    ])
    expect(state.grants.of('Welcome', 'ada')).toHaveLength(2)
  })

  test('honoured though the conditions held no longer', () => {
    const { live } = open([welcome()])
    live(order('1'))

    expect(live(carrying('2', [TEN], { at: DAY_MS }))).toMatchObject([
      { verdict: 'granted', offer: { overrun: { reason: 'not_met' } } },
    ])
  })

  test('to somebody who keeps it for a time, as if they were one of those whom it is for', () => {
    const { live } = open([welcome()], { keeps: (ruleId, customerId) => ruleId === 'Welcome' && customerId === 'ada' })
    live(order('1'))

    const [decision] = live(carrying('2', [TEN], { at: DAY_MS }))

    expect(decision).toMatchObject({ verdict: 'granted', offer: { isQualified: true } })
    expect(decision?.offer).not.toHaveProperty('overrun')
  })

  test('of two rules in one title, each its share', () => {
    const second = welcome({
      name: 'Second',
      conditions: everybody,
      actions: [{ type: 'discount.order', params: { percent: 5, message: 'Five more' } }],
    })
    const { live } = open([welcome(), second])

    const decisions = live(carrying('1', [{ title: `${MESSAGE} + Five more`, amount: 751 }]))

    expect(decisions.map(({ ruleName, offer }) => [ruleName, offer?.amount])).toEqual([
      ['Second', 251],
      ['Welcome', 500],
    ])
  })

  test.each<{ what: string; amount: number; isFormer?: true; told?: string[]; gives: Record<string, string> }>([
    { what: 'the one that was due', amount: 497, gives: { Welcome: 'granted' } },
    { what: 'a rule that was paused since', amount: 500, isFormer: true, gives: { Welcome: 'granted' } },
    { what: 'none that the checkout was not told of', amount: 500, told: [], gives: { Welcome: 'not_carried' } },
  ])('by our discount’s own title: $what', ({ amount, isFormer, told, gives }) => {
    const { live } = open(isFormer ? [] : [welcome()], {
      formerRules: isFormer ? [welcome()] : [],
      ...(told && { inForce: () => new Set(told) }),
    })

    expect(verdictsOf(live(carrying('1', [{ title: 'Perennial', amount }])))).toEqual(gives)
  })

  test('by its message, though a rule that is only watched says the same', () => {
    const watched = { ...welcome({ name: 'Watched' }), isShadow: true }
    const { live, state } = open([watched, welcome()])

    expect(verdictsOf(live(carrying('1', [TEN])))).toEqual({ Watched: 'shadow', Welcome: 'granted' })
    expect(state.grants.of('Watched', 'ada')).toEqual([])
  })

  test('and what nobody can tell is left open', () => {
    const second = welcome({
      name: 'Second',
      actions: [{ type: 'discount.order', params: { percent: 10, message: 'Ten too' } }],
    })
    const { live, unclearOn } = open([welcome(), second])
    const all = [{ title: 'Perennial', amount: 500 }]
    const twice = [{ title: 'Perennial', amount: 1_000 }]

    expect(unclearOn(carrying('1', all))).toEqual(all)
    expect(verdictsOf(live(carrying('2', all, { customerId: 'bo' })))).toEqual({
      Welcome: 'not_carried',
      Second: 'not_carried',
    })
    expect(verdictsOf(live(carrying('3', twice, { customerId: 'cy' })))).toEqual({
      Welcome: 'granted',
      Second: 'granted',
    })
    expect(unclearOn(carrying('4', [{ title: 'Summer sale', amount: 500 }], { customerId: 'di' }))).toEqual([])
  })

  test('an order that is called off gives it back', () => {
    const { live, state } = open([
      welcome({ conditions: everybody, limits: { total: { times: 1 }, budget: { amount: '5.00' } } }),
    ])
    live(carrying('1', [TEN]))

    live(cancellation('1', DAY_MS))

    expect(state.grants.of('Welcome', 'ada')).toEqual([])
    expect(live(carrying('2', [TEN], { at: 2 * DAY_MS }))[0]?.offer).not.toHaveProperty('overrun')
  })

  test('a guest’s counts for the rule', () => {
    const { live } = open([welcome({ guests: 'newcomer', limits: { total: { times: 1 } } })])
    live(carrying('1', [TEN], { customerId: null }))

    expect(verdictsOf(live(order('2', { customerId: 'bo' })))).toEqual({ Welcome: 'capped' })
  })

  test.each([
    { what: 'called off', entry: cancellation('1', DAY_MS) },
    { what: 'refunded in full', entry: refund('r', '1', 4_500, DAY_MS) },
  ])('a guest’s order that is $what gives it back too', ({ entry }) => {
    const { live } = open([welcome({ guests: 'newcomer', limits: { total: { times: 1 } } })])
    const guests = carrying('1', [TEN], { customerId: null })
    live(guests)

    live(entry)

    expect(verdictsOf(live(order('2', { at: 2 * DAY_MS, customerId: 'bo' })))).toEqual({ Welcome: 'not_carried' })
  })
})
