import { describe, expect, test } from 'vitest'
import { offersAtCheckout, reasonsFor } from '../../app/engine/checkout-reasons.ts'
import type { StoredRule } from '../../app/engine/ports.ts'
import type { RuleDocument } from '../../app/rules/types.ts'

const rule = (name: string, given: Partial<RuleDocument> = {}, state: StoredRule['state'] = 'live'): StoredRule => ({
  id: name,
  version: 1,
  state,
  liveSince: 0,
  document: {
    format: 1,
    name,
    trigger: 'checkout',
    conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] },
    actions: [{ type: 'discount.order', params: { percent: 10, message: `${name} message` } }],
    ...given,
  },
})
const becauseOfOrders = 'At the checkout, if the customer has more than 3 kept orders'

describe('what live rules give at the checkout', () => {
  test('is known by its message, or by the name of a rule without one', () => {
    const unnamed = rule('Welcome', { actions: [{ type: 'discount.order', params: { percent: 10 } }] })

    expect(offersAtCheckout([rule('Ten'), unnamed], 'GBP')).toEqual([
      { message: 'Ten message', reason: becauseOfOrders },
      { message: 'Welcome', reason: becauseOfOrders },
    ])
  })

  test('is nothing of rules that are watched, or that give elsewhere', () => {
    const tag = rule('Tag', { trigger: 'order.paid', actions: [{ type: 'customer.addTag', params: { tag: 'x' } }] })

    expect(offersAtCheckout([rule('Ten', {}, 'shadow'), tag], 'GBP')).toEqual([])
  })
})

describe('a discount’s title', () => {
  const offers = [
    { message: 'Ten', reason: 'because of ten' },
    { message: 'Five', reason: 'because of five' },
  ]

  test.each([
    { is: 'one rule’s message', titles: ['Ten'], found: [{ shownAs: 'Ten', reasons: ['because of ten'] }] },
    {
      is: 'several rules’ messages',
      titles: ['Ten + Five'],
      found: [{ shownAs: 'Ten + Five', reasons: ['because of ten', 'because of five'] }],
    },
    { is: 'shown on several lines', titles: ['Ten', 'Ten'], found: [{ shownAs: 'Ten', reasons: ['because of ten'] }] },
    { is: 'somebody else’s', titles: ['Summer sale', 'ten', ''], found: [] },
  ])('that is $is', ({ titles, found }) => {
    expect(reasonsFor(titles, offers)).toEqual(found)
  })
})
