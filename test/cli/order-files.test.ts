import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ORDERS, order, ordersFile, REFUNDS, refund, refundsFile, toLines } from './order-lines.ts'
import { fileOf, linesOf, perennial } from './run-perennial.ts'

const facts = (orders: string, ...more: readonly string[]) =>
  perennial(['facts', '--orders', orders, '--as-of', '2026-05-01', '--json', ...more])

describe('order files', () => {
  test('may be packed, whatever their name, may end lines as Windows does, and need no order', async () => {
    const plain = await facts(ordersFile())
    const text = toLines([...ORDERS].reverse())

    expect(plain).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await facts(fileOf('orders.jsonl.gz', gzipSync(text)))).toEqual(plain)
    expect(await facts(fileOf('orders', gzipSync(text)))).toEqual(plain)
    expect(await facts(fileOf('orders.txt', `\uFEFF\r\n${text.replaceAll('\n', '\r\n')}\r\n`))).toEqual(plain)
    expect(await facts(fileOf('orders.jsonl', text.trimEnd()))).toEqual(plain)
  })

  test('keep letters whole that lie across two pieces of the file', async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) =>
      order(String(index), 'Zoë–日本', '2026-01-05T10:00:00Z', '1.00', { note: 'ß'.repeat(index % 97) }),
    )

    expect(linesOf(await facts(ordersFile(rows)))).toMatchObject([
      { customerId: 'Zoë–日本', facts: { 'customer.ordersCount': 3_000 } },
    ])
  })

  test('without an order give nothing, and say so', async () => {
    expect(await facts(ordersFile([]))).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: expect.stringMatching(/orders\.jsonl holds no orders\.\nNobody has an order/),
    })
  })

  test('count orders of total 0 only when asked to', async () => {
    const file = ordersFile([order('1', 'ada', '2026-01-05T10:00:00Z', '0.00')])

    expect(linesOf(await facts(file))).toMatchObject([{ facts: { 'customer.ordersCount': 0 } }])
    expect(linesOf(await facts(file, '--count-free'))).toMatchObject([{ facts: { 'customer.ordersCount': 1 } }])
  })
})

describe('what is wrong with order files is told with file, line and reason, all at once, and nothing is printed', () => {
  const given = (changes: Readonly<Record<string, unknown>>) => ({ ...ORDERS[1], orderId: 'x', ...changes })
  const TIME = 'expected ISO 8601 with offset, such as "2026-12-01T09:30:00Z"'

  test.each([
    { what: 'a broken line', line: '{"orderId": "2', says: 'not JSON: the line is cut off, or a quote' },
    {
      what: 'a line of a table',
      line: 'order,customer,total',
      says: 'not JSON: expected one whole object a line, such as {"orderId": "1043", …}; found "order,customer,total"',
    },
    { what: 'a refund', line: REFUNDS[0], says: 'a refund, where orders are expected: refunds stand in a file of' },
    { what: 'a list', line: [], says: 'the line is a list; expected an object with an order' },
    {
      what: 'a number for an id',
      line: given({ customerId: 17 }),
      says: 'customerId: expected a text in quotes, such as "1043"; found 17, a number without quotes',
    },
    {
      what: 'a number for an amount',
      line: given({ totalPrice: 12.5 }),
      says: 'totalPrice: expected a decimal in quotes, such as "12.50"; found 12.5, a number without quotes',
    },
    { what: 'no moment', line: given({ processedAt: undefined }), says: `processedAt: ${TIME}; found nothing` },
    {
      what: 'a moment without offset',
      line: given({ processedAt: '2026-01-01T10:00:00' }),
      says: `processedAt: ${TIME}; found "2026-01-01T10:00:00"`,
    },
    {
      what: 'lines that are no list',
      line: given({ lineItems: {} }),
      says: 'lineItems: expected a list of lines; found an object',
    },
    {
      what: 'a quantity in quotes',
      line: given({ lineItems: [{ quantity: '2', price: '1.00' }] }),
      says: 'lineItems.0.quantity: expected a number without quotes, such as 2; found "2"',
    },
    { what: 'an order that stands twice', line: ORDERS[2], says: 'order 3 stands in line 3 already' },
    {
      what: 'another currency',
      line: given({ currency: 'EUR' }),
      says: 'currency is EUR, expected GBP as in the lines before',
    },
    {
      what: 'an amount past counting',
      line: given({ totalPrice: '99999999999999999.00' }),
      says: '99999999999999999.00 GBP is no amount that can be counted',
    },
  ])('$what', async ({ line, says }) => {
    const file = fileOf('orders.jsonl', toLines(ORDERS) + (typeof line === 'string' ? line : JSON.stringify(line)))

    const { exitCode, stdout, stderr } = await facts(file)

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr.startsWith(`${file}, line 8: ${says}`)).toBe(true)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  test('in both files together', async () => {
    const orders = ordersFile([...ORDERS, { ...ORDERS[0], currency: 'USD' }, 7])
    const refunds = refundsFile([
      ...REFUNDS,
      ...REFUNDS,
      refund('R2', '1', 'ada', '2026-02-20T10:00:00Z', 'much'),
      ORDERS[0],
    ])

    const { exitCode, stderr } = await facts(orders, '--refunds', refunds)

    expect(exitCode).toBe(2)
    expect(stderr.trimEnd().split('\n')).toEqual([
      `${orders}, line 8: currency is USD, expected GBP as in the lines before`,
      `${orders}, line 9: the line is 7, a number without quotes; expected an object with an order, such as {"orderId": "1043", …}`,
      `${refunds}, line 2: refund R1 stands in line 1 already`,
      `${refunds}, line 3: amount: expected a decimal such as "12.50"; found "much"`,
      `${refunds}, line 4: an order, where refunds are expected`,
    ])
  })

  test('with the first fifty problems, and how many more there are', async () => {
    const { stderr } = await facts(fileOf('orders.csv', 'order,customer,total\n'.repeat(60)))

    expect(stderr.trimEnd().split('\n')).toHaveLength(51)
    expect(stderr).toContain('and 10 more\n')
  })

  test('also where the currency was asked for', async () => {
    const { exitCode, stderr } = await facts(ordersFile([ORDERS[0]]), '--currency', 'eur')

    expect(exitCode).toBe(2)
    expect(stderr).toContain('line 1: currency is GBP, expected EUR as was asked for')
  })

  test.each([
    { what: 'no file', file: '/nowhere/orders.jsonl', says: '/nowhere/orders.jsonl: there is no such file' },
    { what: 'a folder', file: dirname(import.meta.filename), says: ': is a folder, expected a file' },
  ])('and where there is $what', async ({ file, says }) => {
    const { exitCode, stdout, stderr } = await facts(file)

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(says)
  })

  test('and where a packed file is cut off', async () => {
    const packed = gzipSync(toLines(ORDERS))
    const file = fileOf('orders.jsonl.gz', packed.subarray(0, packed.length - 12))

    expect(await facts(file)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `${file}: cannot be unpacked; it is cut off or damaged\n`,
    })
  })
})

test('a bar shows how far long reading is where somebody watches, and is gone in the end', async () => {
  const words = ['facts', '--orders', ordersFile(), '--as-of', '2026-05-01']

  const unwatched = await perennial(words)
  const watched = await perennial(words, { isWatched: true })

  expect(unwatched).toMatchObject({ exitCode: 0, stderr: '' })
  expect(watched.stdout).toBe(unwatched.stdout)
  expect(watched.stderr).toMatch(/orders\.jsonl \[#{30}\] 100%/)
  expect(watched.stderr.endsWith('\r\u001b[K')).toBe(true)
})
