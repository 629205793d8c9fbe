import { randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'
import { orderBody, sendWebhook, sign } from './send-webhook.ts'

let app: StartedApp
let opened: OpenShop
beforeAll(async () => {
  app = await startApp()
  opened = await app.openShop()
})
afterAll(() => app?.stop())

const deliveries = async (query = '') => (await opened.api.activity(query)).deliveries
const unknownShops = async () =>
  Number(/unknown_shop_deliveries_total (\d+)/.exec(await (await fetch(`${app.app.url}/metrics`)).text())?.[1])

describe('a webhook whose signature', () => {
  test.each<{ is: string; signature: (body: string) => string | null }>([
    { is: 'is missing', signature: () => null },
    { is: 'is empty', signature: () => '' },
    { is: 'is of another secret', signature: (body) => sign(body, 'another secret') },
    { is: 'is of another body', signature: () => sign('{}', app.apiSecret) },
    { is: 'is no base64', signature: () => '***' },
    { is: 'is the right one cut short', signature: (body) => sign(body, app.apiSecret).slice(0, 20) },
    { is: 'is in hexadecimal', signature: (body) => Buffer.from(sign(body, app.apiSecret), 'base64').toString('hex') },
  ])('$is gets 401, and nothing is stored', async ({ signature }) => {
    const before = await deliveries()
    const body = orderBody(1)

    const answer = await sendWebhook(app, { shop: opened.domain, body, signature: signature(body) })

    expect(answer.status).toBe(401)
    expect(JSON.parse(answer.body)).toEqual({ error: { code: 'token.invalid', message: expect.any(String) } })
    expect(await deliveries()).toEqual(before)
  })

  test('covers the bytes, not their meaning', async () => {
    const body = orderBody(2)

    const answer = await sendWebhook(app, {
      shop: opened.domain,
      body: JSON.stringify(JSON.parse(body), null, 1),
      signature: sign(body, app.apiSecret),
    })

    expect(answer.status).toBe(401)
  })
})

describe('a webhook with a good signature', () => {
  test('is stored and answered 200; its repeat too, and changes nothing', async () => {
    const headers = { 'x-shopify-event-id': randomUUID() }
    const body = orderBody(10)

    const first = await sendWebhook(app, { shop: opened.domain, body, headers })
    await opened.settled()
    const before = [await deliveries(), await opened.api.facts()]
    const repeats = await Promise.all([1, 2, 3].map(() => sendWebhook(app, { shop: opened.domain, body, headers })))
    await opened.settled()

    expect([first, ...repeats]).toEqual(Array(4).fill({ status: 200, body: '' }))
    expect([await deliveries(), await opened.api.facts()]).toEqual(before)
    expect(await deliveries()).toMatchObject([{ topic: 'orders/create', status: 'processed' }])
  })

  test('is known again by its webhook id where it names no event', async () => {
    const headers = { 'x-shopify-event-id': '', 'x-shopify-webhook-id': randomUUID() }
    const body = orderBody(11)

    await sendWebhook(app, { shop: opened.domain, body, headers })
    await sendWebhook(app, { shop: opened.domain, body, headers })

    const { inbox } = await opened.api.status()
    const count = inbox.pending + inbox.processed
    await sendWebhook(app, { shop: opened.domain, body, headers: { ...headers, 'x-shopify-webhook-id': randomUUID() } })
    await until(async () => {
      const now = (await opened.api.status()).inbox
      return now.pending + now.processed === count + 1
    }, 'one more is stored')
  })

  test('of a shop that nobody knows gets 200, is counted, and is not stored', async () => {
    const before = await unknownShops()

    const answer = await sendWebhook(app, { shop: 'nobody.myshopify.com', body: orderBody(12) })

    expect(answer.status).toBe(200)
    expect(await unknownShops()).toBe(before + 1)
  })

  test.each([
    { what: 'no JSON', body: '{"id": 1' },
    { what: 'nothing at all', body: '' },
    { what: 'JSON of another shape', body: '[1, 2, 3]' },
    { what: 'null', body: 'null' },
    { what: 'bytes that are no text', body: Buffer.from([0xff, 0xfe, 0x00, 0x80]) },
    {
      what: 'an order without an id',
      body: JSON.stringify({ ...JSON.parse(orderBody(1)), id: null, admin_graphql_api_id: null }),
    },
    { what: 'an order of the year 0', body: orderBody(13, { processed_at: '0000-01-01T00:00:00Z' }) },
    { what: 'an order after the year 9999', body: orderBody(13, { processed_at: '9999-12-31T23:59:59-12:00' }) },
  ])('and $what gets 200, and is shown as failed with the reason', async ({ body }) => {
    const before = (await opened.api.activity()).counts

    const answer = await sendWebhook(app, { shop: opened.domain, body })

    expect(answer.status).toBe(200)
    const { counts, deliveries: shown } = await opened.api.activity('?show=failed')
    expect(counts.failed).toBe(before.failed + 1)
    expect(shown[0]).toMatchObject({
      status: 'failed',
      at: null,
      problem: expect.stringMatching(/\w+ \w+/),
      decisions: [],
    })
  })

  test('and a topic that the app does not read gets 200, and is shown as failed', async () => {
    const answer = await sendWebhook(app, { shop: opened.domain, topic: 'carts/update', body: '{"id":"x"}' })

    expect(answer.status).toBe(200)
    expect((await deliveries('?show=failed'))[0]).toMatchObject({
      topic: 'carts/update',
      problem: expect.stringContaining('no reader'),
    })
  })

  test('and an order that can be placed but not booked gets 200, and fails when its turn comes', async () => {
    const money = { shop_money: { amount: '50.00', currency_code: 'XTS' } }

    const answer = await sendWebhook(app, { shop: opened.domain, body: orderBody(14, { total_price_set: money }) })
    await opened.settled()

    expect(answer.status).toBe(200)
    expect((await deliveries('?show=failed'))[0]).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('XTS'),
    })
  })

  test('is taken whatever time its header claims', async () => {
    for (const claimed of [
      'never',
      '',
      '9999999-01-01T00:00:00Z',
      '+275760-09-13T00:00:00.000Z',
      '-271821-04-20T00:00:00.000Z',
    ]) {
      const answer = await sendWebhook(app, {
        shop: opened.domain,
        topic: 'customers/update',
        body: JSON.stringify({ id: 7, updated_at: null }),
        headers: { 'x-shopify-triggered-at': claimed },
      })

      expect([claimed, answer.status]).toEqual([claimed, 200])
    }
  })

  test('does not stand in the way of one stored beside it that the database refuses', async () => {
    // Longer than an index of the database can hold.
    const long = randomBytes(6_000).toString('base64')
    const sent = Array.from({ length: 12 }, (_, index) =>
      sendWebhook(app, {
        shop: opened.domain,
        body: orderBody(100 + index),
        ...(index === 5 ? { headers: { 'x-shopify-event-id': long } } : {}),
      }),
    )

    const statuses = (await Promise.all(sent)).map(({ status }) => status)

    expect(statuses).toEqual(statuses.map((_, index) => (index === 5 ? 500 : 200)))
  })

  test.each(['x-shopify-shop-domain', 'x-shopify-topic', 'x-shopify-event-id'])('without %s gets 400', async (name) => {
    const answer = await sendWebhook(app, { shop: opened.domain, body: orderBody(15), headers: { [name]: '' } })

    expect(answer.status).toBe(400)
  })
})

