import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { HistoryPage, KeyedEffect, Reading } from '../../app/engine/ports.ts'
import type { Entry } from '../../app/ledger/entries.ts'
import { codeTextOf } from '../../app/shopify/effects/code-text.ts'
import { createPlatform, type PlatformOptions, type ShopifyPlatform } from '../../app/shopify/platform.ts'
import type { PlannedEffect } from '../../app/vocabulary/define.ts'
import type { Emulator, EmulatorOptions, PlacedOrder } from '../emulator/emulator.ts'
import { startEmulator } from '../emulator/start-emulator.ts'
import { API_KEY, API_SECRET, sessionsInMemory } from './scripted-shopify.ts'

/** The app's platform against the local Shopify, over HTTP and under Shopify's real schema. */

const SHOP = 'garden-lane.myshopify.com'
const CURRENCY = 'GBP'

const start = async (shopify: Partial<EmulatorOptions> = {}, app: Partial<PlatformOptions> = {}) => {
  const emulator = await startEmulator({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    shops: [{ kind: 'empty', domain: SHOP, currency: CURRENCY, timeZone: 'Europe/London' }],
    ...shopify,
  })
  const sessions = sessionsInMemory()
  const platform = createPlatform({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appUrl: 'http://127.0.0.1:1',
    apiUrl: emulator.url,
    sessions: sessions.store,
    currencyOf: async () => CURRENCY,
    ...app,
  })
  return { emulator, platform, shop: emulator.shop(SHOP), rows: sessions.rows }
}

const install = (emulator: Emulator, platform: ShopifyPlatform) => platform.install(SHOP, emulator.sessionToken(SHOP))

const readAll = async (
  platform: ShopifyPlatform,
  currency: string,
  birthdayMetafield: string | null = null,
): Promise<HistoryPage[]> => {
  const pages: HistoryPage[] = []
  for await (const page of platform.readHistory(SHOP, { currency, birthdayMetafield, scopes: ['read_all_orders'] }))
    pages.push(page)
  return pages
}

const codeFor = ({ customer }: PlacedOrder): PlannedEffect => ({
  kind: 'code',
  customerId: String(customer.id),
  title: 'Regulars get 10%',
  worth: { percent: 10 },
  minimumSubtotal: null,
  startsAt: Date.parse('2026-11-01T00:00:00Z'),
  endsAt: Date.parse('2026-12-01T00:00:00Z'),
  combinesWith: { orders: false, products: false, shipping: true },
})

