import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../app/ledger/entries.ts'
import { addOrderNote } from '../../app/vocabulary/actions/add-order-note.ts'
import { addTag } from '../../app/vocabulary/actions/add-tag.ts'
import { createTask } from '../../app/vocabulary/actions/create-task.ts'
import { discountCode } from '../../app/vocabulary/actions/discount-code.ts'
import { actions } from '../../app/vocabulary/actions/index.ts'
import { keepOffer } from '../../app/vocabulary/actions/keep-offer.ts'
import { notifyCustomer } from '../../app/vocabulary/actions/notify-customer.ts'
import { removeTag } from '../../app/vocabulary/actions/remove-tag.ts'
import type { ActionDefinition, PlanContext } from '../../app/vocabulary/define.ts'
import { everyDay } from '../../app/vocabulary/triggers/every-day.ts'
import { orderPaid } from '../../app/vocabulary/triggers/order-paid.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'

/** A Friday afternoon in London. */
const AT = Date.parse('2026-11-20T15:00:00Z')
const context: PlanContext = {
  at: AT,
  customerId: '7',
  orderId: '1043',
  currency: 'GBP',
  timeZone: 'Europe/London',
  ruleName: 'Cards',
  reason: 'When an order is paid',
}
const words = { currency: 'GBP' }
const problemsOf = (action: ActionDefinition, params: unknown, currency = 'GBP') =>
  vocabulary.actions.find(({ name }) => name === action.name)?.checkParams(params, { currency }) ?? []

describe('parameters are taken', () => {
  test.each([
    { action: addTag, params: { tag: 'vip' } },
    { action: addTag, params: { tag: 'x'.repeat(40) } },
    { action: addOrderNote, params: { text: 'add a card' } },
    { action: discountCode, params: { percent: 10 } },
    { action: discountCode, params: { percent: 0.5 } },
    { action: discountCode, params: { percent: 100 } },
    { action: discountCode, params: { amount: '5.00', minimumSubtotal: 20, expiresInDays: 3650 } },
    { action: discountCode, params: { amount: 5, combinesWith: ['orders', 'products', 'shipping'] } },
    { action: createTask, params: { kind: 'gift', title: 'Send tea to {{ customer.name }}' } },
    {
      action: createTask,
      params: { kind: 'phone_call', title: 'Call', body: '{{ order.total }}', dueInWorkingDays: 60, assignee: 'Bea' },
    },
    { action: createTask, params: { kind: 'gift', title: 'Tea', cost: '30.00' } },
    { action: notifyCustomer, params: { message: 'win-back' } },
    { action: notifyCustomer, params: { message: 'x'.repeat(60), text: 'Hello {{ first_name }},\nwe miss you' } },
  ])('$action.name $params', ({ action, params }) => {
    expect(problemsOf(action, params)).toEqual([])
  })
})

