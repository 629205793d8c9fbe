import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { HistoryPage } from '../../app/engine/ports.ts'
import { readingOf } from './read-webhook.ts'
import { platformOn, type Sent, SHOP, scriptedFetch } from './scripted-shopify.ts'

const gid = (kind: string, id: number): string => `gid://shopify/${kind}/${id}`

const orderLine = (id: number, processedAt: string, fields: Record<string, unknown> = {}) => ({
  id: gid('Order', id),
  processedAt,
  updatedAt: processedAt,
  cancelledAt: null,
  test: false,
  displayFinancialStatus: 'PAID',
  discountCodes: [],
  tags: [],
  sourceName: 'web',
  note: null,
  purchasingEntity: { __typename: 'Customer' },
  totalPriceSet: { shopMoney: { amount: '10.0', currencyCode: 'GBP' } },
  subtotalPriceSet: { shopMoney: { amount: '8.0', currencyCode: 'GBP' } },
  totalDiscountsSet: { shopMoney: { amount: '0.0', currencyCode: 'GBP' } },
  customer: { id: gid('Customer', 7) },
  refunds: [],
  shippingAddress: null,
  billingAddress: null,
  ...fields,
})
const itemLine = (id: number, orderId: number, sku: string | null, fields: Record<string, unknown> = {}) => ({
  id: gid('LineItem', id),
  sku,
  vendor: null,
  quantity: 1,
  ...fields,
  __parentId: gid('Order', orderId),
})
const customerLine = (id: number, fields: Record<string, unknown> = {}) => ({
  id: gid('Customer', id),
  createdAt: '2025-01-01T00:00:00Z',
  updatedAt: '2026-10-01T00:00:00Z',
  tags: [],
  firstName: 'Ada',
  lastName: 'Byron',
  ...fields,
})

type Bulk = { readonly id: string; readonly query: string; status: string; errorCode: string | null; polls: number }
type Files = { readonly customers: readonly unknown[]; readonly orders: readonly unknown[] }

/** Shopify's bulk operations over two files; `refusePersonal` is a shop that keeps protected data to itself. */
const bulkShop = (files: Files, { refusePersonal = false, running = [] as Bulk[], breakOff = false } = {}) => {
  const bulks: Bulk[] = [...running]
  const started: string[] = []
  const run = (query: string): Bulk => {
    started.push(query)
    const personal = /firstName|Address/.test(query)
    const failing = refusePersonal && personal
    const bulk = {
      id: gid('BulkOperation', bulks.length + 1),
      query,
      status: failing ? 'FAILED' : 'RUNNING',
      errorCode: failing ? 'ACCESS_DENIED' : null,
      polls: 0,
    }
    bulks.unshift(bulk)
    return bulk
  }
  const linesOf = (bulk: Bulk): readonly unknown[] =>
    bulk.query.includes('customers') ? files.customers : files.orders
  const { fetch: api, sent } = scriptedFetch(({ operation, body }: Sent) => {
    const variables = body.variables as { query: string; id: string }
    if (operation === 'RecentBulks') {
      return {
        json: {
          data: { bulkOperations: { edges: bulks.map(({ id, status, query }) => ({ node: { id, status, query } })) } },
        },
      }
    }
    if (operation === 'StartBulk') {
      const { id, status } = run(variables.query)
      return { json: { data: { bulkOperationRunQuery: { bulkOperation: { id, status }, userErrors: [] } } } }
    }
    const bulk = bulks.find(({ id }) => id === variables.id)
    if (!bulk) return { json: { data: { bulkOperation: null } } }
    bulk.polls += 1
    if (bulk.polls > 1 && bulk.status === 'RUNNING') bulk.status = 'COMPLETED'
    const lines = linesOf(bulk)
    const url =
      bulk.status === 'COMPLETED' && lines.length > 0
        ? `https://files.example.com/${encodeURIComponent(bulk.id)}`
        : null
    const roots = lines.filter((line) => !JSON.stringify(line).includes('__parentId')).length
    return {
      json: {
        data: {
          bulkOperation: {
            id: bulk.id,
            status: bulk.status,
            errorCode: bulk.errorCode,
            rootObjectCount: String(roots),
            url,
          },
        },
      },
    }
  })
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = String(input)
    if (!url.startsWith('https://files.example.com/')) return api(input, init)
    const bulk = bulks.find(({ id }) => url.endsWith(encodeURIComponent(id)))
    const bytes = Buffer.from(
      bulk
        ? linesOf(bulk)
            .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
            .join('\n')
        : '',
    )
    // Chunks end in the middle of lines and of characters, as they do on a network.
    return new Response(
      new ReadableStream({
        start: (controller) => {
          for (let from = 0; from < bytes.length; from += 97) controller.enqueue(bytes.subarray(from, from + 97))
          if (breakOff) controller.error(new TypeError('terminated'))
          else controller.close()
        },
      }),
    )
  }
  return { fetch, sent, started }
}

