import { describe, expect, test } from 'vitest'
import { parity } from '../../app/engine/parity.ts'
import { ruleOfferOf } from '../../app/engine/parity-rules.ts'
import { parityOfferOf } from '../../app/engine/parity-segments.ts'
import type { Entry, OrderEntry } from '../../app/ledger/entries.ts'
import { DEFAULT_POLICIES } from '../../app/rules/policies.ts'
import { readSegment } from '../../app/rules/segment-query.ts'
import { DAY_MS } from '../../app/rules/types.ts'

const SHOP = { currency: 'GBP', timeZone: 'UTC' }
const START = Date.parse('2026-01-01T12:00:00Z')
const at = (day: number) => START + day * DAY_MS

const orderOf = (customerId: string, day: number, given: Partial<OrderEntry> = {}): OrderEntry => ({
  kind: 'order',
  id: `${customerId}-${day}`,
  at: at(day),
  customerId,
  total: 10_000,
  subtotal: 10_000,
  discountCodes: [],
  skus: [],
  country: 'GB',
  counts: true,
  ...given,
})
const ordersOf = (customerId: string, count: number, given: Partial<OrderEntry> = {}): Entry[] =>
  Array.from({ length: count }, (_, index) => orderOf(customerId, 10 * index, given)).flatMap((order) => [
    order,
    { kind: 'payment', id: order.id, at: order.at },
  ])
const recordOf = (
  customerId: string,
  day: number,
  given: Partial<Extract<Entry, { kind: 'customer' }>> = {},
): Entry => ({
  kind: 'customer',
  id: `${customerId} ${day}`,
  at: at(day),
  customerId,
  addTags: [],
  removeTags: [],
  ...given,
})
const inOrder = (entries: readonly Entry[]) => [...entries].sort((left, right) => left.at - right.at)

const options = { timeZone: 'UTC', asOf: at(300), policies: DEFAULT_POLICIES }

/** A rule that gives 10% for a first order, but for what a test says. */
const judgeRule = (given: Record<string, unknown>, entries: readonly Entry[] = ordersOf('ada', 6)) => {
  const document = {
    format: 1 as const,
    name: 'A rule',
    trigger: 'order.paid',
    conditions: { all: [{ fact: 'order.isFirst', operator: 'equal' as const, value: true }] },
    actions: [{ type: 'discount.code', params: { percent: 10 } }],
    ...given,
  }
  const offer = ruleOfferOf(document, SHOP)
  const [judged] = offer ? parity(inOrder(entries), [offer], options).offers : []
  return (
    judged && {
      verdict: judged.verdict,
      newcomers: judged.newcomers,
      shutOut: judged.shutOut.length,
      cost: judged.cost,
    }
  )
}
const when = (fact: string, operator: string, value: unknown = true) => ({ fact, operator, value })

const GAP = { verdict: 'newcomers only', newcomers: true, shutOut: 1, cost: 2000 }
const NOT_KNOWN = { verdict: 'not known', shutOut: 0, cost: 0 }

