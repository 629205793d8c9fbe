import { describe, expect, test } from 'vitest'
import type { Circumstances } from '../../app/engine/decide.ts'
import type { Grant } from '../../app/engine/grants.ts'
import { compareRules, type RunnableRule } from '../../app/engine/prepare-rule.ts'
import { emptyState } from '../../app/engine/replay.ts'
import { step } from '../../app/engine/step.ts'
import { DAY_MS, type Entry } from '../../app/ledger/entries.ts'
import type { RuleDocument } from '../../app/rules/types.ts'
import { cancellation, order, payment, refund } from '../ledger/entries.ts'
import { grant, rule, verdictsOf } from './shop.ts'

const code = (params: Readonly<Record<string, unknown>> = {}): RuleDocument['actions'] => [
  { type: 'discount.code', params: { percent: 10, expiresInDays: 30, ...params } },
]
const BUDGET = { budget: { amount: '20.00' } }
const first = { all: [{ fact: 'customer.ordersCount', operator: 'equal', value: 1 }] } as const

/** A shop in memory. */
const open = (rules: readonly RunnableRule[], given: Partial<Circumstances> = {}) => {
  const state = emptyState('UTC')
  const sorted = [...rules].sort(compareRules)
  const live = (entry: Entry, asked = sorted) =>
    step(state, entry, asked, { currency: 'GBP', timeZone: 'UTC', triggeredAt: entry.at, ...given })
  const grantsOf = (ruleId: string, customerId = 'ada') => [...state.grants.of(ruleId, customerId)]
  const hold = (held: Grant) => state.grants.hold(held)
  const use = (of: RunnableRule, at: number) => ({
    times: state.uses.of(of).times,
    spent: state.uses.of(of).spentAt(at),
  })
  return { state, live, grantsOf, hold, use }
}

const tenOff = rule({ name: 'Ten off', actions: code(), limits: BUDGET, conditions: first })

/** Ada has the code of a rule with a budget: 5.00 of 20.00 are reserved. */
const withCode = (rules = [tenOff]) => {
  const shop = open(rules)
  shop.live(order('1'))
  shop.live(payment('1', 1))
  const [given] = shop.grantsOf('Ten off')
  if (given === undefined) throw new Error('Nothing was given')
  // What the store knows once Shopify has made the code.
  const named = { ...given, code: 'THANKS-1' }
  const again = open(rules)
  again.live(order('1'))
  again.hold(named)
  again.state.uses.of(tenOff).add(named)
  return again
}

