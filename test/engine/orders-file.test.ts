import { describe, expect, test } from 'vitest'
import { readImportLine } from '../../app/engine/orders-file.ts'

const AT = '2026-03-01T12:00:00+02:00'
const at = Date.parse(AT)
const orderLine = { orderId: '536365', customerId: '17850', processedAt: AT, currency: 'GBP', totalPrice: '139.12' }
const refundLine = { refundId: 'C1', customerId: '17850', processedAt: AT, currency: 'GBP', amount: '27.50' }
const read = (line: unknown, currency = 'GBP') => readImportLine(JSON.stringify(line), currency)

describe('an order of a file', () => {
  test('is placed and paid at its moment', () => {
    const lineItems = [
      { sku: 'A', quantity: 1, price: '1.00' },
      { quantity: 2, price: '2.00' },
      { sku: 'A', quantity: 1, price: '1.00' },
    ]

    expect(read({ ...orderLine, lineItems, country: 'United Kingdom' })).toEqual([
      {
        kind: 'order',
        id: '536365',
        at,
        customerId: '17850',
        total: 13_912,
        discountCodes: [],
        skus: ['A'],
        subtotal: 600,
        itemsCount: 4,
        country: 'GB',
        counts: true,
      },
      { kind: 'payment', id: '536365', at },
    ])
  })

  test('carries its codes, if it has any', () => {
    expect(read({ ...orderLine, discountCodes: ['WELCOME10', 'TEA'] })[0]).toMatchObject({
      discountCodes: ['WELCOME10', 'TEA'],
    })
    expect(() => read({ ...orderLine, discountCodes: ['TEA', 5] })).toThrow(
      'discountCodes.1: expected a text in quotes; found 5',
    )
    expect(() => read({ ...orderLine, discountCodes: ['\u0000'] })).toThrow('expected a text without NUL')
  })

  test('is its goods: postage, fees and discounts are none', () => {
    const lineItems = [
      { sku: 'A', quantity: 3, price: '0.335' },
      { sku: 'POST', quantity: 1, price: '18.00', nonProduct: true },
      { sku: 'D', quantity: -1, price: '5.00', nonProduct: true },
    ]

    expect(read({ ...orderLine, lineItems })[0]).toMatchObject({ skus: ['A'], subtotal: 101, itemsCount: 3 })
    expect(read({ ...orderLine, lineItems: lineItems.slice(1) })[0]).toMatchObject({
      skus: [],
      subtotal: 0,
      itemsCount: 0,
    })
  })

  test('without lines says nothing of its goods', () => {
    expect(read(orderLine)[0]).not.toHaveProperty('subtotal')
    expect(read(orderLine)[0]).not.toHaveProperty('itemsCount')
  })

  test.each([
    { says: 'nobody', line: { customerId: null }, is: { customerId: null } },
    { says: 'nobody named at all', line: { customerId: undefined }, is: { customerId: null } },
    { says: 'total 0, which counts nothing', line: { totalPrice: '0.00' }, is: { total: 0, counts: false } },
    { says: 'a negative total', line: { totalPrice: '-1.5' }, is: { total: -150, counts: true } },
  ])('of $says', ({ line, is }) => {
    expect(read({ ...orderLine, ...line })[0]).toMatchObject(is)
  })

  test('in another currency has its minor units', () => {
    expect(read({ ...orderLine, currency: 'JPY', totalPrice: '139' }, 'JPY')[0]).toMatchObject({ total: 139 })
    expect(read({ ...orderLine, currency: 'KWD', totalPrice: '1.2345' }, 'KWD')[0]).toMatchObject({ total: 1_235 })
  })

  test.each([
    {
      says: 'at its own time',
      line: { cancelled: true, cancelledAt: '2026-03-02T00:00:00Z' },
      is: Date.parse('2026-03-02'),
    },
    { says: 'at once, where no time is given', line: { cancelled: true }, is: at },
  ])('is cancelled $says, after its payment', ({ line, is }) => {
    expect(read({ ...orderLine, ...line }).map(({ kind, at: when }) => [kind, when])).toEqual([
      ['order', at],
      ['payment', at],
      ['cancellation', is],
    ])
  })
})