const readAll = async (
  fetch: typeof globalThis.fetch,
  spoolFolder?: string,
  scopes = ['read_all_orders'],
): Promise<HistoryPage[]> => {
  const { platform } = platformOn(fetch, spoolFolder === undefined ? {} : { spoolFolder })
  const pages: HistoryPage[] = []
  for await (const page of platform.readHistory(SHOP, { currency: 'GBP', scopes })) pages.push(page)
  return pages
}
const entriesOf = (pages: readonly HistoryPage[]) =>
  pages.flatMap(({ readings }) => readings.flatMap(({ entries }) => entries))

const files: Files = {
  customers: [
    customerLine(7, { firstName: 'Zoë', tags: ['vip'] }),
    customerLine(8, { firstName: null, lastName: null }),
  ],
  orders: [
    orderLine(3, '2026-03-01T00:00:00Z'),
    itemLine(31, 3, 'TEA-1'),
    orderLine(1, '2026-01-01T00:00:00Z', {
      cancelledAt: '2026-01-03T00:00:00Z',
      refunds: [
        {
          id: gid('Refund', 11),
          processedAt: '2026-01-02T00:00:00Z',
          totalRefundedSet: { shopMoney: { amount: '4.0', currencyCode: 'GBP' } },
        },
      ],
    }),
    // Line items come apart from their orders, even behind others.
    itemLine(32, 3, 'POT-2'),
    itemLine(12, 1, 'TEA-1'),
    orderLine(2, '2026-02-01T00:00:00Z', { customer: null }),
  ],
}

test('every order is read with its lines, payment, cancellation and refunds, oldest first', async () => {
  const pages = await readAll(bulkShop(files).fetch)

  const orders = entriesOf(pages).filter(({ kind }) => kind === 'order')
  expect(orders).toMatchObject([
    { id: '1', skus: ['TEA-1'], total: 1000, customerId: '7' },
    { id: '2', skus: [], customerId: null },
    { id: '3', skus: ['TEA-1', 'POT-2'] },
  ])
  expect(entriesOf(pages)).toEqual(
    expect.arrayContaining([
      { kind: 'cancellation', id: '1', at: Date.parse('2026-01-03T00:00:00Z') },
      { kind: 'refund', id: '11', at: Date.parse('2026-01-02T00:00:00Z'), orderId: '1', amount: 400 },
      { kind: 'payment', id: '3', at: Date.parse('2026-03-01T00:00:00Z') },
    ]),
  )
})

test('an order’s lines come to its articles, vendors and pieces, wherever they stand', async () => {
  const orders = [
    itemLine(11, 1, 'TEA-1', { vendor: 'Hollow Hill', quantity: 2 }),
    orderLine(1, '2026-01-01T00:00:00Z'),
    orderLine(2, '2026-01-02T00:00:00Z'),
    itemLine(12, 1, null, { vendor: 'Hollow Hill', quantity: 3 }),
    itemLine(13, 1, 'TEA-1', { vendor: 'Ada’s Kiln' }),
  ]

  const entries = entriesOf(await readAll(bulkShop({ customers: [], orders }).fetch))

  expect(entries.filter(({ kind }) => kind === 'order')).toMatchObject([
    { id: '1', skus: ['TEA-1'], vendors: ['Hollow Hill', 'Ada’s Kiln'], itemsCount: 6, subtotal: 800 },
    { id: '2', skus: [], vendors: [], itemsCount: 0 },
  ])
})

test('pieces are not counted where a line does not say how many', async () => {
  const orders = [orderLine(1, '2026-01-01T00:00:00Z'), itemLine(11, 1, 'TEA-1', { quantity: undefined })]

  const [order] = entriesOf(await readAll(bulkShop({ customers: [], orders }).fetch))

  expect(order).toMatchObject({ skus: ['TEA-1'] })
  expect(order).not.toHaveProperty('itemsCount')
})

