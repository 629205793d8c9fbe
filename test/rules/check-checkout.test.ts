import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../app/rules/check.ts'
import { sentence } from '../../app/rules/sentence.ts'
import { actions } from '../../app/vocabulary/actions/index.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'

const currency = 'GBP'
const rule = (more: object = {}) => ({
  format: 1,
  name: 'Regulars get it too',
  trigger: 'checkout',
  conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] },
  actions: [{ type: 'discount.order', params: { percent: 10 } }],
  ...more,
})
const problemsOf = (more: object) => {
  const checked = checkDocument(rule(more), vocabulary, { currency })
  return checked.valid ? [] : checked.problems
}
const where = (fact: string, operator: string, value: unknown) => ({ conditions: { all: [{ fact, operator, value }] } })

describe('a rule of the checkout', () => {
  test.each([
    { of: 'the customer', more: {} },
    { of: 'the cart', more: where('cart.subtotal', 'greaterThan', '50.00') },
    { of: 'the shop', more: where('shop.month', 'equal', 12) },
    { of: 'the tags of its products', more: where('cart.productTags', 'contains', 'sale') },
    { of: 'guests', more: { guests: 'newcomer' } },
    {
      of: 'every offer there is',
      more: {
        actions: [
          { type: 'discount.order', params: { amount: '5.00', minimumSubtotal: '30.00' } },
          { type: 'discount.products', params: { percent: 20, atMost: 100, productTags: ['sale'] } },
          { type: 'discount.shipping', params: { percent: 100, atMost: '8.00' } },
        ],
      },
    },
  ])('may ask about $of', ({ more }) => {
    expect(problemsOf(more)).toEqual([])
  })

  test.each([
    { fact: 'order.total', operator: 'greaterThan', value: 5, nearest: '"cart subtotal", cart.subtotal' },
    { fact: 'order.isFirst', operator: 'equal', value: true, nearest: '"orders", customer.ordersCount' },
    { fact: 'order.skus', operator: 'contains', value: 'TEA', nearest: '"SKUs in the cart", cart.skus' },
  ])('is refused $fact, with what comes nearest', ({ fact, operator, value, nearest }) => {
    const [problem] = problemsOf(where(fact, operator, value))

    expect(problem).toMatchObject({
      path: '/conditions/all/0/fact',
      message: expect.stringContaining(`is not known when somebody checks out. What comes nearest is ${nearest}`),
      expected: 'a fact about the customer, cart or shop',
    })
  })

  test('is refused a fact of orders that nothing comes near', () => {
    expect(problemsOf(where('order.hasNote', 'equal', true))[0]?.message).toMatch(/somebody checks out$/)
  })

  test('is refused a comparison of the cart with a figure of the customer, which the checkout never learns', () => {
    const more = where('cart.subtotal', 'greaterThan', { fact: 'customer.averageOrderValue', times: 2 })

    expect(problemsOf(more)).toEqual([
      {
        path: '/conditions/all/0/value/fact',
        message:
          'Of "average order value" the checkout learns no number, only what follows for a condition: it cannot be held against "cart subtotal"',
        found: '"customer.averageOrderValue"',
        expected: 'a value of its own, or two facts of the same kind',
      },
    ])
  })

  test.each([
    { operator: 'isSet', value: true, at: 'operator' },
    { operator: 'isNotSet', value: true, at: 'operator' },
    { operator: 'includesAny', value: { fact: 'cart.skus' }, at: 'value/fact' },
  ])('knows only those product tags that it names: $operator is refused', ({ operator, value, at }) => {
    expect(problemsOf(where('cart.productTags', operator, value))).toMatchObject([
      {
        path: `/conditions/all/0/${at}`,
        message: 'Of "product tags in the cart" only those are known that a rule names',
      },
    ])
  })

  test.each(actions.filter(({ offer }) => !offer))('does not do $name', ({ name }) => {
    const paths = problemsOf({ actions: [{ type: name, params: {} }] }).map(({ path }) => path)

    expect(paths).toContain('/actions/0/type')
  })

  test.each([
    { what: 'a draw', more: { limits: { draw: { times: 3, per: 'week' } } }, path: '/limits/draw' },
    { what: 'a turn to wait for', more: { limits: { whenHeardEnough: 'wait' } }, path: '/limits/whenHeardEnough' },
  ])('has no use for $what', ({ more, path }) => {
    expect(problemsOf(more).map((problem) => problem.path)).toEqual([path])
  })
})

describe('elsewhere', () => {
  test.each(actions.filter(({ offer }) => offer))('$name is refused', ({ name, label }) => {
    const [problem] = problemsOf({ trigger: 'order.paid', actions: [{ type: name, params: { percent: 5 } }] })

    expect(problem?.message).toBe(`"${label}" is given at the checkout, and not when an order is paid`)
  })

  test('facts of the cart are refused', () => {
    const more = { trigger: 'order.paid', actions: [{ type: 'customer.addTag', params: { tag: 'x' } }] }

    expect(problemsOf({ ...more, ...where('cart.itemsCount', 'greaterThan', 2) })[0]).toMatchObject({
      path: '/conditions/all/0/fact',
      expected: 'a fact about the customer, order or shop',
    })
  })
})

describe('an offer', () => {
  const offerOf = (type: string, params: object) => problemsOf({ actions: [{ type, params }] })

  test.each([
    { type: 'discount.order', params: {}, says: 'give either "percent" or "amount"' },
    { type: 'discount.order', params: { percent: 10, amount: 5 }, says: 'give either "percent" or "amount"' },
    { type: 'discount.order', params: { amount: 5, atMost: 4 }, says: '"atMost" is for a "percent"' },
    { type: 'discount.order', params: { percent: 10, message: 'ten + ten' }, says: 'a message has no “ + ”' },
    { type: 'discount.products', params: { percent: 10 }, says: 'say which products' },
    { type: 'discount.shipping', params: { percent: 101 }, says: 'expected number to be <=100' },
  ])('$type $params is refused', ({ type, params, says }) => {
    expect(offerOf(type, params).map(({ message }) => message)).toEqual([expect.stringContaining(says)])
  })

  test('has the message that the rule gives it, or the rule’s name', () => {
    const discountOrder = actions.find(({ name }) => name === 'discount.order')
    const words = { currency, ruleName: 'Regulars' }

    expect(discountOrder?.offer?.({ percent: 10, atMost: '8.00', message: 'For you' }, words)).toEqual({
      on: 'order',
      worth: { percent: 10 },
      atMost: 800,
      message: 'For you',
      subscriptions: false,
    })
    expect(discountOrder?.offer?.({ amount: 5 }, words)).toMatchObject({ worth: { amount: 500 }, message: 'Regulars' })
  })

  test('reads as a sentence, guests and all', () => {
    const document = rule({
      guests: 'newcomer',
      actions: [
        {
          type: 'discount.products',
          params: { percent: 20, atMost: 100, productTags: ['sale'], skus: ['A', 'B'], subscriptions: true },
        },
        { type: 'discount.shipping', params: { amount: 3, minimumSubtotal: 20, message: 'On us' } },
      ],
    })
    const checked = checkDocument(document, vocabulary, { currency })

    expect(checked.valid && sentence(checked.document, vocabulary, { currency })).toMatchInlineSnapshot(
      `"At the checkout, if the customer has more than 3 kept orders: take 20% off products tagged “sale” or with SKU “A” or “B”, first bills of subscriptions too, at most £100.00; take £3.00 off delivery, from £20.00 on, saying “On us”. Whoever is not signed in counts as new."`,
    )
  })
})
