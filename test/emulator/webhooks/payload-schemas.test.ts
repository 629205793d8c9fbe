import { createHmac } from 'node:crypto'
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { schemaForWebhook } from 'shopify-webhook-schemas'
import { expect, test } from 'vitest'
import { KEYS, openEmulator, openReceiver, type Received, SHOP } from '../support.ts'
import { TOPICS } from './topics.ts'

const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))

const schemaOf = (topic: string): AnySchemaObject => {
  const schema: AnySchemaObject = schemaForWebhook('2026-07', topic)
  // Inferred from samples without a refund, it would allow none: a refund in an order is what refunds/create sends.
  if (schema.properties?.refunds) schema.properties.refunds.items = schemaForWebhook('2026-07', 'refunds/create')
  return schema
}

const problemsOf = ({ topic, body }: Received): string[] => {
  const validate: ValidateFunction = ajv.compile(schemaOf(topic))
  return validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** A shop in which everything happens that it knows how to tell. */
const letEverythingHappen = async (options: { protectedData?: 'withheld' } = {}) => {
  const { url, received } = await openReceiver()
  const emulator = await openEmulator({ appUrl: url, ...options })
  const shop = emulator.shop()
  shop.install()
  const placed = await shop.customerOrders({
    lines: [{ price: '12.50', quantity: 2, sku: 'A' }, { price: '0.335' }],
    discountCodes: ['TEN'],
  })
  await shop.customerOrders({ offers: [{ title: 'Because you keep coming back', amount: '2.50' }] })
  shop.editsOrder(placed, { addLines: [{ price: '3.00' }] })
  shop.refundsOrder(placed, { amount: '5.00' })
  shop.cancels(placed)
  shop.tags(placed, ['vip'])
  shop.untags(placed, ['vip'])
  shop.changesCustomer(placed, { firstName: 'Grace' })
  shop.consents(placed, 'email', true)
  shop.consents(placed, 'sms', false)
  const discount = shop.createsDiscount({ segment: 'number_of_orders = 0' })
  shop.changesDiscount(discount.id, { percent: 15 })
  shop.changesSegment(discount.segmentIds?.[0] ?? 0, 'number_of_orders < 2')
  shop.deletesDiscount(discount.id)
  shop.changeScopes(['read_orders'])
  shop.requestCompliance({ topic: 'customers/data_request', customerId: placed.customer.id })
  shop.requestCompliance({ topic: 'customers/redact', customerId: placed.customer.id })
  shop.deletesOrder(placed)
  shop.deletesCustomer(placed)
  shop.uninstall()
  shop.requestCompliance({ topic: 'shop/redact' })
  await shop.webhooksAnswered()
  return { received, shop, placed }
}

test('every topic is sent, each with a body that its published schema accepts', async () => {
  const { received } = await letEverythingHappen()

  expect([...new Set(received.map(({ topic }) => topic))].sort()).toEqual([...TOPICS].sort())
  expect(received.flatMap((one) => problemsOf(one).map((problem) => `${one.topic}: ${problem}`))).toEqual([])
})

test('names, e-mail, phone and address are null for an app without protected data', async () => {
  const { received, placed } = await letEverythingHappen({ protectedData: 'withheld' })

  const order = received.find(({ topic }) => topic === 'orders/create')
  expect(order?.body.email).toBeNull()
  expect(order?.body.customer).toMatchObject({
    id: placed.customer.id,
    first_name: null,
    last_name: null,
    email: null,
  })
})

test("a webhook carries Shopify's headers and a signature over its bytes", async () => {
  const { received } = await letEverythingHappen()

  for (const { headers, raw, topic } of received) {
    expect(headers).toMatchObject({
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': SHOP,
      'x-shopify-api-version': '2026-07',
      'x-shopify-hmac-sha256': createHmac('sha256', KEYS.apiSecret).update(raw).digest('base64'),
    })
  }
  const ids = received.map(({ headers }) => headers['x-shopify-webhook-id'])
  expect(new Set(ids).size).toBe(received.length)
})

test('one happening has one event id, whatever it makes Shopify send', async () => {
  const { received } = await letEverythingHappen()

  const eventOf = (topic: string) => received.find((one) => one.topic === topic)?.headers['x-shopify-event-id']
  expect(eventOf('customer.tags_added')).toBe(
    received.find(({ topic }) => topic === 'customers/update')?.headers['x-shopify-event-id'],
  )
  expect(eventOf('orders/create')).not.toBe(eventOf('orders/paid'))
})

test('amounts are before refunds in total_price and after them in current_total_price', async () => {
  const { received } = await letEverythingHappen()

  const cancelled = received.find(({ topic }) => topic === 'orders/cancelled')?.body
  expect(cancelled).toMatchObject({
    total_price: '28.34',
    current_total_price: '23.34',
    financial_status: 'partially_refunded',
  })
  const refund = received.find(({ topic }) => topic === 'refunds/create')?.body
  expect(refund).toMatchObject({ transactions: [{ kind: 'refund', status: 'success', amount: '5.00' }] })
})

test('a shop without the app sends nothing', async () => {
  const { url, received } = await openReceiver()
  const shop = (await openEmulator({ appUrl: url })).shop()

  await shop.customerOrders()

  expect(shop.webhooks()).toMatchObject({ sent: 0, waiting: 0 })
  expect(received).toEqual([])
})
