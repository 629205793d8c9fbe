import { describe, expect, test } from 'vitest'
import { DAY_MS, type OrderEntry } from '../../app/ledger/entries.ts'
import { checkDocument } from '../../app/rules/check.ts'
import { DEFAULT_POLICIES } from '../../app/rules/policies.ts'
import type { Condition, RuleDocument } from '../../app/rules/types.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'
import { codeToldBy } from '../../app/web/api/code-told-by.ts'
import { openShop, rule, verdictsOf } from '../engine/shop.ts'
import { order, tagChange } from '../ledger/entries.ts'
import { order as orderBody, pounds, readingOf } from '../shopify/read-webhook.ts'

/** What the shop is promised, policy by policy, as far as this app goes today: at checkout it does nothing yet. */

const GRANTED = { 'Tag everybody': 'granted' }
const when = (condition: Condition, given: Partial<RuleDocument> = {}) =>
  rule({ trigger: 'order.created', conditions: { all: [condition] }, ...given })
const always: Condition = { fact: 'order.total', operator: 'greaterThanInclusive', value: 0 }
const call = (given: Partial<RuleDocument> = {}) =>
  when(always, {
    actions: [{ type: 'task.create', params: { kind: 'phone_call', title: 'Call' } }],
    ...given,
  })
const orders = (count: number, given: Partial<OrderEntry> = {}) =>
  Array.from({ length: count }, (_, index) => order(String(index), { at: index * DAY_MS, ...given }))

describe('Contact cap', () => {
  test('is 2 in 30 days, 3 days apart, over all rules, and says from when on there may be another', () => {
    const { live } = openShop([call({ name: 'One' }), call({ name: 'Two', priority: 40 })])
    const on = (day: number) => live(order(String(day), { at: day * DAY_MS }))

    expect(verdictsOf(on(0))).toEqual({ One: 'granted', Two: 'attention_spent' })
    expect(on(2)[0]).toMatchObject({ reason: 'attention_spent', figures: { daysApart: 3 }, freeAt: 3 * DAY_MS })
    expect(verdictsOf(on(3))).toEqual({ One: 'granted', Two: 'attention_spent' })
    expect(on(29)[0]).toMatchObject({ figures: { contacts: 2, of: 2, days: 30 }, freeAt: 30 * DAY_MS })
    expect(verdictsOf(on(30))).toMatchObject({ One: 'granted' })
    expect(DEFAULT_POLICIES.contacts.quiet).toEqual({ from: '20:00', to: '09:00' })
  })

  test.each([
    { what: 'a message', type: 'customer.notify', params: { message: 'thanks' }, counts: true },
    { what: 'a call', type: 'task.create', params: { kind: 'phone_call', title: 'Call' }, counts: true },
    { what: 'a note', type: 'task.create', params: { kind: 'personal_note', title: 'Write' }, counts: true },
    { what: 'a gift in a parcel', type: 'task.create', params: { kind: 'gift', title: 'Tea' }, counts: false },
    { what: 'an answer', type: 'task.create', params: { kind: 'follow_up', title: 'Answer' }, counts: false },
    { what: 'a code that just lies there', type: 'discount.code', params: { percent: 5 }, counts: false },
  ])('$what is a contact: $counts', ({ type, params, counts }) => {
    expect(rule({ trigger: 'every.day', actions: [{ type, params }] }).isContact).toBe(counts)
  })
})

describe('Left out to compare', () => {
  test('is nobody unless the rule says so', () => {
    const { live } = openShop([when(always)])

    expect(orders(50).map((each, index) => live({ ...each, customerId: `c${index}` })[0]?.verdict)).not.toContain(
      'withheld',
    )
    for (const { document } of templates) expect(document.limits?.holdOutPercent ?? 0).toBe(0)
  })

  test('is the same customers over all versions of a rule', () => {
    const heldOut = (holdOutPercent: number) => {
      const { live } = openShop([when(always, { limits: { holdOutPercent } })])
      return orders(200).flatMap((each, index) =>
        live({ ...each, customerId: `c${index}` }).flatMap(({ reason, customerId }) => (reason ? [customerId] : [])),
      )
    }

    expect(heldOut(20).length).toBeGreaterThan(20)
    expect(heldOut(40)).toEqual(expect.arrayContaining(heldOut(20)))
  })
})

