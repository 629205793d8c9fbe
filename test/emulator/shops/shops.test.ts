import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { countryCodeOf } from '../../../app/engine/country-codes.ts'
import { createState } from '../store/state.ts'
import { openFileShop } from './file/file-shop.ts'
import { generateShop } from './generated/generate-shop.ts'

const NOW = Date.parse('2026-11-01T00:00:00Z')

const openGenerated = (seed: number) => generateShop({ domain: 'seed.myshopify.com', seed, now: NOW, customers: 300 })

test('the same seed gives the same shop and the same trade', () => {
  const [one, same, other] = [openGenerated(7), openGenerated(7), openGenerated(8)]
  const tradeOf = (shop: typeof one) =>
    Array.from({ length: 20 }, (_, index) => shop.trade(index, NOW + index, createState(shop.settings)))

  expect(one.past).toEqual(same.past)
  expect(tradeOf(one)).toEqual(tradeOf(same))
  expect(one.past).not.toEqual(other.past)
})

test('the generated shop has a past, a welcome offer on first orders alone, returning customers and late parcels', () => {
  const { past } = openGenerated(1)
  const orders = past.flatMap(({ change }) => (change.kind === 'orderPlaced' ? [change.order] : []))
  const perCustomer = Map.groupBy(orders, ({ customerId }) => customerId)
  const firstOnes = new Set([...perCustomer.values()].map(([first]) => first))
  const welcomed = orders.filter(({ discountCodes }) => discountCodes.some(({ code }) => code === 'WELCOME10'))

  expect(past.every(({ at }) => at <= NOW)).toBe(true)
  expect(welcomed.length).toBeGreaterThan(50)
  expect(welcomed.every((order) => firstOnes.has(order))).toBe(true)
  expect([...perCustomer.values()].filter((list) => list.length > 3).length).toBeGreaterThan(30)
  expect([...perCustomer.values()].filter((list) => list.length === 1).length).toBeGreaterThan(30)
  const late = orders.filter(({ delivery }) => delivery !== null && delivery.deliveredAt > delivery.promisedBy)
  expect(late.length / orders.length).toBeGreaterThan(0.02)
  expect(late.length / orders.length).toBeLessThan(0.15)
  expect(new Set(past.map(({ change }) => change.kind))).toContain('refunded')
})

test('its offers for newcomers are used by newcomers alone, the others by anybody', () => {
  const { past } = openGenerated(1)
  const orders = past.flatMap(({ change }) => (change.kind === 'orderPlaced' ? [change.order] : []))
  const firstOnes = new Set(
    Map.groupBy(orders, ({ customerId }) => customerId)
      .values()
      .map(([first]) => first),
  )
  const carrying = (code: string) => orders.filter((order) => order.discountCodes.some((used) => used.code === code))
  const greeted = orders.filter(({ offers = [] }) => offers.length > 0)
  const segments = past.flatMap(({ change }) => (change.kind === 'segmentSaved' ? [change.segment.query] : []))

  for (const used of [carrying('WELCOME10'), carrying('HELLO5'), greeted]) {
    expect(used.length).toBeGreaterThan(0)
    expect(used.every((order) => firstOnes.has(order))).toBe(true)
  }
  expect(carrying('LEAFFALL15').some((order) => !firstOnes.has(order))).toBe(true)
  expect(greeted.every(({ processedAt }) => processedAt > NOW - 61 * 86_400_000)).toBe(true)
  expect(segments).toEqual(['number_of_orders = 0', "customer_tags CONTAINS 'tea club'"])
})