describe('parameters are refused with their path', () => {
  test.each([
    { action: keepOffer, params: { offer: '', days: 60 }, at: '/offer' },
    { action: keepOffer, params: { offer: 'Free delivery', days: 0 }, at: '/days' },
    { action: addTag, params: {}, at: '/tag' },
    { action: addTag, params: { tag: '  ' }, at: '/tag' },
    { action: addTag, params: { tag: 'x'.repeat(41) }, at: '/tag' },
    { action: addTag, params: { tag: 'a,b' }, at: '/tag' },
    { action: addTag, params: { tag: 'vip', tags: ['vip'] }, at: '' },
    { action: addTag, params: null, at: '' },
    { action: addOrderNote, params: { text: '' }, at: '/text' },
    { action: addOrderNote, params: { text: 'one\ntwo' }, at: '/text' },
    { action: addOrderNote, params: { text: 'x'.repeat(501) }, at: '/text' },
    { action: discountCode, params: {}, at: '/percent' },
    { action: discountCode, params: { percent: 10, amount: '5.00' }, at: '/percent' },
    { action: discountCode, params: { percent: 0 }, at: '/percent' },
    { action: discountCode, params: { percent: 100.1 }, at: '/percent' },
    { action: discountCode, params: { percent: '10' }, at: '/percent' },
    { action: discountCode, params: { amount: '0.00' }, at: '/amount' },
    { action: discountCode, params: { amount: '-5' }, at: '/amount' },
    { action: discountCode, params: { amount: 'five' }, at: '/amount' },
    { action: discountCode, params: { percent: 10, minimumSubtotal: '0' }, at: '/minimumSubtotal' },
    { action: discountCode, params: { percent: 10, expiresInDays: 0 }, at: '/expiresInDays' },
    { action: discountCode, params: { percent: 10, expiresInDays: 1.5 }, at: '/expiresInDays' },
    { action: discountCode, params: { percent: 10, combinesWith: ['everything'] }, at: '/combinesWith/0' },
    { action: createTask, params: { kind: 'postcard', title: 'x' }, at: '/kind' },
    { action: createTask, params: { kind: 'gift', title: '' }, at: '/title' },
    { action: createTask, params: { kind: 'gift', title: 'x'.repeat(121) }, at: '/title' },
    { action: createTask, params: { kind: 'gift', title: '{{ customer.email }}' }, at: '/title' },
    { action: createTask, params: { kind: 'gift', title: 'x', body: '{{ oops' }, at: '/body' },
    { action: createTask, params: { kind: 'gift', title: 'x', dueInWorkingDays: -1 }, at: '/dueInWorkingDays' },
    { action: createTask, params: { kind: 'gift', title: 'x', dueInWorkingDays: 61 }, at: '/dueInWorkingDays' },
    { action: createTask, params: { kind: 'gift', title: 'x', assignee: '' }, at: '/assignee' },
    { action: createTask, params: { kind: 'gift', title: 'x', cost: 0 }, at: '/cost' },
    { action: createTask, params: { kind: 'gift', title: 'x', cost: '30.001' }, at: '/cost' },
    { action: discountCode, params: { amount: '5.005' }, at: '/amount' },
    { action: notifyCustomer, params: {}, at: '/message' },
    { action: notifyCustomer, params: { message: '' }, at: '/message' },
    { action: notifyCustomer, params: { message: 'Win back!' }, at: '/message' },
    { action: notifyCustomer, params: { message: 'win-' }, at: '/message' },
    { action: notifyCustomer, params: { message: 'x'.repeat(61) }, at: '/message' },
    { action: notifyCustomer, params: { message: 'win-back', text: '  ' }, at: '/text' },
    { action: notifyCustomer, params: { message: 'win-back', text: 'x'.repeat(2001) }, at: '/text' },
    { action: notifyCustomer, params: { message: 'win-back', email: 'a@example.com' }, at: '' },
  ])('$action.name $params at "$at"', ({ action, params, at }) => {
    const problems = problemsOf(action, params)

    expect(problems.map(({ path }) => path)).toContain(at)
    for (const { message } of problems) expect(message).toMatch(/\w/)
  })

  test('an amount that comes to nothing, or is too fine, in the currency of the shop', () => {
    expect(problemsOf(discountCode, { amount: '0.30' }, 'GBP')).toEqual([])
    expect(problemsOf(discountCode, { amount: '0.30', minimumSubtotal: '20.00' }, 'JPY')).toEqual([
      {
        path: '/amount',
        message: 'Amounts in JPY have no decimals',
        found: '"0.30"',
        expected: 'an amount in JPY such as "20"',
      },
    ])
  })

  test('all problems at once', () => {
    expect(problemsOf(createTask, { kind: 'postcard', title: '', dueInWorkingDays: -1 })).toHaveLength(3)
  })
})

