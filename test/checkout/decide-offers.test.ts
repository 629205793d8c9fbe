import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CheckoutLine } from '../../app/rules/checkout/checkout-cart.ts'
import type { Decided } from '../../app/rules/checkout/decide-offers.ts'
import type { Offer } from '../../app/rules/checkout/offer.ts'
import { anyCart, anyRule } from './any-checkout.ts'
import { cartWith, decidedFor, lineWith, ruleWith } from './policies-for-tests.ts'

const order = (worth: Offer['worth'], more: Partial<Offer> = {}): Offer => ({
  on: 'order',
  worth,
  message: 'Order',
  subscriptions: false,
  ...more,
})
const teas = (worth: Offer['worth'], more: Partial<Offer> = {}): Offer => ({
  on: 'products',
  worth,
  message: 'Teas',
  select: { productTags: ['tea'], productTypes: [], skus: [] },
  subscriptions: false,
  ...more,
})
const shipping = (worth: Offer['worth'], more: Partial<Offer> = {}): Offer => ({
  on: 'shipping',
  worth,
  message: 'Delivery',
  subscriptions: false,
  ...more,
})
const giving = (...offers: Offer[]) => [ruleWith({ offers })]
const tea = lineWith('tea', 2000, { productTags: ['tea'] })
const pot = lineWith('pot', 3000)

describe('an offer', () => {
  test('takes a percentage off the order', () => {
    expect(decidedFor(giving(order({ percent: 10 })), cartWith([tea, pot]))).toEqual({
      outcomes: ['given'],
      order: { message: 'Order', worth: { percent: 10 }, excluded: [] },
      products: [],
      shipping: [],
    })
  })

  test('takes 20%, at most £5', () => {
    const { order: given } = decidedFor(giving(order({ percent: 20 }, { atMost: 500 })), cartWith([tea, pot]))

    expect(given?.worth).toEqual({ amount: 500 })
  })

  test.each([
    { minimum: 5000, outcome: 'given' },
    { minimum: 5001, outcome: 'below_minimum' },
  ])(
    'from $minimum on is $outcome at 5000, gift cards and what is never discounted not counted',
    ({ minimum, outcome }) => {
      const others = [
        lineWith('card', 9000, { isGiftCard: true }),
        lineWith('rare', 9000, { productTags: ['no-discount'] }),
      ]
      const { outcomes, order: given } = decidedFor(
        giving(order({ percent: 10 }, { minimum })),
        cartWith([tea, pot, ...others]),
      )

      expect(outcomes).toEqual([outcome])
      if (outcome === 'given') expect(given?.excluded).toEqual(['card', 'rare'])
    },
  )

  test('leaves subscriptions alone unless it asks for them', () => {
    const box = lineWith('box', 4000, { isSubscription: true })

    expect(decidedFor(giving(order({ percent: 10 })), cartWith([tea, box])).order?.excluded).toEqual(['box'])
    expect(
      decidedFor(giving(order({ percent: 10 }, { subscriptions: true })), cartWith([tea, box])).order?.excluded,
    ).toEqual([])
  })

  test('is worked out in the currency of the cart, rounded down', () => {
    const inYen = { currency: 'JPY', rate: 191.3 }

    expect(decidedFor(giving(order({ amount: 333 })), cartWith([lineWith('pot', 9000)], inYen)).order?.worth).toEqual({
      amount: 637,
    })
  })

  test('on delivery that is capped is worked out for each way to send it', () => {
    const options = [
      { handle: 'post', cost: 490 },
      { handle: 'express', cost: 1290 },
    ]
    const rules = giving(shipping({ percent: 100 }, { atMost: 800 }))
    const { shipping: given } = decidedFor(rules, cartWith([tea], { deliveries: [{ id: 'group', options }] }))

    expect(given).toEqual([
      { message: 'Delivery', worth: { amount: 490 }, on: { options: ['post'] } },
      { message: 'Delivery', worth: { amount: 800 }, on: { options: ['express'] } },
    ])
  })
})

describe('several offers', () => {
  test('are summed into one for each line, with all that they say', () => {
    const { products } = decidedFor(
      giving(teas({ percent: 7.1 }), teas({ percent: 2.2 }, { message: 'More' })),
      cartWith([tea, pot]),
    )

    expect(products).toEqual([{ message: 'Teas + More', worth: { percent: 9.3 }, lines: ['tea'] }])
  })

  test('never pass the ceiling on a line: those without room are left out of the order', () => {
    const { products, order: given } = decidedFor(
      giving(teas({ percent: 20 }), order({ percent: 10 })),
      cartWith([tea, pot]),
    )

    expect(products).toEqual([{ message: 'Teas', worth: { percent: 20 }, lines: ['tea'] }])
    expect(given).toEqual({ message: 'Order', worth: { percent: 10 }, excluded: ['tea'] })
  })

  test.each([
    { pick: 'best' as const, gets: 'Teas' },
    { pick: 'first' as const, gets: 'Order' },
  ])('of one group give the $pick', ({ pick, gets }) => {
    const exclusive = { group: 'welcome', pick }
    const {
      outcomes,
      order: given,
      products,
    } = decidedFor(
      [
        ruleWith({ id: 'a', offers: [order({ amount: 100 })], exclusive }),
        ruleWith({ id: 'b', offers: [teas({ percent: 20 })], exclusive }),
      ],
      cartWith([tea, pot]),
    )

    expect([given?.message, ...products.map(({ message }) => message)]).toEqual(
      gets === 'Order' ? ['Order'] : [undefined, 'Teas'],
    )
    expect(outcomes).toContain('outranked')
  })
})

test('whatever the rules and the cart, no line loses more than the ceiling, nor anything that is never discounted', () => {
  const rules = fc.tuple(...Array.from({ length: 5 }, (_, index) => anyRule(index)))
  const everybody = { all: [{ fact: 'cart.itemsCount', operator: 'greaterThanInclusive' as const, value: 0 }] }
  fc.assert(
    fc.property(rules, anyCart, (some, cart) => {
      const met = some.map((rule) => ({ ...rule, conditions: everybody, guests: 'newcomer' as const }))
      const decided = decidedFor(met, { ...cart, customer: undefined })
      for (const line of cart.lines) {
        const taken = takenOff(line, cart.lines, decided)
        const isNever = line.isGiftCard || line.productTags.includes('no-discount')

        expect(taken).toBeLessThanOrEqual(isNever ? 0 : line.amount * 0.25 + 1e-6)
      }
    }),
    { numRuns: 2000 },
  )
})

/** As Shopify spreads it: amounts in proportion, the order's after the products'. */
const takenOff = (line: CheckoutLine, lines: readonly CheckoutLine[], { order: whole, products }: Decided): number => {
  const offProducts = (each: CheckoutLine): number => {
    const mine = products.filter((product) => product.lines.includes(each.id))
    expect(mine.length).toBeLessThanOrEqual(1)
    const [product] = mine
    if (product === undefined) return 0
    if ('percent' in product.worth) return (each.amount * product.worth.percent) / 100
    const base = lines.filter(({ id }) => product.lines.includes(id)).reduce((sum, { amount }) => sum + amount, 0)
    return (product.worth.amount * each.amount) / base
  }
  const off = offProducts(line)
  if (whole === undefined || whole.excluded.includes(line.id)) return off
  const rest = line.amount - off
  if ('percent' in whole.worth) return off + (rest * whole.worth.percent) / 100
  const included = lines.filter(({ id }) => !whole.excluded.includes(id))
  const base = included.reduce((sum, each) => sum + each.amount - offProducts(each), 0)
  return base === 0 ? off : off + (whole.worth.amount * rest) / base
}