describe('an order that names one of our codes', () => {
  test('books what the code really cost, in any case, on rule and budget', () => {
    const { live, grantsOf, use } = withCode()
    expect(use(tenOff, 2)).toEqual({ times: 1, spent: 500 })

    live(order('2', { at: DAY_MS, discountCodes: ['thanks-1'], codeAmounts: { 'thanks-1': 862 } }))

    expect(grantsOf('Ten off')).toMatchObject([{ state: 'booked', amount: 862, usedBy: '2', settledAt: DAY_MS }])
    expect(use(tenOff, DAY_MS)).toEqual({ times: 1, spent: 862 })
  })

  test.each([
    { what: 'alone, by what the order has off in all', given: { discountTotal: 700 }, amount: 700 },
    { what: 'and says no amount, as it was reserved', given: {}, amount: 500 },
    {
      what: 'beside another, as it was reserved',
      given: { discountTotal: 700, discountCodes: ['THANKS-1', 'SPRING'] },
      amount: 500,
    },
    {
      what: 'beside another, by its own part',
      given: { discountCodes: ['THANKS-1', 'SPRING'], codeAmounts: { 'THANKS-1': 300, SPRING: 400 } },
      amount: 300,
    },
  ])('$what', ({ given, amount }) => {
    const { live, grantsOf } = withCode()

    live(order('2', { at: 5, discountCodes: ['THANKS-1'], ...given }))

    expect(grantsOf('Ten off')).toMatchObject([{ state: 'booked', amount }])
  })

  test('books nothing of a code that is somebody else’s, is not ours, or was used before', () => {
    const { live, grantsOf } = withCode()
    live(order('2', { at: 5, discountCodes: ['THANKS-1'], customerId: 'ben' }))
    live(order('3', { at: 6, discountCodes: ['SPRING'] }))
    expect(grantsOf('Ten off')).toMatchObject([{ state: 'reserved' }])

    live(order('4', { at: 7, discountCodes: ['THANKS-1'], codeAmounts: { 'THANKS-1': 100 } }))
    live(order('5', { at: 8, discountCodes: ['THANKS-1'], codeAmounts: { 'THANKS-1': 900 } }))

    expect(grantsOf('Ten off')).toMatchObject([{ state: 'booked', amount: 100, usedBy: '4' }])
  })

  test('takes its use again though it had been given back', () => {
    const shop = withCode()
    const [given] = shop.grantsOf('Ten off')
    if (given) shop.state.grants.release(given, 3)
    expect(shop.use(tenOff, 4)).toEqual({ times: 0, spent: 0 })

    shop.live(order('2', { at: 5, discountCodes: ['THANKS-1'], codeAmounts: { 'THANKS-1': 862 } }))

    expect(shop.use(tenOff, 6)).toEqual({ times: 1, spent: 862 })
    expect(shop.grantsOf('Ten off')).toMatchObject([{ state: 'booked', usedBy: '2' }])
  })

  test.each([
    { how: 'cancelled', by: cancellation('2', 9) },
    { how: 'refunded in full', by: refund('r', '2', 4_138, 9) },
  ])('costs nothing once it is $how, and the code stays used', ({ by }) => {
    const { live, grantsOf, use } = withCode()
    live(order('2', { at: 5, total: 4_138, discountCodes: ['THANKS-1'], codeAmounts: { 'THANKS-1': 862 } }))

    live(by)

    expect(grantsOf('Ten off')).toMatchObject([{ state: 'booked', amount: 0, usedBy: '2' }])
    expect(use(tenOff, 10)).toEqual({ times: 1, spent: 0 })
  })

  test('costs what it did where the order is refunded in part', () => {
    const { live, use } = withCode()
    live(order('2', { at: 5, total: 4_138, discountCodes: ['THANKS-1'], codeAmounts: { 'THANKS-1': 862 } }))

    live(refund('r', '2', 4_137, 9))

    expect(use(tenOff, 10)).toEqual({ times: 1, spent: 862 })
  })
})

describe('a code that nobody used', () => {
  test('gives its budget back at the moment that it runs out, and not before', () => {
    const { use, grantsOf } = withCode()
    const endsAt = grantsOf('Ten off')[0]?.expiresAt ?? 0

    expect(use(tenOff, endsAt - 1)).toEqual({ times: 1, spent: 500 })
    expect(use(tenOff, endsAt)).toEqual({ times: 1, spent: 0 })
  })

  test('takes the budget again when an order from before that comes late', () => {
    const { live, use, grantsOf } = withCode()
    const endsAt = grantsOf('Ten off')[0]?.expiresAt ?? 0
    use(tenOff, endsAt)

    live(order('2', { at: endsAt - 1, discountCodes: ['THANKS-1'], codeAmounts: { 'THANKS-1': 862 } }))

    expect(use(tenOff, endsAt)).toEqual({ times: 1, spent: 862 })
  })
})

