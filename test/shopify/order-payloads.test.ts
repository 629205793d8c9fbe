import { describe, expect, test } from 'vitest'
import { readPayload } from '../../app/shopify/payloads/read-payload.ts'
import {
  at,
  bodyOf,
  context,
  copiedAt,
  identify,
  order,
  orderEntry,
  pounds,
  read,
  readingOf,
  refundEntry,
} from './read-webhook.ts'

describe('a copy of an order', () => {
  test.each(['orders/create', 'orders/updated', 'orders/paid', 'orders/cancelled'])(
    'yields the order, its payment and who bought, by %s as by any other topic',
    (topic) => {
      expect(readingOf(topic, order())).toEqual({
        entries: [orderEntry, { kind: 'payment', id: '1001', at: copiedAt }],
        copiedAt,
        profile: { customerId: '7', firstName: 'Ada', lastName: 'Byron', copiedAt },
      })
    },
  )

  test.each([
    { status: 'paid', paid: true },
    { status: 'partially_refunded', paid: true },
    { status: 'refunded', paid: true },
    { status: 'pending', paid: false },
    { status: 'authorized', paid: false },
    { status: 'partially_paid', paid: false },
    { status: null, paid: false },
  ])('with financial status $status brings a payment: $paid', ({ status, paid }) => {
    const { entries } = readingOf('orders/updated', order({ financial_status: status }))

    expect(entries.some(({ kind }) => kind === 'payment')).toBe(paid)
  })

  test('of a cancelled order brings the cancellation at its own moment', () => {
    const { entries } = readingOf('orders/cancelled', order({ cancelled_at: '2026-11-02T08:00:00Z' }))

    expect(entries).toContainEqual({ kind: 'cancellation', id: '1001', at: at('2026-11-02T08:00:00Z') })
  })

  test.each([
    { what: 'a test order', fields: { test: true } },
    { what: 'an order of total 0', fields: { total_price_set: pounds('0.00') } },
    { what: 'a voided payment', fields: { financial_status: 'voided' } },
    { what: 'an expired payment', fields: { financial_status: 'expired' } },
  ])('of $what is told and does not count', ({ fields }) => {
    expect(readingOf('orders/create', order(fields)).entries[0]).toMatchObject({ kind: 'order', counts: false })
  })

  test.each([
    { what: 'an order of total 0', fields: { total_price_set: pounds('0.00') }, counts: true },
    {
      what: 'a test order of total 0',
      fields: { total_price_set: pounds('0.00'), test: true },
      counts: false,
    },
  ])('of $what counts where the shop counts free orders: $counts', ({ fields, counts }) => {
    const body = Buffer.from(JSON.stringify(order(fields)))
    const result = readPayload('orders/create', body, { currency: 'GBP', triggeredAt: 0, countFreeOrders: true })

    expect(result.read && result.reading.entries[0]).toMatchObject({ kind: 'order', counts })
  })

  test('counts its gift cards as no spend, and an order of nothing else as none', () => {
    const cards = { gift_card: true, quantity: 2, price_set: pounds('25.00') }
    const off = { discount_allocations: [{ amount_set: pounds('5.00') }] }
    const tea = { sku: 'TEA-1', quantity: 1, price_set: pounds('89.12') }
    const entryOf = (fields: Record<string, unknown>) => readingOf('orders/create', order(fields)).entries[0]

    expect(entryOf({ line_items: [tea, cards] })).toMatchObject({ total: 8912, counts: true })
    expect(entryOf({ line_items: [tea, { ...cards, ...off }] })).toMatchObject({ total: 9412, counts: true })
    expect(entryOf({ line_items: [cards], total_price_set: pounds('50.00') })).toMatchObject({
      total: 0,
      counts: false,
    })
  })

  test('counts until it is cancelled, though cancelling voided its payment', () => {
    const fields = { financial_status: 'voided', cancelled_at: '2026-11-02T08:00:00Z' }

    expect(readingOf('orders/cancelled', order(fields)).entries[0]).toMatchObject({ counts: true })
  })

  test('with everything about people withheld is an order of nobody, from nowhere', () => {
    const hidden = { customer: null, shipping_address: null, billing_address: null }

    const reading = readingOf('orders/create', order(hidden))

    expect(reading.entries[0]).toMatchObject({ customerId: null, country: null })
    expect(reading).not.toHaveProperty('profile')
  })

  test('with the customer’s names withheld leaves known names alone', () => {
    const reading = readingOf('orders/create', order({ customer: { id: 7, first_name: null, last_name: null } }))

    expect(reading.entries[0]).toMatchObject({ customerId: '7' })
    expect(reading).not.toHaveProperty('profile')
  })

  test('takes the country of the bill where nothing is shipped', () => {
    const fields = { shipping_address: null, billing_address: { country_code: 'IE' } }

    expect(readingOf('orders/create', order(fields)).entries[0]).toMatchObject({ country: 'IE' })
  })

  test.each([
    { what: 'a note', fields: { note: 'Ring the bell' }, says: { hasNote: true } },
    { what: 'no note', fields: { note: '' }, says: { hasNote: false } },
    { what: 'only lines that this app wrote', fields: { note: 'add a card [0a1b2c3d4e5f]' }, says: { hasNote: false } },
    {
      what: 'a line of ours below a person’s',
      fields: { note: 'Ring the bell\nadd a card [0a1b2c3d4e5f]' },
      says: { hasNote: true },
    },
    { what: 'a subscription’s bill', fields: { source_name: 'subscription_contract' }, says: { isRenewal: true } },
    { what: 'a till', fields: { source_name: 'pos' }, says: { source: 'pos', isRenewal: false } },
    { what: 'a company', fields: { company: { id: 5, location_id: 6 } }, says: { isBusiness: true } },
    { what: 'no tags', fields: { tags: '' }, says: { tags: [] } },
    { what: 'one tag twice', fields: { tags: 'gift,gift , b2b' }, says: { tags: ['b2b', 'gift'] } },
  ])('with $what says so, and keeps no text of it', ({ fields, says }) => {
    const [entry] = readingOf('orders/create', order(fields)).entries

    expect(entry).toMatchObject(says)
    expect(JSON.stringify(entry)).not.toContain('bell')
  })

  test('that says nothing of subtotal, discounts and where it was placed leaves them unknown', () => {
    const silent = { subtotal_price_set: null, total_discounts_set: null, source_name: null }

    const [entry] = readingOf('orders/create', order(silent)).entries

    for (const field of ['subtotal', 'discountTotal', 'source']) expect(entry).not.toHaveProperty(field)
  })

  test('in a currency without decimals is counted in whole units', () => {
    const inYen = (amount: string) => ({ shop_money: { amount, currency_code: 'JPY' } })
    const yen = order({
      total_price_set: inYen('1390'),
      subtotal_price_set: inYen('1300'),
      total_discounts_set: inYen('0'),
    })

    const result = readPayload('orders/create', bodyOf(yen), { ...context, currency: 'JPY' })

    expect(result).toMatchObject({ reading: { entries: [{ total: 1390, subtotal: 1300 }, {}] } })
  })

  test('in another currency than the shop’s books cannot be read, and says which', () => {
    const euros = order({ total_price_set: { shop_money: { amount: '10.00', currency_code: 'EUR' } } })

    expect(read('orders/create', euros)).toEqual({
      read: false,
      reason: 'orders/create cannot be read: its amount is in EUR, and the shop’s books are in GBP',
    })
  })
})