describe('a refund of a file', () => {
  const item = (price: string, orderId?: string, quantity = 1) => ({ quantity, price, ...(orderId && { orderId }) })

  test.each([
    {
      says: 'that names its order is of that order, as a whole',
      line: { orderId: '1', lineItems: [item('9.99', '2')] },
      is: [{ kind: 'refund', id: 'C1', at, orderId: '1', amount: 2_750 }],
    },
    {
      says: 'whose lines name one order is of that order',
      line: { lineItems: [item('20.00', '1'), item('7.50', '1')] },
      is: [{ kind: 'refund', id: 'C1', at, orderId: '1', amount: 2_750 }],
    },
    {
      says: 'whose lines name several is one of each, numbered as they appear',
      line: { lineItems: [item('20.00', '7'), item('2.50', '3'), item('2.50', '7', 2)] },
      is: [
        { kind: 'refund', id: 'C1-1', at, orderId: '7', amount: 2_500 },
        { kind: 'refund', id: 'C1-2', at, orderId: '3', amount: 250 },
      ],
    },
    {
      says: 'with lines of no order is an adjustment besides',
      line: { lineItems: [item('20.00', '7'), item('7.50')] },
      is: [
        { kind: 'refund', id: 'C1-1', at, orderId: '7', amount: 2_000 },
        { kind: 'adjustment', id: 'C1', at, customerId: '17850', amount: 750 },
      ],
    },
    {
      says: 'that names no order at all is an adjustment of the whole',
      line: { lineItems: [item('1.00')] },
      is: [{ kind: 'adjustment', id: 'C1', at, customerId: '17850', amount: 2_750 }],
    },
    {
      says: 'is rounded once an entry, half away from zero',
      line: { lineItems: [item('0.005', '7'), item('0.005', '7'), item('0.005', '3')] },
      is: [
        { kind: 'refund', id: 'C1-1', at, orderId: '7', amount: 1 },
        { kind: 'refund', id: 'C1-2', at, orderId: '3', amount: 1 },
      ],
    },
  ])('$says', ({ line, is }) => {
    expect(read({ ...refundLine, ...line })).toEqual(is)
  })
})

describe('a line is refused', () => {
  test.each([
    { line: 'not json', because: 'not JSON' },
    { line: '[]', because: 'the line is a list; expected an object with an order or a refund' },
    { line: 'null', because: 'the line is null; expected an object with an order or a refund' },
    { line: JSON.stringify({ ...orderLine, orderId: '' }), because: 'orderId' },
    {
      line: JSON.stringify({ ...orderLine, processedAt: '2026-03-01' }),
      because: 'processedAt: expected ISO 8601 with offset',
    },
    { line: JSON.stringify({ ...orderLine, processedAt: '2026-02-30T00:00:00Z' }), because: 'processedAt' },
    {
      line: JSON.stringify({ ...orderLine, totalPrice: '1e3' }),
      because: 'totalPrice: expected a decimal such as "12.50"',
    },
    { line: JSON.stringify({ ...orderLine, totalPrice: 12.5 }), because: 'totalPrice' },
    {
      line: JSON.stringify({ ...orderLine, totalPrice: '99999999999999999.00' }),
      because: 'is no amount that can be counted',
    },
    { line: JSON.stringify({ ...orderLine, currency: 'EUR' }), because: "currency is EUR, the shop's is GBP" },
    { line: JSON.stringify({ ...refundLine, customerId: undefined }), because: 'customerId' },
    { line: JSON.stringify({ ...refundLine, amount: 'much' }), because: 'amount' },
  ])('$because: $line', ({ line, because }) => {
    expect(() => readImportLine(line, 'GBP')).toThrow(because)
  })

  test('with every bad field at once', () => {
    const line = JSON.stringify({ ...orderLine, orderId: '', totalPrice: 'x', processedAt: 'y' })

    expect(() => readImportLine(line, 'GBP')).toThrow(/orderId: .*; processedAt: .*; totalPrice: /)
  })
})
