import { expect, test } from 'vitest'
import type { CheckoutRule } from '../../app/rules/checkout/checkout-rule.ts'
import { compilePolicy } from '../../app/rules/checkout/compile-policy.ts'
import type { Offer } from '../../app/rules/checkout/offer.ts'
import type { CheckoutCart, EmulatorOptions } from './emulator.ts'
import { openAdmin, openEmulator, openReceiver } from './support.ts'

const CREATE = `mutation Create($discount: DiscountAutomaticAppInput!) {
  discountAutomaticAppCreate(automaticAppDiscount: $discount) {
    automaticAppDiscount { discountId } userErrors { field message } } }`

const TEN: Offer = { on: 'order', worth: { percent: 10 }, message: 'Ten off', subscriptions: false }

/** For everybody, guests too. */
const ruleOf = (offers: readonly Offer[]): CheckoutRule => ({
  id: 'rule-1',
  name: 'Ten off',
  priority: 50,
  conditions: { all: [{ fact: 'cart.subtotal', operator: 'greaterThan', value: 0 }] },
  guests: 'newcomer',
  offers,
  exclusive: undefined,
  isLimitedPerCustomer: false,
})

type Given = {
  readonly offers?: readonly Offer[]
  readonly classes?: readonly ('ORDER' | 'PRODUCT' | 'SHIPPING')[]
  readonly combines?: boolean
  readonly text?: (text: string) => string
  readonly emulator?: Partial<EmulatorOptions>
}

/** A shop whose checkout asks the app's function, with a policy of one rule. */
const openStore = async ({ offers = [TEN], classes = ['ORDER'], combines = false, text, emulator }: Given = {}) => {
  const opened = await openEmulator(emulator)
  const shop = opened.shop()
  const compiled = compilePolicy({
    rules: [ruleOf(offers)],
    heldRuleIds: new Set(),
    ceilingPercent: 100,
    noDiscountTag: 'no-discount',
    leaveOutBusiness: true,
    currency: 'EUR',
    numberOf: () => 0,
    newcomer: () => true,
    readShop: () => undefined,
  })
  if (compiled.kind !== 'policy') throw new Error(`No policy: ${compiled.kind}`)
  const field = (key: string, value: string) => ({ namespace: '$app:perennial', key, type: 'json', value })
  const reply = await (await openAdmin(opened))(CREATE, {
    discount: {
      title: 'Perennial',
      functionHandle: 'relationship-discount',
      startsAt: '2020-01-01T00:00:00Z',
      discountClasses: classes,
      context: { all: 'ALL' },
      combinesWith: { orderDiscounts: combines, productDiscounts: combines, shippingDiscounts: true },
      metafields: [field('policy', text?.(compiled.text) ?? compiled.text), field('variables', compiled.variables)],
    },
  })
  expect(reply.data?.discountAutomaticAppCreate).toMatchObject({ userErrors: [] })
  const price = (cart: CheckoutCart = {}) => shop.checkout({ lines: [{ price: '86.20' }], ...cart })
  return { shop, price }
}
/** What came off, as the customer reads it. */
const readable = ({ discounts, total }: Awaited<ReturnType<Awaited<ReturnType<typeof openStore>>['price']>>) => ({
  off: discounts.map(({ title, code, lines, shipping }) => [
    code ?? title,
    [...lines.values()].reduce((sum, amount) => sum + amount, shipping),
  ]),
  total,
})

test('the function takes off what the policy says, under its message or the discount’s title', async () => {
  const { price } = await openStore()
  const titled = await openStore({ emulator: { discountTitles: 'discount' } })

  expect(readable(await price())).toEqual({ off: [['Ten off', 862]], total: 8_248 })
  expect(readable(await titled.price())).toEqual({ off: [['Perennial', 862]], total: 8_248 })
})

test('gift cards and products that are never discounted keep their price, and so do subscriptions', async () => {
  const { price } = await openStore()

  const priced = await price({
    lines: [
      { price: '50.00' },
      { price: '25.00', isGiftCard: true },
      { price: '10.00', tags: ['no-discount'] },
      { price: '8.00', isSubscription: true },
    ],
  })

  expect(readable(priced)).toEqual({ off: [['Ten off', 500]], total: 9_300 + 490 - 500 })
})

