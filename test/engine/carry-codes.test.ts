import { expect, test } from 'vitest'
import type { Action } from '../../app/rules/types.ts'
import { order, payment } from '../ledger/entries.ts'
import { openShop, rule } from './shop.ts'

const code = (percent: number): Action => ({ type: 'discount.code', params: { percent } })
const notify = (message: string): Action => ({ type: 'customer.notify', params: { message } })
const tag: Action = { type: 'customer.addTag', params: { tag: 'vip' } }

const planned = (...actions: readonly Action[]) => {
  const { live } = openShop([rule({ name: 'r', actions })])
  live(order('1'))
  const [decision] = live(payment('1', 1))
  return (decision?.effects ?? []).map(({ key, effect }) =>
    effect.kind === 'notify' ? [key, effect.message, effect.codeKey] : [key, effect.kind],
  )
}

test.each([
  {
    rule: 'without a code',
    actions: [notify('a'), tag],
    is: [
      ['payment:1:r:1', 'tag'],
      ['payment:1:r:0', 'a', null],
    ],
  },
  {
    rule: 'with a code before it',
    actions: [code(10), notify('a')],
    is: [
      ['payment:1:r:0', 'code'],
      ['payment:1:r:1', 'a', 'payment:1:r:0'],
    ],
  },
  {
    rule: 'with a code after it',
    actions: [notify('a'), code(10)],
    is: [
      ['payment:1:r:1', 'code'],
      ['payment:1:r:0', 'a', 'payment:1:r:1'],
    ],
  },
  {
    rule: 'with a message after each of two codes',
    actions: [code(5), notify('a'), code(10), notify('b')],
    is: [
      ['payment:1:r:0', 'code'],
      ['payment:1:r:2', 'code'],
      ['payment:1:r:1', 'a', 'payment:1:r:0'],
      ['payment:1:r:3', 'b', 'payment:1:r:2'],
    ],
  },
])('a message to the mail tool of a rule $rule carries the nearest code, and comes after it', ({ actions, is }) => {
  expect(planned(...actions)).toEqual(is)
})

test('says when and if of the rule, and nothing about the person but the id', () => {
  const conditions = { all: [{ fact: 'order.isFirst', operator: 'equal' as const, value: true }] }
  const { live } = openShop([rule({ name: 'r', conditions, actions: [notify('a')] })])
  live(order('1'))

  expect(live(payment('1', 7))[0]?.effects).toEqual([
    {
      key: 'payment:1:r:0',
      effect: {
        kind: 'notify',
        channel: 'email',
        customerId: 'ada',
        orderId: '1',
        rule: 'r',
        reason: "When an order is paid, if this is the customer's first order",
        message: 'a',
        text: null,
        at: 7,
        codeKey: null,
      },
    },
  ])
})

test('on a day that begins, everybody is told of the code that is their own', () => {
  const { live } = openShop([
    rule({
      name: 'r',
      trigger: 'every.day',
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'equal', value: 1 }] },
      actions: [code(10), notify('a')],
    }),
  ])
  live(order('1', { customerId: 'ada', at: 1 }))
  live(order('2', { customerId: 'bea', at: 2 }))

  const effects = live({ kind: 'tick', id: '1970-01-01', at: 3 }).flatMap((decision) => decision.effects)
  expect(
    effects.map(({ key, effect }) => (effect.kind === 'notify' ? [effect.customerId, effect.codeKey] : key)),
  ).toEqual([
    'tick:1970-01-01:ada:r:0',
    ['ada', 'tick:1970-01-01:ada:r:0'],
    'tick:1970-01-01:bea:r:0',
    ['bea', 'tick:1970-01-01:bea:r:0'],
  ])
})