describe('a delivery stands in ledger order', () => {
  test.each([
    { topic: 'orders/create', key: { at: orderEntry.at, kind: 'order', id: '1001' } },
    { topic: 'orders/paid', key: { at: copiedAt, kind: 'payment', id: '1001' } },
    { topic: 'orders/updated', key: { at: copiedAt, kind: 'payment', id: '1001' } },
    { topic: 'orders/cancelled', key: { at: at('2026-11-02T08:00:00Z'), kind: 'cancellation', id: '1001' } },
  ])('$topic by $key.kind', ({ topic, key }) => {
    const payload = order({ cancelled_at: topic === 'orders/cancelled' ? '2026-11-02T08:00:00Z' : null })

    expect(identify(topic, payload)).toEqual({ resourceId: '1001', key, problem: null, status: 'pending' })
  })

  test('an order that was never processed by its creation', () => {
    expect(identify('orders/create', order({ processed_at: null })).key?.at).toBe(at('2026-11-01T09:00:00Z'))
  })
})

describe('ids', () => {
  test('beyond 2^53 come from the gid', () => {
    const big = order({ id: 820982911946154500, admin_graphql_api_id: 'gid://shopify/Order/820982911946154508' })

    expect(identify('orders/create', big).resourceId).toBe('820982911946154508')
    expect(readingOf('orders/create', big).entries[0]?.id).toBe('820982911946154508')
  })

  test('beyond 2^53 keep all their digits where no gid stands beside them', () => {
    const body =
      '{"order_edit":{"id":9007199254740993,"order_id": 820982911946154509,"committed_at":"2026-11-02T08:00:00Z"}}'

    expect(readingOf('orders/edited', body).reread).toEqual({ kind: 'order', id: '820982911946154509' })
    expect(identify('orders/edited', body).resourceId).toBe('9007199254740993')
  })
})