test('products and delivery have offers of their own', async () => {
  const tea = { productTags: ['tea'], productTypes: [], skus: [] }
  const offers: Offer[] = [
    { ...TEN, on: 'products', worth: { percent: 20 }, message: 'Tea week', select: tea },
    { ...TEN, on: 'shipping', worth: { percent: 100 }, atMost: 300, message: 'Three off delivery' },
  ]
  const { price } = await openStore({ offers, classes: ['PRODUCT', 'SHIPPING'] })

  const priced = await price({ lines: [{ price: '30.00', tags: ['tea'] }, { price: '20.00' }] })

  expect(readable(priced)).toEqual({
    off: [
      ['Tea week', 600],
      ['Three off delivery', 300],
    ],
    total: 5_000 + 490 - 900,
  })
})

test('what may not be combined stands against each other, and the better one wins', async () => {
  const { shop, price } = await openStore()
  shop.createsDiscount({ code: 'FIVE', percent: 5 })
  shop.createsDiscount({ code: 'TWENTY', percent: 20 })

  expect(await price({ code: 'FIVE' })).toMatchObject({
    codeProblem: 'Another discount is better, and the two cannot be combined',
    discounts: [{ title: 'Ten off' }],
  })
  expect(readable(await price({ code: 'twenty' }))).toEqual({ off: [['TWENTY', 1_724]], total: 7_386 })
  expect(await price({ code: 'NOPE' })).toMatchObject({ codeProblem: "This discount code doesn't exist" })
})

test('free delivery that goes with nothing stands against it too', async () => {
  const { shop, price } = await openStore()
  shop.createsDiscount({ title: 'Free delivery', freeShipping: true })

  expect(readable(await price()).off).toEqual([['Ten off', 862]])
  expect(readable(await price({ lines: [{ price: '10.00' }] })).off).toEqual([['Free delivery', 490]])
})

test('a native discount is for those in its segment', async () => {
  const { shop, price } = await openStore()
  shop.createsDiscount({ title: 'First visit', percent: 15, segment: 'number_of_orders = 0' })
  const { customer } = await shop.customerOrders()

  expect(readable(await price({ customer: shop.newCustomer() })).off).toEqual([['First visit', 1_293]])
  expect(readable(await price({ customer })).off).not.toContainEqual(['First visit', 1_293])
  expect(readable(await price()).off).toEqual([['Ten off', 862]])
})

test.each([
  { what: 'a damaged policy', given: { text: (text: string) => text.replace('10', '90') } },
  { what: 'a policy that is none', given: { text: () => '{"policy": true}' } },
])('$what takes nothing off, and nobody is kept from buying', async ({ given }) => {
  const { shop } = await openStore(given)

  const { order, priced } = await shop.buys({ lines: [{ price: '86.20' }] })

  expect(priced.discounts).toEqual([])
  expect(order.total).toBe(9_110)
})

test('an order tells by its webhook what was taken off each of its lines', async () => {
  const { url, received } = await openReceiver()
  const { shop } = await openStore({ emulator: { appUrl: url } })
  await shop.buys({ lines: [{ price: '30.00' }, { price: '20.00' }] })
  await shop.webhooksAnswered()

  expect(received.find(({ topic }) => topic === 'orders/create')?.body).toMatchObject({
    total_price: '49.90',
    subtotal_price: '45.00',
    total_discounts: '5.00',
    discount_applications: [{ type: 'automatic', title: 'Ten off', value: '10.0', value_type: 'percentage' }],
    line_items: [
      { discount_allocations: [{ amount: '3.00', discount_application_index: 0 }] },
      { discount_allocations: [{ amount: '2.00', discount_application_index: 0 }] },
    ],
    shipping_lines: [{ price: '4.90', discounted_price: '4.90', discount_allocations: [] }],
  })
})