describe('with the app installed', () => {
  let world: Awaited<ReturnType<typeof start>>
  let placed: PlacedOrder
  beforeAll(async () => {
    world = await start()
    await install(world.emulator, world.platform)
    placed = await world.shop.customerOrders({ on: '2026-11-01', total: '40.00' })
  })
  afterAll(() => world.emulator.stop())

  test('installing has traded the session token for one that expires', () => {
    const held = world.rows.get(SHOP)

    expect(held?.expiresAt).toBeGreaterThan(Date.now())
    expect(held?.refreshToken).toEqual(expect.any(String))
  })

  test('the shop says its currency, its time zone and what it granted', async () => {
    expect(await world.platform.readShop(SHOP)).toMatchObject({
      answered: true,
      data: { currency: CURRENCY, timeZone: 'Europe/London', scopes: expect.arrayContaining(['write_discounts']) },
    })
  })

  test('a session token of the local Shopify is verified', async () => {
    const token = world.emulator.sessionToken(SHOP, 42)

    expect(await world.platform.verifySessionToken(token)).toEqual({ valid: true, shop: SHOP, userId: '42' })
  })

  test.each([
    { what: 'performed twice', failure: null },
    { what: 'whose answer got lost', failure: { kind: 'done, connection lost' } as const },
    { what: 'in an outage', failure: { kind: 'server error', status: 503 } as const },
    { what: 'that is throttled', failure: { kind: 'throttled' } as const },
  ])('a code $what exists once', async ({ what, failure }) => {
    const keyed: KeyedEffect = { key: `payment:${what}:rule:0`, effect: codeFor(placed) }
    if (failure) world.emulator.failures.next('discountCodeBasicCreate', failure)

    await world.platform.perform(SHOP, keyed)
    const performed = await world.platform.perform(SHOP, keyed)

    const code = codeTextOf(keyed.key, 1)
    expect(performed).toMatchObject({ outcome: 'done', result: { code } })
    expect(world.shop.createdCodes().filter((created) => created.code === code)).toMatchObject([
      { customerIds: [placed.customer.id] },
    ])
  })

  test('a tag is put on once', async () => {
    const keyed: KeyedEffect = {
      key: 'tag:1',
      effect: { kind: 'tag', customerId: String(placed.customer.id), add: ['regular'], remove: [] },
    }
    world.emulator.failures.next('tagsAdd', { kind: 'done, connection lost' })

    const lost = await world.platform.perform(SHOP, keyed)
    const performed = await world.platform.perform(SHOP, keyed)

    expect(lost.outcome).toBe('retry')
    expect(performed).toEqual({ outcome: 'done' })
    expect(world.shop.tagsOf(placed)).toContain('regular')
    expect(world.shop.tagWrites().filter(({ tags }) => tags.includes('regular'))).toHaveLength(1)
  })

  test('a note gains its line once', async () => {
    const keyed: KeyedEffect = {
      key: 'note:1',
      effect: { kind: 'note', orderId: String(placed.order.id), text: 'first order: add a card' },
    }
    world.emulator.failures.next('orderUpdate', { kind: 'done, connection lost' })

    await world.platform.perform(SHOP, keyed)
    await world.platform.perform(SHOP, keyed)

    expect(world.shop.noteLines().filter(({ line }) => line.startsWith('first order: add a card'))).toHaveLength(1)
  })

  test.each([
    { what: 'customer', effect: { kind: 'tag', customerId: '999999', add: ['regular'], remove: [] } as const },
    { what: 'order', effect: { kind: 'note', orderId: '999999', text: 'x' } as const },
  ])('an effect on a $what that is gone fails with a reason', async ({ effect }) => {
    const performed = await world.platform.perform(SHOP, { key: 'gone', effect })

    expect(performed).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/\w+ \w+/) })
  })

  test('an edited order is read again as it is now', async () => {
    const { order } = await world.shop.customerOrders({ on: '2026-11-02', lines: [{ sku: 'TEA-1', price: '10.00' }] })
    world.shop.editsOrder(order, { addLines: [{ sku: 'POT-2', price: '5.00' }] })

    const effect = { kind: 'reread', what: 'order', id: String(order.id), triggeredAt: 0 } as const
    const performed = await world.platform.perform(SHOP, { key: 'reread:1', effect })

    const body = Buffer.from(JSON.stringify(performed.outcome === 'done' && performed.result?.node))
    expect(world.platform.read('reread/order', body, { currency: CURRENCY, triggeredAt: 0 })).toMatchObject({
      read: true,
      reading: { entries: [{ kind: 'order', id: String(order.id), skus: ['TEA-1', 'POT-2'] }, { kind: 'payment' }] },
    })
  })

  test('a refund asked for again says its total', async () => {
    const { order } = await world.shop.customerOrders({ on: '2026-11-03', total: '40.00' })
    const refund = world.shop.refundsOrder(order, { amount: '12.50', on: '2026-11-04' })

    const effect = { kind: 'reread', what: 'refund', id: String(refund.id), triggeredAt: 0 } as const
    const performed = await world.platform.perform(SHOP, { key: 'reread:2', effect })

    const body = Buffer.from(JSON.stringify(performed.outcome === 'done' && performed.result?.node))
    expect(world.platform.read('reread/refund', body, { currency: CURRENCY, triggeredAt: 0 })).toMatchObject({
      reading: { entries: [{ kind: 'refund', orderId: String(order.id), amount: 1250 }] },
    })
  })
})

test('work goes on across the end of a token’s life', async () => {
  const { emulator, platform, shop, rows } = await start({ tokenLifetimeSeconds: 1 })
  await install(emulator, platform)
  const first = rows.get(SHOP)?.accessToken
  const placed = await shop.customerOrders({ on: '2026-11-01' })
  await expect.poll(() => Date.now(), { timeout: 5000 }).toBeGreaterThan(rows.get(SHOP)?.expiresAt ?? 0)

  const performed = await platform.perform(SHOP, { key: 'code:1', effect: codeFor(placed) })

  expect(performed.outcome).toBe('done')
  expect(rows.get(SHOP)?.accessToken).not.toBe(first)
  await emulator.stop()
})