describe('an order that was asked for', () => {
  const node = {
    id: 'gid://shopify/Order/1001',
    processedAt: '2026-11-01T09:00:00Z',
    updatedAt: '2026-11-01T09:05:00Z',
    cancelledAt: null,
    test: false,
    displayFinancialStatus: 'PAID',
    discountCodes: ['WELCOME10'],
    tags: ['gift', 'Ada'],
    sourceName: 'web',
    purchasingEntity: { __typename: 'Customer' },
    totalPriceSet: { shopMoney: { amount: '139.12', currencyCode: 'GBP' } },
    subtotalPriceSet: { shopMoney: { amount: '130.0', currencyCode: 'GBP' } },
    totalDiscountsSet: { shopMoney: { amount: '10.0', currencyCode: 'GBP' } },
    customer: { id: 'gid://shopify/Customer/7' },
    refunds: [],
    shippingAddress: { countryCodeV2: 'GB' },
    billingAddress: null,
    skus: ['TEA-1', 'POT-2'],
    vendors: ['Hollow Hill', 'Ada’s Kiln'],
    itemsCount: 6,
    hasNote: false,
  }

  test('reads as its webhook does', () => {
    // Shopify says what a code took off in webhooks alone.
    const told = readingOf('orders/updated', order()).entries.map((entry) => omit(entry, 'codeAmounts'))
    expect(readingOf('reread/order', node).entries).toEqual(told)
    expect(identify('reread/order', node)).toEqual(identify('orders/updated', order()))
  })

  test('for a company is a business’s', () => {
    const entity = { __typename: 'PurchasingCompany' }

    expect(readingOf('reread/order', { ...node, purchasingEntity: entity }).entries[0]).toMatchObject({
      isBusiness: true,
    })
  })

  test('brings its refunds', () => {
    const refunded = {
      ...node,
      refunds: [
        {
          id: 'gid://shopify/Refund/55',
          processedAt: '2026-11-02T10:00:00Z',
          totalRefundedSet: { shopMoney: { amount: '12.5', currencyCode: 'GBP' } },
        },
      ],
    }

    expect(readingOf('reread/order', refunded).entries).toContainEqual(refundEntry)
  })
})

const omit = (entry: object, name: string) => Object.fromEntries(Object.entries(entry).filter(([key]) => key !== name))