describe('an action plans', () => {
  test('a tag on the customer', () => {
    expect(addTag.prepare({ tag: ' vip ' })(context)).toEqual([
      { kind: 'tag', customerId: '7', add: ['vip'], remove: [] },
    ])
  })

  test('a tag off the customer', () => {
    expect(removeTag.prepare({ tag: 'vip' })(context)).toEqual([
      { kind: 'tag', customerId: '7', add: [], remove: ['vip'] },
    ])
  })

  test('a line on the order of the entry', () => {
    expect(addOrderNote.prepare({ text: 'add a card' })(context)).toEqual([
      { kind: 'note', orderId: '1043', text: 'add a card' },
    ])
  })

  test('a code in per cent, from the moment on, for so many times 24 hours', () => {
    expect(discountCode.prepare({ percent: 10, expiresInDays: 60 })(context)).toEqual([
      {
        kind: 'code',
        customerId: '7',
        title: 'Cards',
        worth: { percent: 10 },
        minimumSubtotal: null,
        startsAt: AT,
        endsAt: AT + 60 * DAY_MS,
        combinesWith: { orders: false, products: false, shipping: false },
      },
    ])
  })

  test.each([
    { currency: 'GBP', amount: '5.00', minor: 500, minimum: '20.50', minimumMinor: 2_050 },
    { currency: 'JPY', amount: 500, minor: 500, minimum: '2000', minimumMinor: 2_000 },
    { currency: 'KWD', amount: '1.5', minor: 1_500, minimum: 2, minimumMinor: 2_000 },
  ])('a code of an amount in minor units of $currency', ({ currency, amount, minor, minimum, minimumMinor }) => {
    const params = { amount, minimumSubtotal: minimum, combinesWith: ['shipping'] }

    expect(discountCode.prepare(params)({ ...context, currency })).toMatchObject([
      {
        worth: { amount: minor },
        minimumSubtotal: minimumMinor,
        endsAt: null,
        combinesWith: { orders: false, products: false, shipping: true },
      },
    ])
  })

  test.each([
    { days: undefined, due: '2026-11-23' },
    { days: 0, due: '2026-11-20' },
    { days: 3, due: '2026-11-25' },
  ])('a task due in $days working days on $due', ({ days, due }) => {
    const params = { kind: 'gift', title: 'Tea', ...(days === undefined ? {} : { dueInWorkingDays: days }) }

    expect(createTask.prepare(params)(context)).toEqual([
      {
        kind: 'task',
        taskKind: 'gift',
        customerId: '7',
        orderId: '1043',
        title: 'Tea',
        body: '',
        assignee: null,
        dueOn: due,
      },
    ])
  })

  test.each([
    { currency: 'GBP', cost: '30.00', minor: 3_000 },
    { currency: 'JPY', cost: 3000, minor: 3_000 },
  ])('a task that costs so many minor units of $currency', ({ currency, cost, minor }) => {
    const plan = createTask.prepare({ kind: 'gift', title: 'Tea', cost })

    expect(plan({ ...context, currency })).toMatchObject([{ cost: minor }])
  })

  test('a task due by the calendar of the shop: Friday afternoon in London is Saturday in Auckland', () => {
    const params = { kind: 'gift', title: 'Tea', dueInWorkingDays: 0 }

    expect(createTask.prepare(params)({ ...context, timeZone: 'Pacific/Auckland' })).toMatchObject([
      { dueOn: '2026-11-23' },
    ])
  })

  test('a task without names, which are filled in when a person reads it', () => {
    expect(
      createTask.prepare({ kind: 'gift', title: 'To {{ customer.name }}', assignee: 'Bea' })(context),
    ).toMatchObject([{ title: 'To {{ customer.name }}', assignee: 'Bea' }])
  })

  test('a message for the mail tool, with when and if of the rule as its reason', () => {
    expect(notifyCustomer.prepare({ message: 'win-back', text: ' We miss you ' })(context)).toEqual([
      {
        kind: 'notify',
        channel: 'email',
        customerId: '7',
        orderId: '1043',
        rule: 'Cards',
        reason: 'When an order is paid',
        message: 'win-back',
        text: 'We miss you',
        at: AT,
        codeKey: null,
      },
    ])
  })

  test('an offer that is kept until so many days from now', () => {
    expect(keepOffer.prepare({ offer: 'Free delivery', days: 60 })(context)).toEqual([
      { kind: 'keep', customerId: '7', offer: 'Free delivery', until: AT + 60 * DAY_MS },
    ])
  })

  test.each(actions.filter(({ needsCustomer }) => needsCustomer))('$name nothing for nobody', (action) => {
    const good = {
      'customer.addTag': { tag: 'vip' },
      'customer.removeTag': { tag: 'vip' },
      'discount.code': { percent: 10 },
      'task.create': { kind: 'gift', title: 'Tea' },
      'customer.notify': { message: 'win-back' },
      'offer.keep': { offer: 'Free delivery', days: 60 },
    }

    expect(action.prepare(good[action.name as keyof typeof good])({ ...context, customerId: null })).toEqual([])
  })

  test('a note also for nobody, and nothing without an order', () => {
    expect(addOrderNote.prepare({ text: 'x' })({ ...context, customerId: null })).toHaveLength(1)
    expect(addOrderNote.prepare({ text: 'x' })({ ...context, orderId: null })).toEqual([])
  })
})