describe('a body over 2 MB', () => {
  const large = Buffer.alloc(2 * 1024 * 1024 + 1, 'x')

  test('gets 413, and the answer arrives', async () => {
    for (let time = 0; time < 5; time++) {
      const answer = await sendWebhook(app, { shop: opened.domain, body: large })

      expect(answer.status).toBe(413)
    }
  })

  test('gets 413 where its length is not told beforehand', async () => {
    const status = await new Promise((resolve, reject) => {
      const sending = request(`${app.app.url}/webhooks`, { method: 'POST' }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      sending.on('error', reject)
      for (let sent = 0; sent < large.length; sent += 65_536) sending.write(large.subarray(sent, sent + 65_536))
      sending.end()
    })

    expect(status).toBe(413)
  })

  test('of exactly 2 MB is read', async () => {
    expect((await sendWebhook(app, { shop: opened.domain, body: large.subarray(1) })).status).toBe(200)
  })
})

test('only POST brings webhooks', async () => {
  expect((await fetch(`${app.app.url}/webhooks`)).status).toBe(405)
})

describe('what privacy law lets people ask for', () => {
  test('is stored, answered 200 and shown as waiting', async () => {
    const before = (await opened.api.activity()).counts.waiting
    const { customer } = await opened.shop.customerOrders()
    opened.shop.requestCompliance({ topic: 'customers/data_request', customerId: customer.id })
    opened.shop.requestCompliance({ topic: 'customers/redact', customerId: customer.id })
    await opened.shop.webhooksAnswered()

    const { counts, deliveries: waiting } = await opened.api.activity('?show=waiting')
    expect(counts.waiting).toBe(before + 2)
    expect(waiting.map(({ topic, status, problem }) => [topic, status, problem]).sort()).toEqual([
      ['customers/data_request', 'waiting', null],
      ['customers/redact', 'waiting', null],
    ])
  })

  test('is stored for a shop that removed the app, and waits when it comes back', async () => {
    const { shop, api, domain } = await app.openShop()
    shop.uninstall()
    await shop.webhooksAnswered()
    const before = await unknownShops()
    const body = JSON.stringify({ shop_id: 1, shop_domain: domain })

    // Whether or not the uninstallation has been learned by now.
    expect((await sendWebhook(app, { shop: domain, topic: 'shop/redact', body })).status).toBe(200)

    expect(await unknownShops()).toBe(before)
    await until(async () => (await api.shop()).history.state === 'done', 'the shop is back')
    expect((await api.activity('?show=waiting')).deliveries).toMatchObject([
      { topic: 'shop/redact', status: 'waiting' },
    ])
  })
})