test('a shop that removed the app is not worked for, and is again after it comes back', async () => {
  const { emulator, platform, shop } = await start()
  await install(emulator, platform)
  const placed = await shop.customerOrders({ on: '2026-11-01' })
  shop.uninstall()

  const effect = codeFor(placed)
  expect(await platform.perform(SHOP, { key: 'code:1', effect })).toMatchObject({ outcome: 'failed' })

  await install(emulator, platform)
  expect(await platform.perform(SHOP, { key: 'code:1', effect })).toMatchObject({ outcome: 'done' })
  await emulator.stop()
})

describe.each(['given', 'withheld'] as const)('the history of a shop with protected data %s', (protectedData) => {
  const generated = {
    kind: 'generated',
    domain: SHOP,
    seed: 7,
    now: Date.parse('2026-11-01T00:00:00Z'),
    customers: 40,
  } as const

  test('is every order and refund, oldest first, and every customer', async () => {
    const { emulator, platform, shop } = await start({ shops: [generated], protectedData })
    const installed = await install(emulator, platform)

    const pages = await readAll(platform, installed.answered ? installed.data.currency : '')

    const entries = pages.flatMap(({ readings }) => readings.flatMap((reading) => reading.entries))
    const orders = entries.filter((entry) => entry.kind === 'order')
    expect(pages.flatMap(({ unread = [] }) => unread)).toEqual([])
    expect(orders.map(({ id }) => id).sort()).toEqual(
      shop
        .orders()
        .map(({ id }) => String(id))
        .sort(),
    )
    expect(orders.map(({ at }) => at)).toEqual(orders.map(({ at }) => at).toSorted((left, right) => left - right))
    expect(entries.filter(({ kind }) => kind === 'refund')).toHaveLength(shop.refunds().length)
    const names = pages.flatMap(({ readings }) => readings.flatMap(({ profile }) => profile ?? []))
    expect(names).toHaveLength(protectedData === 'given' ? shop.customers().length : 0)
    expect(pages.at(-1)).toMatchObject({ read: shop.orders().length + shop.customers().length })
    await emulator.stop()
  })
})

/** An app that reads whatever is sent to it. */
const listen = async (platform: ShopifyPlatform) => {
  const received: { topic: string; reading: Reading }[] = []
  const problems: string[] = []
  const app = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const topic = String(request.headers['x-shopify-topic'])
    const body = Buffer.concat(chunks)
    const triggeredAt = Date.parse(String(request.headers['x-shopify-triggered-at']))
    const { problem, status } = platform.identify(topic, body, triggeredAt)
    const result = platform.read(topic, body, { currency: CURRENCY, triggeredAt })
    if (problem !== null) problems.push(problem)
    if (status === 'pending' && result.read) received.push({ topic, reading: result.reading })
    if (!result.read) problems.push(result.reason)
    response.end()
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void app.close())
  return { url: `http://127.0.0.1:${(app.address() as AddressInfo).port}`, received, problems }
}

test('everything that the local Shopify sends is placed and read', async () => {
  const { emulator, platform, shop } = await start()
  const { url, received, problems } = await listen(platform)
  emulator.connectApp(url)
  shop.install()

  const placed = await shop.customerOrders({ on: '2026-11-01', total: '40.00' })
  shop.refundsOrder(placed, { amount: '12.50', on: '2026-11-02' })
  shop.tags(placed, ['vip'])
  shop.untags(placed, ['vip'])
  shop.changesCustomer(placed, { firstName: 'Testa' })
  shop.consents(placed, 'email', true)
  shop.consents(placed, 'sms', false)
  shop.editsOrder(placed, { addLines: [{ sku: 'POT-2', price: '5.00' }] })
  shop.cancels(placed, '2026-11-03')
  shop.deletesOrder(placed)
  shop.deletesCustomer(placed)
  shop.changeScopes(['read_orders'])
  shop.uninstall()
  await shop.webhooksAnswered()

  const id = String(placed.order.id)
  const entriesOf = (topic: string) =>
    received.filter((one) => one.topic === topic).flatMap(({ reading }) => reading.entries)
  expect(problems).toEqual([])
  expect(entriesOf('orders/create')).toContainEqual(expect.objectContaining({ kind: 'order', id, total: 4000 }))
  expect(entriesOf('orders/paid')).toContainEqual(expect.objectContaining({ kind: 'payment', id }))
  expect(entriesOf('refunds/create')).toMatchObject([{ kind: 'refund', orderId: id, amount: 1250 }])
  expect(entriesOf('orders/cancelled')).toContainEqual({ kind: 'cancellation', id, at: Date.parse('2026-11-03') })
  expect(entriesOf('orders/delete')).toMatchObject([{ kind: 'cancellation', id, deleted: true }])
  expect(entriesOf('customer.tags_added')).toMatchObject([{ addTags: ['vip'] }])
  expect(entriesOf('customer.tags_removed')).toMatchObject([{ removeTags: ['vip'] }])
  expect(entriesOf('customers_email_marketing_consent/update')).toMatchObject([{ emailConsent: true }])
  expect(entriesOf('customers_marketing_consent/update')).toMatchObject([{ smsConsent: false }])
  const told = received.map(({ topic }) => topic)
  expect(told).toEqual(
    expect.arrayContaining(['orders/edited', 'customers/delete', 'app/scopes_update', 'app/uninstalled']),
  )
  await emulator.stop()
})

