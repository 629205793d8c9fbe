import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { EmulatorOptions } from '../emulator.ts'
import { openAdmin, openEmulator, openReceiver, type Received, SHOP } from '../support.ts'
import { shuffleGroup } from './outbox.ts'

/** A shop of ten orders, one every minute, all of them live; the last two at the same moment. */
const writeOrders = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'orders-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 'orders.jsonl')
  const lines = Array.from({ length: 10 }, (_, index) => ({
    orderId: String(100 + index),
    customerId: `C${index % 3}`,
    processedAt: `2025-03-01T10:${String(Math.min(index, 8)).padStart(2, '0')}:00Z`,
    currency: 'GBP',
    totalPrice: '10.00',
    lineItems: [{ sku: 'A', title: 'A thing', quantity: 1, price: '10.00' }],
    country: 'France',
    ...(index === 0 && { cancelled: true, cancelledAt: '2025-03-01T10:02:30Z' }),
  }))
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  return file
}

const refundOfNoOrder = (processedAt: string) => ({
  ...{ refundId: 'R1', customerId: 'C1', processedAt, currency: 'GBP', amount: '1.00' },
  lineItems: [{ sku: 'A', title: 'A thing', quantity: 1, price: '1.00' }],
})

const openFileShop = async (
  receiver: { url: string },
  options: Partial<EmulatorOptions> = {},
  refundLines: readonly unknown[] = [],
) => {
  const orders = writeOrders()
  const refunds = join(dirname(orders), 'refunds.jsonl')
  writeFileSync(refunds, refundLines.map((line) => JSON.stringify(line)).join('\n'))
  const shops = [{ kind: 'file', domain: SHOP, orders, refunds, live: 'all' }] as const
  const emulator = await openEmulator({ shops, appUrl: receiver.url, ...options })
  const shop = emulator.shop()
  shop.install()
  return { emulator, shop }
}

const namesOf = (received: readonly Received[], shop: ReturnType<Awaited<ReturnType<typeof openEmulator>>['shop']>) =>
  received.map(({ topic, body }) => `${topic.replace('orders/', '')} ${shop.fileIds?.orders.toFile(Number(body.id))}`)

test('a file is told in ledger order, payments after the orders of their moment', async () => {
  const receiver = await openReceiver()
  const { shop } = await openFileShop(receiver, { window: 0 })

  await shop.trade().finished

  const names = namesOf(receiver.received, shop)
  expect(names.slice(0, 2)).toEqual(['create 100', 'paid 100'])
  expect(names.slice(-4)).toEqual(['create 108', 'create 109', 'paid 108', 'paid 109'])
  expect(names.indexOf('cancelled 100')).toBe(names.indexOf('paid 102') + 1)
  expect(shop.webhooks()).toEqual({ sent: 21, accepted: 21, duplicatesSent: 0, waiting: 0 })
})

test("the file's moments are the shop's time", async () => {
  const receiver = await openReceiver()
  const { shop } = await openFileShop(receiver)

  await shop.trade({ entries: 4 }).finished

  const second = receiver.received.find(({ body, topic }) => topic === 'orders/create' && body.order_number === 1002)
  expect(second?.body).toMatchObject({
    processed_at: '2025-03-01T10:01:00+00:00',
    created_at: '2025-03-01T10:01:00+00:00',
  })
  expect(second?.headers['x-shopify-triggered-at']).toBe('2025-03-01T10:01:00.000000000Z')
  expect(shop.now()).toBe(Date.parse('2025-03-01T10:01:00Z'))
})

test('no more than the window goes out beyond the oldest unanswered one', async () => {
  const hold = Promise.withResolvers<number>()
  const receiver = await openReceiver((_one, before) => (before.length === 0 ? hold.promise : 200))
  const { shop } = await openFileShop(receiver, { window: 3 })

  const stream = shop.trade()
  await expect.poll(() => receiver.received.length).toBe(4)
  const storedMeanwhile = shop.orders().length
  hold.resolve(200)
  await stream.finished

  expect(storedMeanwhile).toBe(2)
  expect(receiver.received).toHaveLength(21)
})

