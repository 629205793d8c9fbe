import { describe, expect, onTestFinished, test } from 'vitest'
import type { ListedOffer } from '../../app/engine/listed-offers.ts'
import { createPlatform } from '../../app/shopify/platform.ts'
import { startEmulator } from '../emulator/start-emulator.ts'
import { API_KEY, API_SECRET, platformOn, SHOP, scriptedFetch, sessionsInMemory } from './scripted-shopify.ts'

const openShop = async () => {
  const emulator = await startEmulator({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    shops: [{ kind: 'empty', domain: SHOP, currency: 'GBP', timeZone: 'Europe/London' }],
  })
  onTestFinished(() => emulator.stop())
  const platform = createPlatform({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appUrl: 'http://127.0.0.1:1',
    apiUrl: emulator.url,
    sessions: sessionsInMemory().store,
    currencyOf: async () => 'GBP',
  })
  await platform.install(SHOP, emulator.sessionToken(SHOP))
  const shop = emulator.shop(SHOP)
  const read = async (): Promise<readonly ListedOffer[]> => {
    const reading = await platform.readOffers(SHOP, { currency: 'GBP' })
    if (!reading.read) throw new Error(reading.reason)
    return reading.offers
  }
  return { emulator, platform, shop, read }
}

const NONE = { orders: false, products: false, shipping: false }
const plain = {
  codes: [],
  hasMoreCodes: false,
  minimum: 0,
  oncePerCustomer: false,
  isUsedUp: false,
  combinesWith: NONE,
}

test('codes and automatic discounts are read with their worth, terms and segments, newest first', async () => {
  const { shop, read } = await openShop()
  shop.setClock('2026-11-01')
  const startsAt = shop.now()
  const welcome = shop.createsDiscount({ code: 'WELCOME10' })
  const popUp = shop.createsDiscount({
    code: 'HELLO5',
    amount: '5.00',
    minimum: '25.00',
    oncePerCustomer: true,
    usageLimit: 1,
  })
  const newcomers = shop.createsDiscount({ title: 'First visit', percent: 14, segment: 'number_of_orders = 0' })
  const shipping = shop.createsDiscount({ title: 'Post is on us', freeShipping: true, endsAt: '2026-12-24' })
  await shop.customerOrders({ total: '30.00', code: 'HELLO5' })

  expect(await read()).toEqual([
    {
      ...plain,
      id: String(shipping.id),
      title: 'Post is on us',
      method: 'automatic',
      worth: { unpriced: 'shipping' },
      customers: 'all',
      startsAt,
      endsAt: Date.parse('2026-12-24'),
    },
    {
      ...plain,
      id: String(newcomers.id),
      title: 'First visit',
      method: 'automatic',
      worth: { percent: 14 },
      customers: { segment: 'number_of_orders = 0' },
      startsAt,
      endsAt: null,
    },
    {
      ...plain,
      id: String(popUp.id),
      title: 'HELLO5',
      method: 'code',
      codes: ['HELLO5'],
      worth: { amount: 500 },
      minimum: 2500,
      oncePerCustomer: true,
      isUsedUp: true,
      customers: 'all',
      startsAt,
      endsAt: null,
    },
    {
      ...plain,
      id: String(welcome.id),
      title: 'WELCOME10',
      method: 'code',
      codes: ['WELCOME10'],
      worth: { percent: 10 },
      customers: 'all',
      startsAt,
      endsAt: null,
    },
  ])
})

test('what is over and what we made ourselves for somebody is left out', async () => {
  const { platform, shop, read } = await openShop()
  shop.createsDiscount({ code: 'OLD', startsAt: '2026-01-01', endsAt: '2026-02-01' })
  const { customer } = await shop.customerOrders()
  await platform.perform(SHOP, {
    key: 'payment:1:rule:0',
    effect: {
      kind: 'code',
      customerId: String(customer.id),
      title: 'Thanks',
      worth: { percent: 10 },
      minimumSubtotal: null,
      startsAt: shop.now(),
      endsAt: shop.now() + 86_400_000,
      combinesWith: NONE,
    },
  })

  expect(shop.discounts()).toHaveLength(2)
  expect(await read()).toEqual([])
})

test('many are read in pages, each within what a query may cost, and throttling is waited out', async () => {
  const { emulator, shop, read } = await openShop()
  for (let number = 1; number <= 70; number++) shop.createsDiscount({ code: `CODE${number}` })
  emulator.failures.next('ReadOffers', { kind: 'throttled' })

  const offers = await read()

  expect(offers.map(({ codes }) => codes[0])).toEqual(Array.from({ length: 70 }, (_, index) => `CODE${70 - index}`))
  expect(shop.calls('ReadOffers').map(({ outcome }) => outcome)).toEqual(['throttled', 'done', 'done', 'done'])
})