test('a note is known to be there, and its text lies in no file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spool-test-'))
  const orders = [orderLine(1, '2026-01-01T00:00:00Z', { note: 'Ring the bell' })]
  const { platform } = platformOn(bulkShop({ customers: [], orders }).fetch, { spoolFolder: folder })

  const seen: unknown[] = []
  for await (const { readings } of platform.readHistory(SHOP, { currency: 'GBP', scopes: ['read_all_orders'] })) {
    const [home = ''] = await readdir(folder)
    const spooled = await readFile(join(folder, home, 'orders.jsonl'), 'utf8')
    seen.push(readings[0]?.entries[0], spooled.includes('gid://'), spooled.includes('bell'))
  }

  expect(seen).toEqual([expect.objectContaining({ hasNote: true }), true, false])
})

test('what customers said about marketing stands where they said it, under the ids of its webhooks', async () => {
  const agreed = { marketingState: 'SUBSCRIBED', marketingUpdatedAt: '2026-02-03T04:05:06Z' }
  const neverAsked = { marketingState: 'NOT_SUBSCRIBED', marketingUpdatedAt: null }
  const tookBack = { marketingState: 'UNSUBSCRIBED', marketingUpdatedAt: '2026-03-03T04:05:06Z' }
  const customers = [
    customerLine(7, { defaultEmailAddress: agreed, defaultPhoneNumber: neverAsked }),
    customerLine(8, { defaultEmailAddress: null, defaultPhoneNumber: tookBack }),
    customerLine(9, { defaultEmailAddress: { ...agreed, marketingUpdatedAt: null } }),
  ]

  const entries = entriesOf(await readAll(bulkShop({ customers, orders: [] }).fetch))

  expect(entries).toMatchObject([
    { customerId: '7', emailConsent: true, at: Date.parse('2026-02-03T04:05:06Z') },
    { customerId: '8', smsConsent: false, at: Date.parse('2026-03-03T04:05:06Z') },
    { customerId: '9', emailConsent: true, at: Date.parse('2025-01-01T00:00:00Z') },
  ])
  const webhook = {
    customer_id: 7,
    email_marketing_consent: { state: 'subscribed', consent_updated_at: '2026-02-03T04:05:06Z' },
  }
  expect(readingOf('customers_email_marketing_consent/update', webhook).entries).toEqual([entries[0]])
})

describe('birthdays', () => {
  const birthday = (value: string) => ({ birthday: { value, updatedAt: '2026-02-03T04:05:06Z' } })
  const readBirthdays = async (values: readonly string[], birthdayMetafield: string | null) => {
    const customers = values.map((value, index) => customerLine(index + 1, birthday(value)))
    const { fetch, started } = bulkShop({ customers, orders: [] })
    const { platform } = platformOn(fetch)
    const entries: unknown[] = []
    for await (const { readings } of platform.readHistory(SHOP, {
      currency: 'GBP',
      scopes: ['read_all_orders'],
      birthdayMetafield,
    })) {
      entries.push(...readings.map((reading) => reading.entries))
    }
    return { entries, query: started[0] ?? '' }
  }

  test('are asked for in the metafield that the shop names, and in no other', async () => {
    expect((await readBirthdays([], 'facts.birth_date')).query).toContain(
      'metafield(namespace: "facts", key: "birth_date") { value updatedAt }',
    )
    expect((await readBirthdays([], null)).query).not.toContain('metafield')
    expect((await readBirthdays([], 'x.y") { id } }, z: node(id: "')).query).not.toContain('metafield')
  })

  test('leave their month, and no date', async () => {
    const values = ['1990-05-17', '1990-11-17T00:00:00Z', '--02-29', '12-31', '5', '05']

    const { entries } = await readBirthdays(values, 'facts.birth_date')

    expect(entries).toMatchObject([5, 11, 2, 12, 5, 5].map((birthdayMonth) => [{ birthdayMonth }]))
    expect(JSON.stringify(entries)).not.toMatch(/1990|-17/)
  })

  test('that hold no month say nothing', async () => {
    const { entries } = await readBirthdays(['', 'May', '1990-13-01', '0', '1990', '13'], 'facts.birth_date')

    expect(entries).toEqual([[], [], [], [], [], []])
  })
})