describe('an action in words', () => {
  test.each([
    { action: addTag, params: { tag: 'vip' }, says: 'tag the customer “vip”' },
    { action: removeTag, params: { tag: 'vip' }, says: 'take the tag “vip” from the customer' },
    {
      action: keepOffer,
      params: { offer: 'Free delivery', days: 60 },
      says: 'let the customer keep “Free delivery” for 60 more days, whether they qualify or not',
    },
    { action: addOrderNote, params: { text: 'add a card' }, says: 'note on the order “add a card”' },
    { action: discountCode, params: { percent: 10 }, says: 'give a 10% code' },
    {
      action: discountCode,
      params: { amount: '5', minimumSubtotal: 20, expiresInDays: 1, combinesWith: ['orders', 'shipping'] },
      says: 'give a £5.00 code, on orders from £20.00, good for 1 day, usable together with discounts on orders, shipping',
    },
    {
      action: createTask,
      params: { kind: 'personal_note', title: 'Write', dueInWorkingDays: 2 },
      says: 'ask somebody for a personal note “Write”, within 2 working days',
    },
    {
      action: createTask,
      params: { kind: 'gift', title: 'Tea', body: 'Green', dueInWorkingDays: 0, assignee: 'Bea' },
      says: 'ask “Bea” for a gift “Tea”, saying “Green”, the same working day',
    },
    {
      action: createTask,
      params: { kind: 'follow_up', title: 'Ask' },
      says: 'ask somebody for a follow-up “Ask”, within 1 working day',
    },
    {
      action: createTask,
      params: { kind: 'gift', title: 'Tea', cost: 30 },
      says: 'ask somebody for a gift “Tea”, within 1 working day, costing £30.00',
    },
    { action: notifyCustomer, params: { message: 'win-back' }, says: 'have the mail tool send “win-back”' },
    {
      action: notifyCustomer,
      params: { message: 'win-back', text: 'We “miss” you' },
      says: 'have the mail tool send “win-back”, saying “We \\“miss\\” you”',
    },
  ])('$action.name $params', ({ action, params, says }) => {
    expect(action.sentence(params, words)).toBe(says)
  })
})

describe('a contact is what we start and the customer notices', () => {
  test.each([
    { action: notifyCustomer, params: { message: 'win-back' }, is: true },
    { action: createTask, params: { kind: 'personal_note', title: 'Write' }, is: true },
    { action: createTask, params: { kind: 'personal_note', title: 'Write' }, trigger: orderPaid, is: false },
    { action: createTask, params: { kind: 'phone_call', title: 'Call' }, trigger: orderPaid, is: true },
    { action: createTask, params: { kind: 'phone_call', title: 'Call' }, is: true },
    { action: createTask, params: { kind: 'gift', title: 'Tea' }, is: false },
    { action: createTask, params: { kind: 'follow_up', title: 'Ask' }, is: false },
    { action: discountCode, params: { percent: 10 }, is: false },
    { action: addTag, params: { tag: 'vip' }, is: false },
    { action: removeTag, params: { tag: 'vip' }, is: false },
    { action: addOrderNote, params: { text: 'add a card' }, is: false },
  ])('$action.name $params when $trigger.name: $is', ({ action, params, trigger = everyDay, is }) => {
    expect(action.isContact(params, trigger)).toBe(is)
  })
})

describe('what an action comes to is known beforehand', () => {
  test.each([
    { action: discountCode, params: { percent: 10 }, is: { discount: { percent: 10, combines: false } } },
    {
      action: discountCode,
      params: { amount: '5', minimumSubtotal: 20, combinesWith: ['orders'] },
      is: { discount: { amount: 500, combines: true, minimum: 2_000 } },
    },
    { action: createTask, params: { kind: 'gift', title: 'Tea' }, is: { byPerson: true } },
    { action: createTask, params: { kind: 'gift', title: 'Tea', cost: '30' }, is: { byPerson: true, cost: 3_000 } },
    { action: notifyCustomer, params: { message: 'win-back' }, is: {} },
  ])('$action.name $params', ({ action, params, is }) => {
    expect(action.outcome(params, words)).toEqual(is)
  })
})

test('actions are listed by name, each once', () => {
  const names = actions.map(({ name }) => name)

  expect(names).toEqual([...new Set(names)].sort())
})