test('an order, and what its customer said, read the same by webhook, when asked for again, and in the history', async () => {
  const { emulator, platform, shop } = await start()
  await install(emulator, platform)
  const { url, received } = await listen(platform)
  emulator.connectApp(url)
  const { customer, order } = await shop.customerOrders({
    on: '2026-11-01',
    lines: [
      { sku: 'TEA-1', price: '10.00', quantity: 2, vendor: 'Hollow Hill' },
      { sku: 'POT-2', price: '30.00', vendor: 'Ada’s Kiln' },
    ],
    offers: [
      { title: 'Two for you', amount: '2.00' },
      { title: 'And more', amount: '1.50' },
    ],
    note: 'Ring the bell',
    tags: ['wholesale', 'gift'],
    source: 'subscription_contract_checkout_one',
    companyId: 55,
  })
  shop.consents(customer, 'email', true)
  shop.consents(customer, 'sms', true)
  shop.consents(customer, 'sms', false)
  shop.setsMetafield(customer, 'facts.birth_date', '1990-05-17')
  await shop.webhooksAnswered()

  const effect = { kind: 'reread', what: 'order', id: String(order.id), triggeredAt: 0 } as const
  const performed = await platform.perform(SHOP, { key: 'reread:1', effect })
  const body = Buffer.from(JSON.stringify(performed.outcome === 'done' && performed.result?.node))
  const reread = platform.read('reread/order', body, { currency: CURRENCY, triggeredAt: 0 })
  const pages = await readAll(platform, CURRENCY, 'facts.birth_date')

  const told = received.flatMap(({ reading }) => reading.entries)
  const asked = pages.flatMap(({ readings }) => readings.flatMap((reading) => reading.entries))
  const [byWebhook] = told.filter(({ kind }) => kind === 'order')
  expect(byWebhook).toMatchObject({
    subtotal: 4650,
    discountTotal: 350,
    listed: 5000,
    offers: [
      { title: 'And more', amount: 150 },
      { title: 'Two for you', amount: 200 },
    ],
    itemsCount: 3,
    vendors: ['Hollow Hill', 'Ada’s Kiln'],
    tags: ['gift', 'wholesale'],
    source: 'subscription_contract_checkout_one',
    hasNote: true,
    isRenewal: true,
    isBusiness: true,
  })
  expect(reread.read && reread.reading.entries[0]).toEqual(byWebhook)
  expect(asked.filter(({ kind }) => kind === 'order')).toEqual([byWebhook])

  const said = (entries: readonly Entry[]) => entries.filter((entry) => entry.kind === 'customer')
  expect(said(asked)).toEqual([
    expect.objectContaining({ emailConsent: true }),
    expect.objectContaining({ smsConsent: false }),
    expect.objectContaining({ birthdayMonth: 5 }),
  ])
  // What was said last is told by both under one id, so that nothing is booked twice.
  expect(said(told)).toEqual(expect.arrayContaining(said(asked).slice(0, 2)))
  expect(JSON.stringify([told, asked])).not.toMatch(/bell|1990/)
  await emulator.stop()
})