describe('when an order is called off, what was given on it', () => {
  const welcome = rule({ name: 'Welcome', conditions: first, limits: { coolDownDays: 90, total: { times: 1 } } })
  /** Ada has paid her first order, and has what the rules gave for it. */
  const paid = (rules: readonly RunnableRule[], given: Partial<Circumstances> = {}) => {
    const shop = open(rules, given)
    shop.live(order('1'))
    shop.live(payment('1', 1))
    return shop
  }

  test.each([
    { how: 'cancelled', by: cancellation('1', 2), why: 'Order 1 was cancelled' },
    { how: 'refunded in full', by: refund('r', '1', 5_000, 2), why: 'Order 1 was refunded in full' },
  ])('comes back where the rule is met no longer: $how', ({ by, why }) => {
    const shop = paid([rule({ name: 'First', conditions: first })])

    const { undone } = shop.live(by)

    expect(undone).toMatchObject([{ ruleName: 'First', why, because: { kind: by.kind } }])
    expect(shop.grantsOf('First')).toEqual([])
  })

  test('stays heard where a person takes back the code that came with it', () => {
    const { hold, state } = open([])
    hold(grant({ name: 'a', at: 7, isContact: true, code: 'THANKS-1', state: 'released' }))
    hold(grant({ name: 'b', at: 8, isContact: true, state: 'released' }))

    expect(state.grants.contactsWith('ada')).toEqual([7])
  })

  test('leaves no trace of the asking on a customer whose order still counts', () => {
    const shop = paid([rule({ name: 'First', conditions: first })])
    shop.live(refund('r', '1', 5_000, 2))

    expect(shop.state.customers.get('ada')).toMatchObject({ ordersCount: 1, totalSpent: 0 })
  })

  test('gives cap, cool-down and uses in all back as if it had not been given', () => {
    const shop = paid([welcome])
    shop.live(cancellation('1', 2))

    expect(shop.use(welcome, 3)).toEqual({ times: 0, spent: 0 })
    shop.live(order('2', { at: 3 }))
    expect(verdictsOf(shop.live(payment('2', 4)).decisions)).toEqual({ Welcome: 'granted' })
  })

  test('gives the contact back', () => {
    const card = rule({
      name: 'Card',
      actions: [{ type: 'task.create', params: { kind: 'phone_call', title: 'Call' } }],
    })
    const shop = paid([card])
    expect(shop.state.grants.contactsWith('ada')).toEqual([1])

    shop.live(cancellation('1', 2))

    expect(shop.state.grants.contactsWith('ada')).toEqual([])
  })

  test('stays where the rule would be met without it', () => {
    const anyOrder = { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 }] } as const
    const shop = open([rule({ name: 'Any', conditions: anyOrder })])
    shop.live(order('1'))
    shop.live(order('2', { at: 1 }))
    shop.live(payment('2', 2))

    expect(shop.live(cancellation('2', 3)).undone).toEqual([])
    expect(shop.grantsOf('Any')).toHaveLength(1)
  })

  test.each([
    { what: 'its size', conditions: { all: [{ fact: 'order.total', operator: 'greaterThan', value: 0 }] } },
    { what: 'what it is not', conditions: { all: [{ fact: 'order.source', operator: 'notEqual', value: 'pos' }] } },
  ] as const)('comes back where it was given for the order itself: $what', ({ conditions }) => {
    const shop = paid([rule({ name: 'Big', conditions })])

    expect(shop.live(cancellation('1', 2)).undone).toHaveLength(1)
  })

  test('stays after a refund in part', () => {
    const shop = paid([rule({ name: 'Big' })])

    expect(shop.live(refund('r', '1', 4_999, 2)).undone).toEqual([])
    expect(shop.live(refund('r2', '1', 1, 3)).undone).toHaveLength(1)
  })

  test('stays with the customer who holds it, and so do the limits that it took', () => {
    const shop = paid([welcome])
    const [given] = shop.grantsOf('Welcome')
    if (given) given.isHeld = true

    expect(shop.live(cancellation('1', 2)).undone).toMatchObject([{ grant: { isHeld: true } }])

    expect(shop.use(welcome, 3).times).toBe(1)
    shop.live(order('2', { at: 3 }))
    expect(verdictsOf(shop.live(payment('2', 4)).decisions)).toEqual({ Welcome: 'cooling_down' })
  })

  test('stays with whoever has used its code on another order', () => {
    const { live, use } = withCode()
    live(order('2', { at: 5, discountCodes: ['THANKS-1'], codeAmounts: { 'THANKS-1': 862 } }))

    live(cancellation('1', 9))

    expect(use(tenOff, 10)).toEqual({ times: 1, spent: 862 })
  })

  test('comes back of a rule that is asked no longer', () => {
    const rules = [welcome]
    const state = paid(rules)
    const circumstances = { currency: 'GBP', timeZone: 'UTC', triggeredAt: 2 }

    const without = step(state.state, cancellation('1', 2), [], circumstances)
    const withIt = step(state.state, cancellation('1', 3), [], { ...circumstances, formerRules: rules })

    expect(without.undone).toEqual([])
    expect(withIt.undone).toHaveLength(1)
  })

  test('is left alone where it was given because of the cancellation', () => {
    const sorry = rule({ name: 'Sorry', trigger: 'order.cancelled' })
    const shop = paid([sorry])
    shop.live(cancellation('1', 2))

    expect(shop.live(refund('r', '1', 5_000, 3)).undone).toEqual([])
    expect(shop.grantsOf('Sorry')).toHaveLength(1)
  })

  test('comes back where the customer is out of the group that it brought them into', () => {
    const crossing = { fact: 'customer.ordersCount', operator: 'greaterThan', value: 1 } as const
    const regulars = rule({ name: 'Regulars', trigger: 'customer.enters', crossing, conditions: { all: [] } })
    const shop = open([regulars])
    shop.live(order('1'))
    shop.live(order('2', { at: 1 }))
    expect(shop.grantsOf('Regulars')).toHaveLength(1)

    const inside = order('3', { at: 2 })
    shop.live(inside)
    expect(shop.live(cancellation('3', 3)).undone).toEqual([])
    expect(shop.live(cancellation('2', 4)).undone).toMatchObject([{ ruleName: 'Regulars' }])
  })
})