describe('a rule of ours is a newcomers’ offer', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['for first orders', {}, GAP],
    [
      'for first orders of some size',
      { conditions: { all: [when('order.isFirst', 'equal'), when('order.total', 'greaterThan', 50)] } },
      GAP,
    ],
    ['for few orders', { conditions: { all: [when('customer.ordersCount', 'lessThan', 3)] } }, GAP],
    ['as soon as the order is placed', { trigger: 'order.created' }, GAP],
    [
      'for first orders of those who agreed to hear from us',
      { conditions: { all: [when('order.isFirst', 'equal'), when('customer.emailConsent', 'equal')] } },
      GAP,
    ],
    [
      'when somebody leaves their name',
      { trigger: 'customer.created', conditions: { all: [when('customer.country', 'notEqual', 'FR')] } },
      GAP,
    ],
    [
      'every day, without an order',
      { trigger: 'every.day', conditions: { all: [when('customer.ordersCount', 'equal', 0)] } },
      GAP,
    ],
    ['once in a quarter', { limits: { perCustomer: { times: 1, days: 90 } } }, { ...GAP, cost: 1000 }],
    ['once in nine days', { limits: { perCustomer: { times: 1, days: 9 } } }, GAP],
    ['of an amount', { actions: [{ type: 'discount.code', params: { amount: '7.50' } }] }, { ...GAP, cost: 1500 }],
    [
      'from a minimum',
      { actions: [{ type: 'discount.code', params: { percent: 10, minimumSubtotal: '100.01' } }] },
      { ...GAP, cost: 0 },
    ],
    ['from a day on', { schedule: { startsAt: '2026-02-15' } }, { ...GAP, cost: 1000 }],
    // For both
    [
      'and of regulars too',
      { conditions: { any: [when('order.isFirst', 'equal'), when('customer.keptOrdersCount', 'greaterThan', 3)] } },
      { verdict: 'regulars too', newcomers: true, shutOut: 0, cost: 0 },
    ],
    [
      'or of whoever spends much',
      { conditions: { all: [when('order.total', 'greaterThan', 50)] } },
      { verdict: 'regulars too' },
    ],
    // Of others
    [
      'of second orders',
      { conditions: { all: [when('order.position', 'equal', 2)] } },
      { verdict: 'not for newcomers', newcomers: false },
    ],
    [
      'of lapsed ones',
      { trigger: 'every.day', conditions: { all: [when('customer.daysSinceLastOrder', 'greaterThan', 90)] } },
      { verdict: 'not for newcomers' },
    ],
    ['after a refund', { trigger: 'refund.created' }, { verdict: 'not for newcomers', newcomers: false }],
    // Nobody can tell
    ['by rank', { conditions: { all: [when('customer.spendTopPercent', 'greaterThan', 50)] } }, NOT_KNOWN],
    ['by a forecast', { conditions: { all: [when('customer.predictedOrders12m', 'lessThan', 2)] } }, NOT_KNOWN],
    ['by tags', { conditions: { all: [when('customer.tags', 'doesNotContain', 'vip')] } }, NOT_KNOWN],
    [
      'by coming into a group',
      {
        trigger: 'customer.enters',
        crossing: when('customer.ordersCount', 'lessThan', 2),
        conditions: { all: [when('customer.ordersCount', 'greaterThan', 0)] },
      },
      NOT_KNOWN,
    ],
  ])('%s', (_, given, is) => {
    expect(judgeRule(given)).toMatchObject(is)
  })

  test('only where it gives a discount', () => {
    expect(judgeRule({ actions: [{ type: 'customer.addTag', params: { tag: 'new' } }] })).toBeUndefined()
  })

  test('by what their record says, where it was heard of', () => {
    const conditions = { all: [when('customer.tags', 'doesNotContain', 'vip')] }
    const known = [...ordersOf('ada', 6), recordOf('ada', 0)]

    expect(judgeRule({ conditions }, known)).toMatchObject({ verdict: 'regulars too' })
    expect(judgeRule({ conditions }, [...known, recordOf('ada', 5, { addTags: ['vip'] })])).toMatchObject(GAP)
  })
})