test('customers come with their names, and their tags as of the making of their record', async () => {
  const [page] = await readAll(bulkShop(files).fetch)

  expect(page?.readings).toEqual([
    {
      entries: [
        {
          kind: 'customer',
          id: '7:history',
          at: Date.parse('2025-01-01T00:00:00Z'),
          customerId: '7',
          addTags: ['vip'],
          removeTags: [],
        },
      ],
      profile: { customerId: '7', firstName: 'Zoë', lastName: 'Byron', copiedAt: Date.parse('2026-10-01T00:00:00Z') },
    },
    { entries: [] },
  ])
})

test('progress counts customers and orders towards their sum', async () => {
  const pages = await readAll(bulkShop(files).fetch)

  expect(pages.map(({ read, of }) => ({ read, of }))).toEqual([
    { read: 2, of: 5 },
    { read: 5, of: 5 },
  ])
})

test('a long history comes in pages of 200', async () => {
  const orders = Array.from({ length: 450 }, (_, number) => orderLine(number + 1, '2026-01-01T00:00:00Z'))

  const pages = await readAll(bulkShop({ customers: [], orders }).fetch)

  expect(pages.map(({ readings }) => readings.length)).toEqual([200, 200, 50])
})

test('a shop without orders has a history without pages', async () => {
  expect(await readAll(bulkShop({ customers: [], orders: [] }).fetch)).toEqual([])
})

test('a shop that keeps names and addresses to itself is read without them', async () => {
  const { fetch, started } = bulkShop(files, { refusePersonal: true })

  const pages = await readAll(fetch)

  expect(entriesOf(pages).filter(({ kind }) => kind === 'order')).toHaveLength(3)
  expect(started).toHaveLength(4)
})

test('a bulk operation that an earlier run left behind is adopted', async () => {
  const first = bulkShop(files)
  await readAll(first.fetch)
  const query = first.started[0] ?? ''
  const running = [
    {
      id: gid('BulkOperation', 99),
      query: query.replaceAll('\n', '\n  '),
      status: 'RUNNING',
      errorCode: null,
      polls: 0,
    },
  ]
  const { fetch, started } = bulkShop(files, { running })

  await readAll(fetch)

  expect(started).toHaveLength(1)
  expect(started[0]).toContain('orders')
})

test('an order that cannot be booked is named and holds nothing up', async () => {
  const euros = { totalPriceSet: { shopMoney: { amount: '10.0', currencyCode: 'EUR' } } }
  const orders = [orderLine(1, '2026-01-01T00:00:00Z', euros), orderLine(2, '2026-02-01T00:00:00Z')]

  const [page] = await readAll(bulkShop({ customers: [], orders }).fetch)

  expect(page?.readings).toHaveLength(1)
  expect(page?.unread).toEqual([
    expect.stringMatching(/an order \(gid:\/\/shopify\/Order\/1\) cannot be read: its amount is in EUR/),
  ])
})

test('a file that breaks off ends the reading, and nothing is left on disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spool-test-'))

  await expect(readAll(bulkShop({ ...files, customers: [] }, { breakOff: true }).fetch, folder)).rejects.toMatchObject({
    code: 'shopify.unreachable',
    message: expect.not.stringContaining('files.example.com'),
  })
  expect(await readdir(folder)).toEqual([])
})

test('whoever stops reading half-way leaves nothing on disk either', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spool-test-'))
  const { platform } = platformOn(bulkShop({ ...files, customers: [] }).fetch, { spoolFolder: folder })

  for await (const page of platform.readHistory(SHOP, { currency: 'GBP', scopes: ['read_all_orders'] })) {
    expect(page.readings.length).toBeGreaterThan(0)
    break
  }

  expect(await readdir(folder)).toEqual([])
})

test('a shop that refuses the history is named with the reason', async () => {
  const denied = { message: 'x', path: ['bulkOperations'], extensions: { code: 'ACCESS_DENIED' } }
  const { fetch } = scriptedFetch({ json: { data: { bulkOperations: null }, errors: [denied] } })

  await expect(readAll(fetch)).rejects.toMatchObject({
    code: 'shopify.refused',
    message: expect.stringContaining(SHOP),
  })
})