test('a shop that does not answer gives no list, and says whether trying later may help', async () => {
  const { emulator, platform } = await openShop()
  emulator.failures.next('ReadOffers', { kind: 'server error', status: 503 })

  expect(await platform.readOffers(SHOP, { currency: 'GBP' })).toMatchObject({ read: false, again: true })
})

describe('what the local Shopify does not make', () => {
  const basic = {
    __typename: 'DiscountAutomaticBasic',
    title: 'An offer',
    startsAt: '2026-01-01T00:00:00Z',
    endsAt: null,
    combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: false },
    context: { __typename: 'DiscountBuyerSelectionAll' },
    minimumRequirement: null,
    customerGets: {
      items: { __typename: 'AllDiscountItems' },
      value: { __typename: 'DiscountPercentage', percentage: 0.1 },
    },
  }
  const { customerGets: _, ...withoutValue } = basic
  const onEach = { __typename: 'DiscountAmount', amount: { amount: '2.0' }, appliesOnEachItem: true }

  test.each([
    [
      'on some products',
      { ...basic, customerGets: { ...basic.customerGets, items: { __typename: 'DiscountProducts' } } },
      { worth: { unpriced: 'some products' } },
    ],
    [
      'off each item',
      { ...basic, customerGets: { ...basic.customerGets, value: onEach } },
      { worth: { unpriced: 'each item' } },
    ],
    [
      'from three items on',
      { ...basic, minimumRequirement: { __typename: 'DiscountMinimumQuantity' } },
      { worth: { unpriced: 'from a number of items' } },
    ],
    [
      'of buy one, get one',
      { ...withoutValue, __typename: 'DiscountAutomaticBxgy' },
      { worth: { unpriced: 'with a purchase' }, customers: 'all' },
    ],
    [
      'of another app',
      { ...withoutValue, __typename: 'DiscountAutomaticApp', appDiscountType: { appKey: 'other' } },
      { worth: { unpriced: 'app' }, customers: 'unknown' },
    ],
    [
      'of another app for a segment',
      {
        ...withoutValue,
        __typename: 'DiscountAutomaticApp',
        appDiscountType: { appKey: 'other' },
        context: { __typename: 'DiscountCustomerSegments', segments: [{ query: 'number_of_orders = 0' }] },
      },
      { worth: { unpriced: 'app' }, customers: { segment: 'number_of_orders = 0' } },
    ],
    ['for customers by name', { ...basic, context: { __typename: 'DiscountCustomers' } }, { customers: 'named' }],
    ['for a market', { ...basic, context: { __typename: 'DiscountMarkets' } }, { customers: 'all' }],
    [
      'for either of two segments',
      {
        ...basic,
        context: {
          __typename: 'DiscountCustomerSegments',
          segments: [{ query: 'number_of_orders = 0' }, { query: 'amount_spent > 9' }],
        },
      },
      { customers: { segment: '(number_of_orders = 0) OR (amount_spent > 9)' } },
    ],
    [
      'with many codes',
      { ...basic, __typename: 'DiscountCodeBasic', codesCount: { count: 500 }, codes: { nodes: [{ code: 'A' }] } },
      { method: 'code', codes: ['A'], hasMoreCodes: true },
    ],
  ])('an offer %s is listed as what it is', async (_name, discount, expected) => {
    const { fetch } = scriptedFetch({
      json: {
        data: {
          discountNodes: {
            nodes: [{ id: 'gid://shopify/DiscountNode/7', discount }],
            pageInfo: { hasNextPage: false, endCursor: null },
          },
        },
      },
    })

    const reading = await platformOn(fetch).platform.readOffers(SHOP, { currency: 'GBP' })

    expect(reading).toMatchObject({ read: true, offers: [{ id: '7', ...expected }] })
  })

  test('our own app’s discount is left out: its rules are looked at themselves', async () => {
    const own = { ...withoutValue, __typename: 'DiscountAutomaticApp', appDiscountType: { appKey: API_KEY } }
    const { fetch } = scriptedFetch({
      json: {
        data: {
          discountNodes: {
            nodes: [{ id: 'gid://shopify/DiscountNode/7', discount: own }],
            pageInfo: { hasNextPage: false, endCursor: null },
          },
        },
      },
    })

    expect(await platformOn(fetch).platform.readOffers(SHOP, { currency: 'GBP' })).toMatchObject({ offers: [] })
  })
})
