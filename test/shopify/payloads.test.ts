import { describe, expect, test } from 'vitest'
import {
  at,
  context,
  identify,
  order,
  pounds,
  read,
  readingOf,
  refund,
  refundEntry,
  transaction,
} from './read-webhook.ts'

describe('a refund', () => {
  test('is worth its successful refund transactions', () => {
    const extra = [transaction('99.00', { status: 'failure' }), transaction('99.00', { kind: 'void' })]

    expect(readingOf('refunds/create', refund({ transactions: [...refund().transactions, ...extra] }))).toEqual({
      entries: [refundEntry],
    })
  })

  test('that moved no money is worth nothing', () => {
    expect(readingOf('refunds/create', refund({ transactions: [] })).entries).toEqual([{ ...refundEntry, amount: 0 }])
  })

  test.each([
    { what: 'in the customer’s currency', one: transaction('10.00', { currency: 'EUR' }) },
    { what: 'in no currency', one: transaction('10.00', { currency: null }) },
    { what: 'still pending', one: transaction('10.00', { status: 'pending' }) },
  ])('with a transaction $what is asked for again', ({ one }) => {
    expect(readingOf('refunds/create', refund({ transactions: [one] }))).toEqual({
      entries: [],
      reread: { kind: 'refund', id: '55' },
    })
  })

  test('that was asked for says its total', () => {
    const node = {
      id: 'gid://shopify/Refund/55',
      processedAt: '2026-11-02T10:00:00Z',
      totalRefundedSet: { shopMoney: { amount: '12.5', currencyCode: 'GBP' } },
      order: { id: 'gid://shopify/Order/1001' },
    }

    expect(readingOf('reread/refund', node)).toEqual({ entries: [refundEntry] })
    expect(identify('reread/refund', node).key).toEqual({ at: refundEntry.at, kind: 'refund', id: '55' })
  })
})

test('an edited order is asked for again', () => {
  const edit = { order_edit: { id: 3, order_id: 1001, committed_at: '2026-11-02T08:00:00Z' } }

  expect(readingOf('orders/edited', edit)).toEqual({ entries: [], reread: { kind: 'order', id: '1001' } })
})

test('a deleted order stops counting when Shopify says so', () => {
  expect(readingOf('orders/delete', { id: 1001 }).entries).toEqual([
    { kind: 'cancellation', id: '1001', at: context.triggeredAt, deleted: true },
  ])
})

describe('a customer', () => {
  const customer = { id: 7, updated_at: '2026-11-02T08:00:00Z', first_name: 'Ada', last_name: null, email: null }

  test.each(['customers/create', 'customers/update'])('of %s has the names that Shopify gives', (topic) => {
    expect(readingOf(topic, customer).profile).toEqual({
      customerId: '7',
      firstName: 'Ada',
      lastName: null,
      copiedAt: at('2026-11-02T08:00:00Z'),
    })
    expect(identify(topic, customer).key).toEqual({ at: at('2026-11-02T08:00:00Z'), kind: 'customer', id: '7' })
  })

  test('is new once, at the time of the creation, however late the copy was made', () => {
    const created = { ...customer, created_at: '2026-11-01T12:00:00Z' }

    expect(readingOf('customers/create', created).entries).toEqual([
      {
        kind: 'customer',
        id: '7:new',
        at: at('2026-11-01T12:00:00Z'),
        customerId: '7',
        addTags: [],
        removeTags: [],
        isNew: true,
      },
    ])
    expect(identify('customers/create', created).key).toMatchObject({ at: at('2026-11-01T12:00:00Z') })
    expect(readingOf('customers/update', created).entries).toEqual([])
  })

  test('who was deleted is forgotten', () => {
    expect(readingOf('customers/delete', { id: 7 })).toMatchObject({
      entries: [{ kind: 'customer', id: '7:gone', customerId: '7', isGone: true }],
      forgetCustomerId: '7',
    })
  })

  const change = {
    customerId: 'gid://shopify/Customer/7',
    tags: ['vip', 'tea'],
    occurredAt: '2026-11-02T08:00:00.000Z',
  }

  test('gains and loses tags by entries of their own', () => {
    expect(readingOf('customer.tags_added', change).entries).toMatchObject([
      { kind: 'customer', customerId: '7', at: at('2026-11-02T08:00:00Z'), addTags: ['vip', 'tea'], removeTags: [] },
    ])
    expect(readingOf('customer.tags_removed', change).entries).toMatchObject([
      { addTags: [], removeTags: ['vip', 'tea'] },
    ])
  })

  test('has one entry a change, however often it is told and in whatever order its tags come', () => {
    const [once] = readingOf('customer.tags_added', change).entries
    const [again] = readingOf('customer.tags_added', { ...change, tags: ['tea', 'vip'] }).entries
    const [other] = readingOf('customer.tags_added', { ...change, tags: ['tea'] }).entries
    const [removed] = readingOf('customer.tags_removed', change).entries

    expect(again?.id).toBe(once?.id)
    expect(new Set([once?.id, other?.id, removed?.id]).size).toBe(3)
    expect(identify('customer.tags_added', change).key?.id).toBe(once?.id)
  })
})

