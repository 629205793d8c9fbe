import { describe, expect, test } from 'vitest'
import { toLines } from './order-lines.ts'
import { fileOf, linesOf, perennial } from './run-perennial.ts'

type Given = Readonly<Record<string, unknown>>

const money = (amount: string, currencyCode = 'GBP') => ({ shopMoney: { amount, currencyCode } })
const node = (id: number, given: Given = {}) => ({
  id: `gid://shopify/Order/${id}`,
  processedAt: `2026-01-0${id}T10:00:00Z`,
  updatedAt: '2026-06-01T00:00:00Z',
  cancelledAt: null,
  test: false,
  displayFinancialStatus: 'PAID',
  discountCodes: [],
  totalPriceSet: money('40.0'),
  customer: { id: 'gid://shopify/Customer/77' },
  refunds: [],
  ...given,
})
const item = (id: number, parent: number, sku: string | null) => ({
  id: `gid://shopify/LineItem/${id}`,
  sku,
  __parentId: `gid://shopify/Order/${parent}`,
})
const facts = (rows: readonly unknown[], ...words: readonly string[]) =>
  perennial(['facts', '--orders', fileOf('bulk.jsonl', toLines(rows)), '--as-of', '2026-05-01', '--json', ...words])

describe('the JSONL of a bulk operation', () => {
  test('joins items to their orders wherever they stand, and finds refunds inside', async () => {
    const refunds = [
      { id: 'gid://shopify/Refund/5', processedAt: '2026-01-20T00:00:00Z', totalRefundedSet: money('15.50') },
    ]

    const ended = await facts([
      item(1, 2, 'MUG'),
      node(2, { refunds, shippingAddress: { countryCodeV2: 'DE' } }),
      node(1),
      item(2, 1, 'CUP'),
      item(3, 2, 'CUP'),
      item(4, 1, null),
    ])

    expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
    expect(linesOf(ended)).toMatchObject([
      {
        customerId: '77',
        facts: {
          'customer.ordersCount': 2,
          'customer.totalSpent': '64.50',
          'customer.firstOrderAt': '2026-01-01T10:00:00.000Z',
          'customer.skusBought': ['CUP', 'MUG'],
          'customer.country': 'DE',
        },
      },
    ])
  })

  test('counts neither test orders nor failed payments, and orders of 0 when asked to', async () => {
    const rows = [
      node(1, { test: true }),
      node(2, { displayFinancialStatus: 'VOIDED' }),
      node(3, { totalPriceSet: money('0.0') }),
      node(4, { test: true, totalPriceSet: money('0.0') }),
      node(5, { cancelledAt: '2026-01-06T00:00:00Z' }),
    ]
    const countOf = async (...words: readonly string[]) =>
      linesOf(await facts(rows, ...words)).map((row) => (row as { facts: Given }).facts['customer.ordersCount'])

    expect(await countOf()).toEqual([0])
    expect(await countOf('--count-free')).toEqual([1])
  })

  test('has every paid order paid at its own moment, and the others never', async () => {
    const rule = fileOf(
      'rule.json',
      JSON.stringify({
        format: 1,
        name: 'Everybody',
        trigger: 'order.paid',
        conditions: { all: [{ fact: 'order.total', operator: 'greaterThan', value: 0 }] },
        actions: [{ type: 'order.addNote', params: { text: 'thanks' } }],
      }),
    )
    const orders = fileOf(
      'bulk.jsonl',
      toLines([node(2, { updatedAt: undefined }), node(1, { displayFinancialStatus: 'PENDING' }), node(3)]),
    )

    const lines = linesOf(await perennial(['backtest', '--rules', rule, '--orders', orders, '--json']))

    expect(lines.slice(0, -1)).toMatchObject([
      { at: '2026-01-02T10:00:00.000Z', orderId: '2' },
      { at: '2026-01-03T10:00:00.000Z', orderId: '3' },
    ])
  })

  test('tells what is wrong with its line', async () => {
    const { test: _test, ...untold } = node(4)

    const { exitCode, stdout, stderr } = await facts([
      node(1),
      node(1),
      node(2, { totalPriceSet: money('1.00', 'EUR') }),
      untold,
      { id: 'gid://shopify/Product/9' },
      { ...item(1, 1, 'CUP'), sku: 5 },
      node(5, { totalPriceSet: money('1e400') }),
    ])

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/^.*bulk\.jsonl, /, '')),
    ).toEqual([
      'line 2: order gid://shopify/Order/1 stands in line 1 already',
      'line 3: currency is EUR, expected GBP as in the lines before',
      'line 4: test: expected true or false; ask Shopify for it in the bulk query; found nothing',
      'line 5: gid://shopify/Product/9 is neither an order nor a customer',
      'line 6: sku: expected a text in quotes; found 5, a number without quotes',
      'line 7: its amount is no amount of GBP',
    ])
  })
})