describe('when an order is called off whose customer has heard enough and waits for their turn', () => {
  const waits = (conditions: RuleDocument['conditions']) =>
    rule({
      name: 'Call',
      actions: [{ type: 'task.create', params: { kind: 'phone_call', title: 'Call' } }],
      limits: { whenHeardEnough: 'wait' },
      conditions,
    })
  const call = waits({ all: [{ fact: 'order.total', operator: 'greaterThan', value: 0 }] })
  const day = (at: number): Entry => ({ kind: 'tick', id: new Date(at).toISOString().slice(0, 10), at })
  /** Ada is called about her first order, and is to be called about her second in three days. */
  const waitsWith = (asked: RunnableRule) => {
    const shop = open([asked])
    for (const id of ['1', '2']) {
      shop.live(order(id, { at: Number(id) }))
      shop.live(payment(id, Number(id) + 4))
    }
    return shop
  }

  test.each([
    { how: 'cancelled', by: cancellation('2', 9) },
    { how: 'refunded in full', by: refund('r', '2', 5_000, 9) },
  ])('they wait no longer for what it alone was the reason of: $how', ({ by }) => {
    const shop = waitsWith(call)
    shop.live(by)

    expect(shop.live(day(4 * DAY_MS)).decisions).toEqual([])
    expect(shop.state.waiting.dueBy(Number.POSITIVE_INFINITY)).toEqual([])
  })

  test('they go on waiting where the rule would be met without it', () => {
    const anyOrder = { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 }] } as const
    const shop = waitsWith(waits(anyOrder))
    shop.live(cancellation('2', 9))

    expect(verdictsOf(shop.live(day(4 * DAY_MS)).decisions)).toEqual({ Call: 'granted' })
  })

  test('they go on waiting where it is called off in part, or where another is', () => {
    const shop = waitsWith(call)
    shop.live(refund('r', '2', 4_999, 9))
    shop.live(cancellation('1', 10))

    expect(shop.state.waiting.dueBy(Number.POSITIVE_INFINITY)).toHaveLength(1)
  })

  test('what they got in their turn comes back', () => {
    const shop = waitsWith(call)
    expect(verdictsOf(shop.live(day(4 * DAY_MS)).decisions)).toEqual({ Call: 'granted' })
    expect(shop.grantsOf('Call')).toHaveLength(2)

    expect(shop.live(cancellation('2', 5 * DAY_MS)).undone).toMatchObject([{ grant: { orderId: '2' } }])
    expect(shop.grantsOf('Call')).toHaveLength(1)
  })
})
