import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../app/ledger/entries.ts'
import { adjustment, cancellation, order, payment, refund } from '../ledger/entries.ts'
import { grant, openShop, rule, verdictsOf } from './shop.ts'

const HOUR_MS = 3_600_000
const GRANTED = { 'Tag everybody': 'granted' }

describe('a rule runs at the entries of its trigger and at no others', () => {
  const runs = ['order.created', 'order.paid', 'order.cancelled'].map((trigger) => rule({ name: trigger, trigger }))

  test('and gives at each', () => {
    const { live } = openShop(runs)

    expect(verdictsOf(live(order('1')))).toEqual({ 'order.created': 'granted' })
    expect(verdictsOf(live(payment('1', 1)))).toEqual({ 'order.paid': 'granted' })
    expect(verdictsOf(live(refund('r', '1', 100, 2)))).toEqual({})
    expect(verdictsOf(live(adjustment('a', 100, 3)))).toEqual({})
    expect(verdictsOf(live(cancellation('1', 4)))).toEqual({ 'order.cancelled': 'granted' })
  })

  test('a refund starts the rules that wait for one, with the order as refunded by it', () => {
    const whole = rule({
      trigger: 'refund.created',
      conditions: { all: [{ fact: 'order.refundedShare', operator: 'equal', value: 1 }] },
    })
    const { live } = openShop([whole])
    live(order('1', { total: 5_000 }))

    expect(live(refund('r1', '1', 2_000, 5))).toEqual([])
    expect(live(refund('r2', '1', 3_000, 6))).toHaveLength(1)
  })

  test('somebody new in the shop starts the rules that wait for that, once', () => {
    const welcome = rule({
      trigger: 'customer.created',
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'equal', value: 0 }] },
    })
    const { live } = openShop([welcome])
    const record = { kind: 'customer', customerId: 'ada', addTags: [], removeTags: [] } as const

    expect(live({ ...record, id: 'ada:new', at: 1, isNew: true })).toHaveLength(1)
    expect(live({ ...record, id: 'ada:tagged', at: 2, addTags: ['tea'] })).toEqual([])
  })

  test('the deletion of an order is no cancellation', () => {
    const { live, state } = openShop(runs)
    live(order('1'))

    expect(live({ ...cancellation('1', 1), deleted: true })).toEqual([])
    expect(state.customers.get('ada')).toMatchObject({ ordersCount: 0 })
  })
})