const writeLines = (name: string, lines: readonly unknown[]): string => {
  const dir = mkdtempSync(join(tmpdir(), 'file-shop-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  writeFileSync(join(dir, name), name.endsWith('.gz') ? gzipSync(text) : text)
  return join(dir, name)
}

const order = (orderId: string, processedAt: string, customerId = 'ada') => ({
  orderId,
  customerId,
  processedAt,
  currency: 'GBP',
  totalPrice: '9.99',
  lineItems: [{ sku: 'A', title: 'A', quantity: 3, price: '3.33' }],
  country: 'EIRE',
})
const part = (price: string, orderId?: string) => ({
  sku: 'A',
  title: 'A',
  quantity: 1,
  price,
  ...(orderId && { orderId }),
})

const ORDERS = [
  order('9', '2025-01-02T00:00:00Z'),
  order('10', '2025-01-02T00:00:00Z', 'ben'),
  order('B7', '2025-01-02T00:00:00Z'),
  order('1', '2025-01-03T00:00:00Z'),
]
const REFUNDS = [
  {
    refundId: 'R',
    customerId: 'ada',
    processedAt: '2025-01-04T00:00:00Z',
    currency: 'GBP',
    amount: '6.67',
    lineItems: [part('1.125', 'B7'), part('2.00'), part('3.00', '9'), part('0.54', 'B7')],
  },
  {
    refundId: 'S',
    orderId: '1',
    customerId: 'ada',
    processedAt: '2025-01-05T00:00:00Z',
    currency: 'GBP',
    amount: '5.00',
    lineItems: [part('4.99', '1')],
  },
  {
    refundId: 'T',
    customerId: 'ben',
    processedAt: '2025-01-06T00:00:00Z',
    currency: 'GBP',
    amount: '1.00',
    lineItems: [part('1.00')],
  },
]

test('ids rise as the ids of the file do, whatever the moments: digits as numbers, then the rest', () => {
  const { fileIds } = openFileShop({
    domain: 'f.myshopify.com',
    orders: writeLines('orders.jsonl.gz', ORDERS),
    live: 0,
  })

  const ids = ['1', '9', '10', 'B7'].map((id) => fileIds?.orders.toShopify(id) ?? 0)

  expect(ids).toEqual([...ids].sort((a, b) => a - b))
  expect(fileIds?.orders.toFile(ids[3] ?? 0)).toBe('B7')
  expect(fileIds?.customers.toFile(fileIds.customers.toShopify('ben'))).toBe('ben')
})

test('a refund of several orders is one a order, and what names no order is an adjustment', () => {
  const shop = openFileShop({
    domain: 'f.myshopify.com',
    orders: writeLines('orders.jsonl', ORDERS),
    refunds: writeLines('refunds.jsonl', REFUNDS),
    live: 0,
  })

  const refunds = shop.past.flatMap(({ change }) => (change.kind === 'refunded' ? [change.refund] : []))

  expect(
    refunds.map(({ id, orderId, amount }) => [
      shop.fileIds?.refunds.toFile(id),
      shop.fileIds?.orders.toFile(orderId),
      amount,
    ]),
  ).toEqual([
    ['R-1', 'B7', 167],
    ['R-2', '9', 300],
    ['S', '1', 500],
  ])
  expect(
    shop.pastAdjustments.map(({ id, line }) => [id, line.amount, shop.fileIds?.customers.toFile(line.customerId)]),
  ).toEqual([
    ['R', '2.00', 'ada'],
    ['T', '1.00', 'ben'],
  ])
})

test('everything before the first live order is the past', () => {
  const shop = openFileShop({
    domain: 'f.myshopify.com',
    orders: writeLines('orders.jsonl', ORDERS),
    refunds: writeLines('refunds.jsonl', REFUNDS),
    live: 1,
  })

  expect(shop.past.filter(({ change }) => change.kind === 'orderPlaced')).toHaveLength(3)
  expect(shop.liveOrders).toBe(1)
  expect(shop.pastAdjustments).toEqual([])
})

test('a broken line is named with its file and number', () => {
  const orders = writeLines('orders.jsonl', [order('1', '2025-01-01T00:00:00Z'), '{"orderId": 2}'])

  expect(() => openFileShop({ domain: 'f.myshopify.com', orders })).toThrow(/orders\.jsonl, line 2: orderId/)
})

test.each([
  ['United Kingdom', 'GB'],
  ['EIRE', 'IE'],
  ['Czech Republic', 'CZ'],
  ['USA', 'US'],
  ['Germany', 'DE'],
  ['United Arab Emirates', 'AE'],
  ['Channel Islands', 'JE'],
  ['DE', 'DE'],
  ['gb', 'GB'],
  ['UK', 'GB'],
  ['EU', null],
  ['ZZ', null],
  ['European Community', null],
  ['Unspecified', null],
])('%s has the code %s', (name, code) => {
  expect(countryCodeOf(name)).toBe(code)
})
