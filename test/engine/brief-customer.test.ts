import { describe, expect, test } from 'vitest'
import { briefCustomer } from '../../app/engine/brief-customer.ts'
import { Crowd } from '../../app/engine/crowd.ts'
import { prepareRule } from '../../app/engine/prepare-rule.ts'
import { rankedApart } from '../../app/engine/ranked-apart.ts'
import { type CustomerHistory, emptyHistory, fold } from '../../app/ledger/customer.ts'
import { DAY_MS } from '../../app/ledger/entries.ts'
import type { Condition, RuleDocument } from '../../app/rules/types.ts'
import { order } from '../ledger/entries.ts'

const NOW = 400 * DAY_MS

/** Somebody with an order of 50.00 on each of these days. */
const customer = (id: string, days: readonly number[], total = 5_000): CustomerHistory => {
  const history = emptyHistory(id)
  for (const day of days) fold(history, order(`${id}-${day}`, { customerId: id, at: day * DAY_MS, total }))
  return history
}

const crowdOf = (histories: readonly CustomerHistory[]): Crowd => {
  const crowd = new Crowd(NOW, rankedApart())
  for (const history of histories) crowd.enter(history)
  return crowd
}

const brief = (of: CustomerHistory, others: readonly CustomerHistory[], given: readonly Partial<RuleDocument>[] = []) =>
  briefCustomer(
    of,
    crowdOf([of, ...others]),
    given.map((part, index) => {
      const document: RuleDocument = {
        format: 1,
        name: `Rule ${index}`,
        trigger: 'order.paid',
        conditions: { all: [] },
        actions: [{ type: 'customer.addTag', params: { tag: 'vip' } }],
        ...part,
      }
      return {
        document,
        rule: prepareRule({ id: `rule-${index}`, version: 1, state: 'live', document, liveSince: 0 }, 'GBP'),
      }
    }),
    {
      at: NOW,
      currency: 'GBP',
      timeZone: 'UTC',
      forecast: undefined,
      contacts: { contactsWith: () => [NOW - DAY_MS] },
    },
  )

describe('how a customer stands', () => {
  test('is orders, spend, last order, place and stage', () => {
    const ada = customer('ada', [300, 330, 360, 390])

    expect(brief(ada, [customer('ben', [395], 90_000)]).lines).toEqual([
      '4 orders, £200.00 so far',
      'Last order 10 days ago',
      'Place 2 of 2 by spend in the last 365 days',
      'Loyal: comes again at their usual pace',
    ])
  })

  test('has no place by spend without an order in the last 365 days', () => {
    expect(brief(customer('ada', [0, 10, 20]), []).lines).toEqual([
      '3 orders, £150.00 so far',
      'Last order 380 days ago',
      'Lapsed: away for over four times as long as usual',
    ])
  })

  test('is nothing before the first order', () => {
    expect(brief(emptyHistory('ada'), []).lines).toEqual([])
  })
})

test('others may have been read a while ago, the customer is as they are now', () => {
  const crowd = crowdOf([customer('ada', [390]), customer('ben', [395], 9_000)])
  const options = {
    at: NOW,
    currency: 'GBP',
    timeZone: 'UTC',
    forecast: undefined,
    contacts: { contactsWith: () => [] },
  }

  const { lines } = briefCustomer(customer('ada', [390, 399]), crowd, [], options)

  expect(lines.slice(0, 3)).toEqual([
    '2 orders, £100.00 so far',
    'Last order a day ago',
    'Place 1 of 2 by spend in the last 365 days',
  ])
})

test('what is short to the top is money, against everybody else', () => {
  const top = { all: [{ fact: 'customer.spendRank365', operator: 'lessThan', value: 2 }] } as const
  const { rules } = brief(customer('ada', [390]), [customer('ben', [395], 9_000)], [{ conditions: top }])

  expect(rules[0]).toMatchObject({
    holds: false,
    why: ['spent £50.00 in the last 365 days (place 2 of 2); the best customer starts at £90.00 (£40.00 more)'],
  })
})

describe('why a rule is for a customer or not', () => {
  const regular: Condition = { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }
  const big: Condition = { fact: 'order.total', operator: 'greaterThan', value: '100.00' }
  const cart: Condition = { fact: 'cart.subtotal', operator: 'greaterThan', value: '100.00' }
  const heard: Condition = { fact: 'customer.contactsLast30Days', operator: 'equal', value: 1 }
  const missing = '1 kept order; needs more than 3 (3 more)'

  test.each<{ conditions: RuleDocument['conditions']; orders: number; holds: boolean | undefined; why: string[] }>([
    { conditions: { all: [regular] }, orders: 4, holds: true, why: ['4 kept orders'] },
    { conditions: { all: [regular] }, orders: 1, holds: false, why: [missing] },
    { conditions: { all: [regular, big] }, orders: 4, holds: undefined, why: ['4 kept orders'] },
    { conditions: { all: [regular, big] }, orders: 1, holds: false, why: [missing] },
    { conditions: { any: [regular, big] }, orders: 4, holds: true, why: ['4 kept orders'] },
    { conditions: { any: [regular, big] }, orders: 1, holds: undefined, why: ['1 kept order'] },
    { conditions: { all: [{ not: big }] }, orders: 1, holds: undefined, why: [] },
    { conditions: { all: [{ not: { any: [regular, big] } }] }, orders: 1, holds: undefined, why: ['1 kept order'] },
    {
      conditions: { all: [{ not: { any: [regular, big] } }] },
      orders: 4,
      holds: false,
      why: ['4 kept orders; must not be so: the customer has more than 3 kept orders'],
    },
    {
      conditions: { any: [{ all: [regular] }, { all: [regular, big] }] },
      orders: 1,
      holds: false,
      why: [missing],
    },
    {
      conditions: { any: [regular, { fact: 'customer.ordersCount', operator: 'greaterThan', value: 1 }] },
      orders: 1,
      holds: false,
      why: [`${missing}, or 1 order; needs more than 1 (1 more)`],
    },
    { conditions: { all: [heard] }, orders: 1, holds: true, why: [expect.stringContaining('1')] },
  ])('$conditions with $orders orders: $holds', ({ conditions, orders, holds, why }) => {
    const ada = customer(
      'ada',
      Array.from({ length: orders }, (_, index) => 300 + index),
    )

    expect(brief(ada, [], [{ conditions }]).rules).toEqual([{ ruleId: 'rule-0', holds, why }])
  })

  test('of the checkout depends on the cart where it asks about it', () => {
    const checkout = {
      trigger: 'checkout',
      actions: [{ type: 'discount.order', params: { percent: 10 } }],
    }

    const { rules } = brief(
      customer('ada', [300]),
      [],
      [
        { ...checkout, conditions: { all: [cart] } },
        { ...checkout, conditions: { all: [cart, regular] } },
      ],
    )

    expect(rules.map(({ holds }) => holds)).toEqual([undefined, false])
  })

  test('of a group says on which side of it they are', () => {
    const crossing = { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 } as const
    const entering = { trigger: 'customer.enters', crossing, conditions: { all: [] } }

    expect(brief(customer('ada', [300]), [], [entering]).rules[0]).toMatchObject({ holds: false, why: [missing] })
    expect(brief(customer('ada', [300, 301, 302, 303]), [], [entering]).rules[0]?.holds).toBe(true)
  })
})
