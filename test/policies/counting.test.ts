import { describe, expect, test } from 'vitest'
import { explainCustomer } from '../../app/engine/explain-customer.ts'
import { DAY_MS, type OrderEntry } from '../../app/ledger/entries.ts'
import { LedgerBuilder } from '../../app/ledger/ledger-builder.ts'
import type { Condition, RuleDocument } from '../../app/rules/types.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { openShop, rule, verdictsOf } from '../engine/shop.ts'
import { cancellation, order, tagChange } from '../ledger/entries.ts'
import { order as orderBody, pounds, readingOf } from '../shopify/read-webhook.ts'

/** What the shop is promised, policy by policy, as far as this app goes today: at checkout it does nothing yet. */

const GRANTED = { 'Tag everybody': 'granted' }
const when = (condition: Condition, given: Partial<RuleDocument> = {}) =>
  rule({ trigger: 'order.created', conditions: { all: [condition] }, ...given })
const always: Condition = { fact: 'order.total', operator: 'greaterThanInclusive', value: 0 }
const orders = (count: number, given: Partial<OrderEntry> = {}) =>
  Array.from({ length: count }, (_, index) => order(String(index), { at: index * DAY_MS, ...given }))

describe('Counting at checkout', () => {
  // The checkout itself comes later.
  test('on an order’s own entry it is counted: more than three orders is the fourth, whose code serves the fifth', () => {
    const { live } = openShop([when({ fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 })])

    expect(orders(5).map((each) => live(each).length)).toEqual([0, 0, 0, 1, 1])
  })
})

describe('Orders that do not count', () => {
  test.each([
    { what: 'a test order', fields: { test: true } },
    { what: 'a voided payment', fields: { financial_status: 'voided' } },
    { what: 'an expired payment', fields: { financial_status: 'expired' } },
    { what: 'total 0', fields: { total_price_set: pounds('0.00') } },
  ])('$what: it stays in the story', ({ fields }) => {
    const { live, state } = openShop([])
    for (const entry of readingOf('orders/create', orderBody(fields)).entries) live(entry)

    expect(state.customers.get('7')).toMatchObject({ ordersCount: 0, orders: [{ id: '1001' }] })
  })

  test('a cancelled one counted until it was', () => {
    const { live, state } = openShop([])
    live(order('1'))
    expect(state.customers.get('ada')).toMatchObject({ ordersCount: 1 })

    live(cancellation('1', 5))
    expect(state.customers.get('ada')).toMatchObject({ ordersCount: 0, orders: [{ id: '1' }] })
  })
})

describe('Opening balance', () => {
  test('counts and spend of before our first order come from the customer’s record, once, without dates', () => {
    const { live, state } = openShop([
      when({ fact: 'customer.ordersCount', operator: 'equal', value: 6 }),
      when({ fact: 'customer.firstOrderAt', operator: 'isSet', value: true }, { name: 'Dated' }),
    ])
    live(order('1', { at: DAY_MS }))
    for (const id of ['ada:1', 'ada:2'])
      live({ ...tagChange(id, { at: 2 * DAY_MS }), counters: { orders: 5, spent: 30_000 } })

    expect(state.customers.get('ada')).toMatchObject({ ordersCount: 5, totalSpent: 30_000 })
    expect(verdictsOf(live(order('2', { at: 3 * DAY_MS })))).toEqual(GRANTED)
  })
})

describe('Unknown is not new', () => {
  test('a guest is no newcomer, and gets nothing that somebody would have to hold', () => {
    const code = { actions: [{ type: 'discount.code', params: { percent: 10 } }] }
    const { live } = openShop([
      when({ fact: 'customer.ordersCount', operator: 'lessThanInclusive', value: 1 }, { name: 'Newcomers' }),
      when(always, { name: 'Code', ...code }),
    ])

    expect(verdictsOf(live(order('1', { customerId: null })))).toEqual({ Code: 'no_customer' })
  })
})

describe('Top N %', () => {
  const best: Condition = { fact: 'customer.spendRank', operator: 'lessThanInclusive', value: 1 }
  const given = { limits: {}, name: 'Tag everybody' }
  const rich = (id: string, fields: Partial<OrderEntry> = {}) =>
    order(id, { customerId: 'firm', total: 90_000, ...fields })

  test('companies are apart: nobody stands behind them', () => {
    const { live, state } = openShop([when(best, given)])
    live(rich('1', { isBusiness: true }))

    expect(verdictsOf(live(order('2', { at: 1 })))).toEqual(GRANTED)
    expect(['ever', 'year', 'recency', 'frequency'].map((by) => state.figures.place(by as 'ever', 'firm'))).toEqual(
      Array(4).fill(undefined),
    )
    expect(state.figures).toMatchObject({ customersCount: 2, largestSpentLast365Days: 90_000 })
  })

  test('an order that is called off makes nobody a company', () => {
    const { live } = openShop([when(best, given)])
    live(rich('0'))
    live(rich('1', { isBusiness: true, at: 1 }))
    expect(live(order('2', { at: 2 }))).toHaveLength(1)

    live(cancellation('1', 3))
    expect(live(order('3', { at: 4 }))).toHaveLength(0)
  })

  test('a company that asks what it would take hears that it has no place', () => {
    const document = {
      format: 1,
      name: 'Best',
      trigger: 'order.created',
      conditions: { all: [best] },
      actions: [],
    } as const
    const book = new LedgerBuilder()
    for (const each of [rich('1', { isBusiness: true }), order('2', { at: 1 })]) book.add(each)
    const options = { currency: 'GBP', timeZone: 'UTC' }

    expect(explainCustomer(book.close(), { rule: when(best, given), document }, 'firm', 5, options)).toMatchObject({
      matched: false,
      findings: { parts: [{ found: 'companies and staff have no place' }] },
    })
  })

  test('staff are apart from when they carry the tag', () => {
    const { live } = openShop([when(best, given)])
    live(rich('1'))
    expect(live(order('2', { at: 1 }))).toHaveLength(0)

    live({ ...tagChange('firm:1', { add: ['staff'], at: 2 }), customerId: 'firm' })
    expect(live(order('3', { at: 3 }))).toHaveLength(1)
  })

  test('the templates let somebody go only past N + 1 %', () => {
    const crossings = templates.flatMap(({ document: { crossing } }) =>
      crossing?.fact.startsWith('customer.spendTopPercent') ? [crossing] : [],
    )

    expect(crossings.length).toBeGreaterThan(0)
    for (const { value, leaveAt } of crossings) expect(leaveAt).toBe(Number(value) + 1)
  })
})