describe('a decision', () => {
  test('keeps rule, place, people and every fact that the conditions name, evaluated or not', () => {
    const { live } = openShop([
      rule({
        conditions: {
          any: [
            { fact: 'order.isFirst', operator: 'equal', value: true },
            { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
            { fact: 'order.previousAverageValue', operator: 'greaterThan', value: '10.00' },
          ],
        },
        priority: 70,
      }),
    ])
    live(order('1'))

    expect(live(payment('1', 5))).toEqual([
      {
        ruleId: 'Tag everybody',
        ruleVersion: 1,
        ruleName: 'Tag everybody',
        priority: 70,
        key: { at: 5, kind: 'payment', id: '1' },
        customerId: 'ada',
        orderId: '1',
        verdict: 'granted',
        reason: null,
        facts: { 'order.isFirst': true, 'customer.keptOrdersCount': 1 },
        effects: [
          { key: 'payment:1:Tag everybody:0', effect: { kind: 'tag', customerId: 'ada', add: ['vip'], remove: [] } },
        ],
      },
    ])
  })

  test('sees the entry that it is made at', () => {
    const { live } = openShop([
      rule({
        trigger: 'order.cancelled',
        conditions: { all: [{ fact: 'customer.ordersCount', operator: 'equal', value: 0 }] },
      }),
    ])
    live(order('1'))

    expect(verdictsOf(live(cancellation('1', 1)))).toEqual(GRANTED)
  })

  test('has a key for each effect, in the order of the actions', () => {
    const { live } = openShop([
      rule({
        actions: [
          { type: 'order.addNote', params: { text: 'hello' } },
          { type: 'discount.code', params: { percent: 10 } },
        ],
      }),
    ])
    live(order('1'))

    const [decision] = live(payment('1', 1))
    expect(decision?.effects.map(({ key, effect }) => [key, effect.kind])).toEqual([
      ['payment:1:Tag everybody:0', 'note'],
      ['payment:1:Tag everybody:1', 'code'],
    ])
  })

  test('is not made where the conditions do not hold, which is heard of all the same', () => {
    const heard: unknown[] = []
    const { live } = openShop([
      rule({ conditions: { all: [{ fact: 'order.total', operator: 'greaterThan', value: '50.00' }] } }),
    ])
    live(order('1'))

    const onEvaluated = (_rule: unknown, entry: { kind: string }, facts: () => unknown, matched: boolean) =>
      heard.push([entry.kind, facts(), matched])
    expect(live(payment('1', 1), { onEvaluated })).toEqual([])
    expect(heard).toEqual([['payment', { 'order.total': 5000 }, false]])
  })

  test('comes by priority, then name', () => {
    const rules = [
      rule({ name: 'b' }),
      rule({ name: 'c', priority: 90 }),
      rule({ name: 'a' }),
      rule({ name: 'd', priority: 10 }),
    ]
    const { live } = openShop(rules)
    live(order('1'))

    expect(live(payment('1', 1)).map(({ ruleName }) => ruleName)).toEqual(['c', 'a', 'b', 'd'])
  })
})

describe('hearing of it late', () => {
  test.each([
    { hours: 48, ms: 0, is: 'granted' },
    { hours: 48, ms: 1, is: 'too_old' },
    { hours: 0, ms: -1, is: 'granted' },
  ])('$hours hours and $ms ms after its moment: $is', ({ hours, ms, is }) => {
    const { live } = openShop([rule()])
    live(order('1'))
    const paid = payment('1', 10)

    const [decision] = live(paid, { triggeredAt: paid.at + hours * HOUR_MS + ms })

    expect(decision?.reason ?? decision?.verdict).toBe(is)
    expect(decision?.effects).toHaveLength(is === 'granted' ? 1 : 0)
  })

  test('is named before all other reasons, and takes up no limit', () => {
    const { live } = openShop([rule({ limits: { perCustomer: { times: 1, days: 90 } } })])
    live(order('1', { customerId: null }))
    live(order('2'))
    const late = { triggeredAt: 3 * DAY_MS }

    expect(verdictsOf(live(payment('1'), late))).toEqual({ 'Tag everybody': 'too_old' })
    expect(verdictsOf(live(payment('2'), late))).toEqual({ 'Tag everybody': 'too_old' })
    expect(verdictsOf(live(payment('2', 1)))).toEqual(GRANTED)
  })
})

describe('an order of nobody', () => {
  test('is given no tag, visibly', () => {
    const { live } = openShop([rule()])
    live(order('1', { customerId: null }))

    expect(live(payment('1', 1))).toMatchObject([
      { verdict: 'withheld', reason: 'no_customer', customerId: null, orderId: '1', effects: [] },
    ])
  })

  test('is given a note, which needs nobody', () => {
    const { live } = openShop([rule({ actions: [{ type: 'order.addNote', params: { text: 'hello' } }] })])
    live(order('1', { customerId: null }))

    expect(live(payment('1', 1))).toMatchObject([{ verdict: 'granted', effects: [{ effect: { kind: 'note' } }] }])
  })

  test('is given none where the rule has a limit, for there is nobody to count for', () => {
    const { live } = openShop([
      rule({
        actions: [{ type: 'order.addNote', params: { text: 'hello' } }],
        limits: { coolDownDays: 1 },
      }),
    ])
    live(order('1', { customerId: null }))

    expect(verdictsOf(live(payment('1', 1)))).toEqual({ 'Tag everybody': 'no_customer' })
  })

  test('has no customer facts, and its order facts', () => {
    const { live } = openShop([
      rule({
        conditions: {
          all: [
            { fact: 'customer.ordersCount', operator: 'notEqual', value: 1 },
            { fact: 'order.total', operator: 'equal', value: '50.00' },
          ],
        },
      }),
    ])
    live(order('1', { customerId: null }))

    expect(live(payment('1', 1))).toMatchObject([{ facts: { 'order.total': 5000 } }])
  })

  test('a payment of an order that nobody knows matches nothing that needs one', () => {
    const { live } = openShop([rule()])

    expect(live(payment('404', 1))).toEqual([])
  })
})

describe('limits', () => {
  const paidOn = (shop: ReturnType<typeof openShop>, id: string, at: number, customerId = 'ada') => {
    shop.live(order(id, { at, customerId }))
    return verdictsOf(shop.live(payment(id, at)))['Tag everybody']
  }

  test('perCustomer gives so many times in so many days, counted back from the moment', () => {
    const shop = openShop([rule({ limits: { perCustomer: { times: 2, days: 90 } } })])

    expect(paidOn(shop, '1', 0)).toBe('granted')
    expect(paidOn(shop, '2', DAY_MS)).toBe('granted')
    expect(paidOn(shop, '3', 2 * DAY_MS)).toBe('capped')
    expect(paidOn(shop, '4', 2 * DAY_MS, 'bea')).toBe('granted')
    expect(paidOn(shop, '5', 90 * DAY_MS - 1)).toBe('capped')
    expect(paidOn(shop, '6', 90 * DAY_MS)).toBe('granted')
    expect(paidOn(shop, '7', 90 * DAY_MS)).toBe('capped')
  })

  test('coolDownDays gives none within so many days of the last grant, and is named first', () => {
    const shop = openShop([rule({ limits: { perCustomer: { times: 1, days: 20 }, coolDownDays: 10 } })])

    expect(paidOn(shop, '1', 0)).toBe('granted')
    expect(paidOn(shop, '2', 10 * DAY_MS - 1)).toBe('cooling_down')
    expect(paidOn(shop, '3', 10 * DAY_MS)).toBe('capped')
    expect(paidOn(shop, '4', 20 * DAY_MS)).toBe('granted')
  })

  test('what was kept back does not count', () => {
    const shop = openShop([rule({ limits: { coolDownDays: 10 } })])

    paidOn(shop, '1', 0)
    expect(paidOn(shop, '2', 9 * DAY_MS)).toBe('cooling_down')
    expect(paidOn(shop, '3', 11 * DAY_MS)).toBe('granted')
  })

  test('count for each rule apart', () => {
    const limits = { perCustomer: { times: 1, days: 90 } }
    const shop = openShop([rule({ name: 'one', limits }), rule({ name: 'other', limits })])
    shop.live(order('1'))

    expect(verdictsOf(shop.live(payment('1')))).toEqual({ one: 'granted', other: 'granted' })
  })

  test('see a later grant too, so that being late never gives more', () => {
    const { live, state } = openShop([rule({ limits: { perCustomer: { times: 1, days: 90 } } })])
    state.grants.hold(grant({ ruleId: 'Tag everybody', at: 50 * DAY_MS }))
    live(order('1'))

    expect(verdictsOf(live(payment('1', DAY_MS)))).toEqual({ 'Tag everybody': 'capped' })
  })
})

describe('a rule made ready', () => {
  test('says so when a word of it is gone from the app', () => {
    expect(() => rule({ trigger: 'order.dreamt' })).toThrow('Rule Tag everybody waits for order.dreamt')
    expect(() => rule({ actions: [{ type: 'customer.hug', params: {} }] })).toThrow('asks for customer.hug')
  })
})