describe('what a customer says about marketing', () => {
  const said = (state: string | null, at: string | null = '2026-11-02T08:00:00Z') => ({
    state,
    opt_in_level: null,
    consent_updated_at: at,
  })
  const byMail = (state: string | null, at?: string | null) => ({
    customer_id: 7,
    email_address: 'ada@example.com',
    email_marketing_consent: said(state, at),
  })
  const bySms = (state: string | null) => ({ id: 7, phone: null, sms_marketing_consent: said(state) })

  test.each([
    { state: 'subscribed', agreed: true },
    { state: 'SUBSCRIBED', agreed: true },
    { state: 'unsubscribed', agreed: false },
    { state: 'not_subscribed', agreed: false },
    { state: 'pending', agreed: false },
    { state: 'redacted', agreed: false },
    { state: null, agreed: false },
  ])('$state is consent: $agreed', ({ state, agreed }) => {
    const nothingElse = { kind: 'customer', customerId: '7', addTags: [], removeTags: [] }

    expect(readingOf('customers_email_marketing_consent/update', byMail(state)).entries).toEqual([
      expect.objectContaining({ ...nothingElse, emailConsent: agreed }),
    ])
    expect(readingOf('customers_marketing_consent/update', bySms(state)).entries).toEqual([
      expect.objectContaining({ ...nothingElse, smsConsent: agreed }),
    ])
  })

  test('stands where it was said, and where we heard of it if nobody knows', () => {
    const topic = 'customers_email_marketing_consent/update'

    expect(identify(topic, byMail('subscribed')).key?.at).toBe(at('2026-11-02T08:00:00Z'))
    expect(identify(topic, byMail('subscribed', null)).key?.at).toBe(context.triggeredAt)
    expect(identify(topic, byMail('subscribed')).key?.id).toBe(readingOf(topic, byMail('subscribed')).entries[0]?.id)
  })

  test('is one entry a channel and change, however often it is told', () => {
    const topic = 'customers_email_marketing_consent/update'
    const ids = [
      readingOf(topic, byMail('subscribed')),
      readingOf(topic, byMail('subscribed')),
      readingOf(topic, byMail('unsubscribed', '2026-11-02T09:00:00Z')),
      readingOf('customers_marketing_consent/update', bySms('subscribed')),
    ].map(({ entries }) => entries[0]?.id)

    expect(ids[0]).toBe(ids[1])
    expect(new Set(ids).size).toBe(3)
  })

  test('keeps neither address nor number', () => {
    const { entries } = readingOf('customers_email_marketing_consent/update', byMail('subscribed'))

    expect(JSON.stringify(entries)).not.toContain('example.com')
  })
})

test('leaving the shop and changed scopes are events of the shop', () => {
  expect(readingOf('app/uninstalled', { id: 1 }).shopEvent).toEqual({ kind: 'uninstalled' })
  expect(readingOf('app/scopes_update', { id: 1, current: ['read_orders'] }).shopEvent).toEqual({
    kind: 'scopes',
    scopes: ['read_orders'],
  })
})

test.each([
  {
    topic: 'customers/data_request',
    payload: { shop_id: 1, customer: { id: 7 }, data_request: { id: 99 } },
    resourceId: '99',
  },
  { topic: 'customers/redact', payload: { shop_id: 1, customer: { id: 7 } }, resourceId: '7' },
  { topic: 'shop/redact', payload: { shop_id: 1 }, resourceId: '1' },
])('$topic is kept waiting', ({ topic, payload, resourceId }) => {
  expect(identify(topic, payload)).toEqual({ resourceId, key: null, problem: null, status: 'waiting' })
})

describe('what cannot be read', () => {
  test.each([
    {
      what: 'malformed JSON',
      topic: 'orders/create',
      body: '{"id": 1, "email": "ada@example.com',
      problem: /it is not JSON/,
    },
    { what: 'JSON of another kind', topic: 'orders/create', body: '[]', problem: /wrong type/ },
    {
      what: 'an order without id',
      topic: 'orders/create',
      body: '{"processed_at":"2026-11-01T10:00:00Z"}',
      problem: /no id/,
    },
    { what: 'an order without a time', topic: 'orders/create', body: '{"id":1}', problem: /neither processed_at/ },
    {
      what: 'a time that is none',
      topic: 'orders/create',
      body: '{"id":1,"processed_at":"Ada"}',
      problem: /processed_at is malformed/,
    },
    { what: 'a topic without a reader', topic: 'carts/update', body: '{}', problem: /no reader/ },
    { what: 'a compliance request in pieces', topic: 'shop/redact', body: '{', problem: /not JSON/ },
  ])('$what is kept as failed, with a reason that quotes nothing', ({ topic, body, problem }) => {
    const identified = identify(topic, body)

    expect(identified).toMatchObject({ key: null, status: 'failed' })
    expect(identified.problem).toMatch(problem)
    expect(identified.problem).not.toMatch(/ada/i)
    expect(identified.resourceId).toBe(identify(topic, body).resourceId)
    expect(identified.resourceId).not.toBe(identify(topic, `${body} `).resourceId)
  })

  test('an amount that is none is named by its field and not quoted', () => {
    expect(read('orders/create', order({ total_price_set: pounds('Ada') }))).toEqual({
      read: false,
      reason: 'orders/create cannot be read: its amount is no amount of GBP',
    })
  })
})