describe('a regular', () => {
  const judgeSegment = (query: string, entries: readonly Entry[]) => {
    const read = readSegment(query)
    if (!read.valid) throw new Error(read.message)
    const shopOffer = {
      ...{ id: '1', title: 'Welcome', method: 'automatic' as const, codes: [], worth: { percent: 10 }, minimum: 0 },
      ...{ oncePerCustomer: false, segment: { text: query, query: read.query }, startsAt: 0 },
    }
    const { regulars, offers } = parity(
      inOrder(entries),
      [parityOfferOf(shopOffer, { ...SHOP, asOf: options.asOf })],
      options,
    )
    return { regulars, verdict: offers[0]?.verdict, cost: offers[0]?.cost }
  }
  const FIRST = 'number_of_orders = 0'

  test.each<[string, readonly Entry[], { readonly regulars: number; readonly cost: number }]>([
    ['has more than three orders before', ordersOf('ada', 6), { regulars: 1, cost: 2000 }],
    ['is no company', ordersOf('ada', 6, { isBusiness: true }), { regulars: 0, cost: 0 }],
    ['is not staff', [...ordersOf('ada', 6), recordOf('ada', 45, { addTags: ['staff'] })], { regulars: 1, cost: 1000 }],
    ['is not made by free samples', ordersOf('ada', 6, { counts: false }), { regulars: 0, cost: 0 }],
    [
      'passes a checkout, as a renewal does not',
      [...ordersOf('ada', 6), orderOf('ada', 60, { isRenewal: true })],
      { regulars: 1, cost: 2000 },
    ],
    [
      'is asked about no order that was called off later',
      [...ordersOf('ada', 6), { kind: 'cancellation', id: 'ada-50', at: at(80) }],
      { regulars: 1, cost: 1000 },
    ],
    [
      'keeps what they bought',
      [...ordersOf('ada', 6), { kind: 'refund', id: 'r', at: at(1), orderId: 'ada-0', amount: 10_000 }],
      { regulars: 1, cost: 1000 },
    ],
  ])('%s', (_, entries, is) => {
    expect(judgeSegment(FIRST, entries)).toMatchObject(is)
  })

  test('has tags, consent and a first day where their record was heard of', () => {
    const entries = [
      recordOf('ada', -400, { isNew: true, emailConsent: true, addTags: ['club'] }),
      ...ordersOf('ada', 6),
    ]

    expect(judgeSegment("customer_tags NOT CONTAINS 'club'", entries).verdict).toBe('newcomers only')
    expect(judgeSegment("customer_tags NOT CONTAINS 'vip'", entries).verdict).toBe('regulars too')
    expect(judgeSegment("email_subscription_status = 'SUBSCRIBED'", entries).verdict).toBe('regulars too')
    expect(judgeSegment('customer_added_date > 2025-12-01', entries).verdict).toBe('newcomers only')
    expect(judgeSegment('customer_added_date > 2025-12-01', ordersOf('ada', 6)).verdict).toBe('not known')
  })

  test('is asked today too: an offer may be about days that no order fell into', () => {
    expect(judgeSegment('customer_added_date >= 2026-10-01', ordersOf('ada', 6))).toMatchObject({
      verdict: 'newcomers only',
      cost: 0,
    })
  })
})

describe('a rule of the checkout is an offer too', () => {
  const atCheckout = (condition: unknown, given: Record<string, unknown> = {}) => ({
    trigger: 'checkout',
    conditions: { all: [condition] },
    actions: [{ type: 'discount.order', params: { percent: 10 } }],
    ...given,
  })

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['for those who never ordered', atCheckout(when('customer.ordersCount', 'equal', 0)), GAP],
    ['for regulars', atCheckout(when('customer.keptOrdersCount', 'greaterThan', 3)), { verdict: 'not for newcomers' }],
    ['for carts of some size', atCheckout(when('cart.subtotal', 'greaterThan', 50)), { verdict: 'regulars too' }],
    [
      'for the first cart of some size',
      atCheckout({ all: [when('customer.ordersCount', 'equal', 0), when('cart.subtotal', 'greaterThan', 500)] }),
      { verdict: 'regulars too', shutOut: 0 },
    ],
    [
      'for newcomers with something in the cart that orders do not tell',
      atCheckout({ all: [when('customer.ordersCount', 'equal', 0), when('cart.productTags', 'contains', 'tea')] }),
      NOT_KNOWN,
    ],
    [
      'of free delivery, whose price nobody knows',
      atCheckout(when('customer.ordersCount', 'equal', 0), {
        actions: [{ type: 'discount.shipping', params: { percent: 100 } }],
      }),
      { ...GAP, cost: 0 },
    ],
  ])('%s', (_name, given, expected) => {
    expect(judgeRule(given)).toMatchObject(expected)
  })
})
