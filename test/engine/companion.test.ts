import { describe, expect, test } from 'vitest'
import { type CompanionBasis, companionOf, companionOfRule } from '../../app/engine/companion.ts'
import { checkDocument } from '../../app/rules/check.ts'
import { sentence } from '../../app/rules/sentence.ts'
import type { Condition, RuleDocument } from '../../app/rules/types.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'

const words = { currency: 'GBP' }
const NOW = Date.parse('2026-11-22T12:00:00Z')
const options = { ...words, regularAbove: 3, madeAt: NOW }

const basis = (given: Partial<CompanionBasis> = {}): CompanionBasis => ({
  title: 'WELCOME10',
  worth: { percent: 10 },
  minimum: 0,
  oncePerCustomer: false,
  startsAt: Date.parse('2026-01-01T00:00:00Z'),
  endsAt: null,
  ...given,
})

const said = (document: RuleDocument | undefined): string | undefined => {
  if (document === undefined) return undefined
  const checked = checkDocument(document, vocabulary, words)
  if (!checked.valid) throw new Error(checked.problems.map(({ message }) => message).join())
  return sentence(checked.document, vocabulary, words)
}

describe('the rule that gives regulars what an offer gives newcomers', () => {
  test.each<[string, Partial<CompanionBasis>, string | undefined]>([
    [
      'a percentage',
      {},
      'At the checkout, if the customer has more than 3 kept orders: take 10% off the order, saying “WELCOME10: yours too, because you keep coming back”.',
    ],
    [
      'an amount from a minimum, once per customer',
      { worth: { amount: 500 }, minimum: 2000, oncePerCustomer: true },
      'At the checkout, if the customer has more than 3 kept orders: take £5.00 off the order, from £20.00 on, saying “WELCOME10: yours too, because you keep coming back”. At most once each.',
    ],
    [
      'free shipping',
      { worth: { unpriced: 'shipping' } },
      'At the checkout, if the customer has more than 3 kept orders: take 100% off delivery, saying “WELCOME10: yours too, because you keep coming back”.',
    ],
    ['something with a purchase', { worth: { unpriced: 'with a purchase' } }, undefined],
    ['some products', { worth: { unpriced: 'some products' } }, undefined],
  ])('of %s', (_name, given, expected) => {
    expect(said(companionOf(basis(given), options))).toBe(expected)
  })

  test('begins and ends with the offer', () => {
    const later = { startsAt: NOW + 1, endsAt: Date.parse('2026-12-24T00:00:00Z') }

    expect(companionOf(basis(later), options)?.schedule).toEqual({
      startsAt: '2026-11-22T12:00:00.001Z',
      endsAt: '2026-12-24T00:00:00.000Z',
    })
    expect(companionOf(basis(), options)?.schedule).toBeUndefined()
  })

  test('has a name and a message that fit, whatever the offer is called', () => {
    const made = companionOf(basis({ title: `A + B ${'x'.repeat(255)}` }), options)

    expect(said(made)).toContain('A and B xxx')
    expect(made?.name.length).toBeLessThanOrEqual(120)
  })
})

describe('the rule that gives regulars what a rule of ours gives newcomers', () => {
  const first: RuleDocument & { readonly conditions: { readonly all: readonly Condition[] } } = {
    format: 1,
    name: 'Come again',
    trigger: 'order.paid',
    conditions: { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] },
    actions: [
      { type: 'discount.code', params: { percent: 10, expiresInDays: 30 } },
      { type: 'customer.addTag', params: { tag: 'new' } },
    ],
    examples: [{ order: { isFirst: true }, expect: 'granted' }],
  }

  test('gives the discount alone, once a year where the rule sets no limit', () => {
    expect(said(companionOfRule(first, options))).toBe(
      'When an order is paid, if the customer has more than 3 kept orders: give a 10% code, good for 30 days. At most once in 365 days each.',
    )
  })

  test.each([
    ['customer.created', 'order.paid'],
    ['every.day', 'order.paid'],
    ['order.created', 'order.created'],
  ])('of %s waits for %s', (trigger, expected) => {
    expect(companionOfRule({ ...first, trigger }, options)?.trigger).toBe(expected)
  })

  test('of the checkout is one of the checkout, with a message of its own', () => {
    const atCheckout: RuleDocument = {
      ...first,
      trigger: 'checkout',
      guests: 'newcomer',
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'equal', value: 0 }] },
      actions: [{ type: 'discount.order', params: { percent: 10, message: 'Welcome' } }],
    }

    expect(said(companionOfRule(atCheckout, options))).toBe(
      'At the checkout, if the customer has more than 3 kept orders: take 10% off the order, saying “Come again: yours too, because you keep coming back”.',
    )
  })

  test('keeps what is asked of the cart or of anybody, and what is given in all', () => {
    const small: RuleDocument = {
      ...first,
      trigger: 'checkout',
      conditions: {
        all: [
          { fact: 'customer.ordersCount', operator: 'lessThan', value: 2 },
          { fact: 'cart.subtotal', operator: 'greaterThan', value: 100 },
        ],
      },
      actions: [{ type: 'discount.order', params: { percent: 10 } }],
      limits: { total: { times: 50 } },
      exclusive: { group: 'welcome', pick: 'best' },
    }

    expect(companionOfRule(small, options)).toMatchObject({
      conditions: {
        all: [
          { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
          { fact: 'cart.subtotal', operator: 'greaterThan', value: 100 },
        ],
      },
      limits: { total: { times: 50 } },
      exclusive: { group: 'welcome', pick: 'best' },
    })
  })

  test.each([
    {
      what: 'some regulars meet the rule already',
      part: { fact: 'customer.ordersCount', operator: 'lessThan', value: 6 },
    },
    { what: 'it asks for more of the customer', part: { fact: 'customer.tags', operator: 'contains', value: 'vip' } },
    {
      what: 'there are several ways to meet it',
      part: { any: [{ fact: 'order.isFirst', operator: 'equal', value: true }] },
    },
  ] as const)('is none where $what', ({ part }) => {
    const only = part.fact === 'customer.tags' ? [...first.conditions.all, part] : [part]

    expect(companionOfRule({ ...first, conditions: { all: only } }, options)).toBeUndefined()
  })

  test('is none where it gives no discount', () => {
    expect(companionOfRule({ ...first, actions: first.actions.slice(1) }, options)).toBeUndefined()
  })
})