describe('Money', () => {
  const entryOf = (fields: Record<string, unknown>) => readingOf('orders/create', orderBody(fields)).entries[0]
  const card = { gift_card: true, quantity: 1, price_set: pounds('100.00') }

  test('gift cards are no spend, and paying with one is', () => {
    expect(entryOf({ line_items: [card] })).toMatchObject({ total: 3_912 })
    expect(entryOf({ payment_gateway_names: ['gift_card'] })).toMatchObject({ total: 13_912 })
  })

  test('is kept in the shop’s currency, and a budget in another is refused', () => {
    const { document } = templates[0] ?? {}
    const checked = checkDocument(
      { ...document, limits: { budget: { amount: '5.00', currency: 'USD' } } },
      vocabulary,
      { currency: 'GBP' },
    )

    expect(checked).toMatchObject({ valid: false, problems: [{ path: '/limits/budget/currency' }] })
  })

  // What a product costs, and its tags, are the checkout's to know.
  test('what a customer holds of all our rules together stays within the ceiling', () => {
    const actions = [{ type: 'discount.code', params: { percent: 15, combinesWith: ['orders'] } }]
    const { live } = openShop([when(always, { actions, name: 'A' }), when(always, { actions, name: 'B' })])

    expect(verdictsOf(live(order('1')))).toEqual({ A: 'granted', B: 'over_ceiling' })
  })
})

describe('Business customers, subscriptions, staff, tills', () => {
  test('companies get nothing unless the rule asks about them', () => {
    const asks = when({ fact: 'customer.isBusiness', operator: 'equal', value: true }, { name: 'Asks' })
    const { live } = openShop([when(always), asks])

    expect(verdictsOf(live(order('1', { isBusiness: true })))).toEqual({
      'Tag everybody': 'left_out',
      Asks: 'granted',
    })
  })

  test('renewals count as spend and are nothing to react to', () => {
    const { live, state } = openShop([when(always)])
    live(order('1'))

    expect(verdictsOf(live(order('2', { at: 1, isRenewal: true })))).toEqual({ 'Tag everybody': 'left_out' })
    expect(state.customers.get('ada')).toMatchObject({ ordersCount: 2, totalSpent: 10_000 })
  })

  test.each([true, false])('twenty times their usual gap after an order whose being a renewal is %s', (isRenewal) => {
    const lost: Condition = { fact: 'customer.lifecycle', operator: 'in', value: ['slipping', 'lapsed'] }
    const { live } = openShop([when(lost, { trigger: 'every.day' })])
    for (const each of orders(4)) live(each)
    live(order('last', { at: 4 * DAY_MS, isRenewal }))
    const today = live({ kind: 'tick', id: '1970-01-25', at: 24 * DAY_MS })

    // A subscriber never slips.
    expect(verdictsOf(today)).toEqual(isRenewal ? {} : GRANTED)
  })

  test('staff get nothing, by the tag that the shop names', () => {
    const { live } = openShop([when(always)])
    live(tagChange('t', { add: ['crew'] }))

    expect(verdictsOf(live(order('1', { at: 1 })))).toEqual(GRANTED)
    const policies = { ...DEFAULT_POLICIES, staffTag: 'crew' }
    expect(verdictsOf(live(order('2', { at: 2 }), { policies }))).toEqual({ 'Tag everybody': 'left_out' })
  })

  test('till orders count like all others', () => {
    const { live, state } = openShop([when(always)])

    expect(verdictsOf(live(order('1', { source: 'pos' })))).toEqual(GRANTED)
    expect(state.customers.get('ada')).toMatchObject({ ordersCount: 1 })
  })
})

describe('Delivery of a code', () => {
  const step = (kind: 'code' | 'notify' | 'task', state: 'done' | 'failed' | 'pending' = 'done') =>
    ({ key: kind, body: { kind }, state }) as Parameters<typeof codeToldBy>[0][number]

  test.each([
    { gives: 'a code alone', steps: [step('code')], toldBy: 'nobody' },
    { gives: 'a code and a task', steps: [step('code'), step('task')], toldBy: 'task' },
    { gives: 'a code and a message', steps: [step('code'), step('notify')], toldBy: 'mail_tool' },
    { gives: 'a code and a message that failed', steps: [step('code'), step('notify', 'failed')], toldBy: 'nobody' },
    { gives: 'a code that could not be made', steps: [step('code', 'failed')], toldBy: null },
    { gives: 'a tag', steps: [], toldBy: null },
  ])('of $gives is up to $toldBy', ({ steps, toldBy }) => {
    expect(codeToldBy(steps, false)).toBe(toldBy)
    expect(codeToldBy(steps, true)).toBeNull()
  })
})

describe('Kill switch', () => {
  test('gives nothing while everything is stopped, and goes on learning', () => {
    const { live, state } = openShop([when(always)])

    expect(verdictsOf(live(order('1'), { isStopped: true }))).toEqual({ 'Tag everybody': 'stopped' })
    expect(state.customers.get('ada')).toMatchObject({ ordersCount: 1 })
  })

  test('a customer who is never to be contacted hears nothing, and has what they do not hear of', () => {
    const { live } = openShop([call({ name: 'Call' }), when(always)])

    expect(verdictsOf(live(order('1'), { neverContact: new Set(['ada']) }))).toEqual({
      Call: 'never_contact',
      'Tag everybody': 'granted',
    })
  })
})