test('no more than the window goes out beyond an adjustment that has not come home', async () => {
  const receiver = await openReceiver()
  const { shop } = await openFileShop(receiver, { window: 3 }, [refundOfNoOrder('2025-03-01T10:01:30Z')])
  const home = Promise.withResolvers<void>()
  const brought: string[] = []

  const stream = shop.trade({
    adjust: ({ id }) => {
      brought.push(id)
      return brought.length === 1 ? Promise.reject(new Error('the app is down')) : home.promise
    },
  })
  await expect.poll(() => brought).toEqual(['R1', 'R1'])
  await shop.webhooksAnswered()
  const ordersMeanwhile = shop.orders().length
  home.resolve()
  await stream.finished

  expect(ordersMeanwhile).toBe(4)
  expect(shop.orders()).toHaveLength(10)
})

test('a webhook is repeated, the same to the byte, until it is answered 200', async () => {
  const receiver = await openReceiver((one, before) =>
    before.filter(({ raw }) => raw.equals(one.raw)).length < 2 ? 503 : 200,
  )
  const { shop } = await openFileShop(receiver)

  await shop.trade({ entries: 1 }).finished

  expect(receiver.received).toHaveLength(3)
  expect(new Set(receiver.received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1)
  expect(shop.webhooks()).toMatchObject({ sent: 1, accepted: 1 })
})

test('duplicates are whole copies, and counted apart', async () => {
  const receiver = await openReceiver()
  const { shop } = await openFileShop(receiver, { duplicate: true })

  await shop.trade().finished

  expect(receiver.received).toHaveLength(42)
  expect(new Set(receiver.received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(21)
  expect(shop.webhooks()).toMatchObject({ sent: 21, accepted: 21, duplicatesSent: 21 })
})

test('shuffled webhooks arrive in another order, every one of them once', async () => {
  const receiver = await openReceiver()
  const { shop } = await openFileShop(receiver, { shuffle: 10 })

  await shop.trade().finished

  const numbers = receiver.received.map(({ topic, body }) => `${body.order_number} ${topic}`)
  expect(new Set(numbers).size).toBe(21)
  expect(numbers.slice(0, 10)).not.toEqual(numbers.slice(0, 10).sort())
})

test('a shuffled group goes out when all of the one before it are answered', async () => {
  let unanswered = 0
  const unansweredAtArrival: number[] = []
  const receiver = await openReceiver(async () => {
    unansweredAtArrival.push(unanswered++)
    await new Promise((resolve) => setTimeout(resolve, 5))
    unanswered--
    return 200
  })
  const { shop } = await openFileShop(receiver, { shuffle: 5 })

  await shop.trade().finished

  expect(unansweredAtArrival).toHaveLength(21)
  expect([0, 5, 10, 15, 20].map((first) => unansweredAtArrival[first])).toEqual([0, 0, 0, 0, 0])
  expect(Math.max(...unansweredAtArrival)).toBeGreaterThan(0)
})

test('a group is shuffled the same every time, another group in another way', () => {
  const group = Array.from({ length: 20 }, (_, index) => index)

  expect(shuffleGroup(group, 1)).toEqual(shuffleGroup(group, 1))
  expect(shuffleGroup(group, 1)).not.toEqual(shuffleGroup(group, 2))
  expect(shuffleGroup(group, 1).sort((a, b) => a - b)).toEqual(group)
})

test("the app's own writes come back to it as webhooks", async () => {
  const receiver = await openReceiver()
  const emulator = await openEmulator({ appUrl: receiver.url })
  const shop = emulator.shop()
  const { customer } = await shop.customerOrders()
  const admin = await openAdmin(emulator)

  await admin(`mutation { tagsAdd(id: "gid://shopify/Customer/${customer.id}", tags: ["vip"]) { node { id } } }`)
  await shop.webhooksAnswered()

  expect(receiver.received.map(({ topic }) => topic).sort()).toEqual(['customer.tags_added', 'customers/update'])
  expect(receiver.received.find(({ topic }) => topic === 'customer.tags_added')?.body).toMatchObject({ tags: ['vip'] })
})
