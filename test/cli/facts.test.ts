import { expect, test } from 'vitest'
import { order, ordersFile, refundsFile } from './order-lines.ts'
import { linesOf, perennial } from './run-perennial.ts'

type Row = { readonly customerId: string; readonly facts: Readonly<Record<string, unknown>> }

const factsAt = async (words: readonly string[], at: string): Promise<Row[]> =>
  linesOf(await perennial(['facts', ...words, '--as-of', at, '--json'])) as Row[]

test('every customer with an order or a refund is a line, sorted by id, its facts by name', async () => {
  const words = [
    '--orders',
    ordersFile([order('9', '10', '2026-01-01T00:00:00Z', '5.00'), order('8', '9', '2026-01-01T00:00:00Z', '5.00')]),
  ]

  const rows = await factsAt(words, '2026-02-01')

  expect(rows.map(({ customerId }) => customerId)).toEqual(['9', '10'])
  for (const { facts } of rows) {
    const names = Object.keys(facts)
    expect(names).toEqual([...names].sort())
    expect(names.every((name) => name.startsWith('customer.'))).toBe(true)
  }
})

test('facts are for machines: money decimal texts, times in UTC, ratios unrounded, what is missing left out', async () => {
  const [ada, , cyd] = await factsAt(
    ['--orders', ordersFile(), '--refunds', refundsFile()],
    '2026-04-05T12:00:00+02:00',
  )

  expect(ada).toMatchObject({
    customerId: 'ada',
    facts: {
      'customer.ordersCount': 4,
      'customer.totalSpent': '410.00',
      'customer.lastOrderAt': '2026-04-05T10:00:00.000Z',
      'customer.medianDaysBetweenOrders': 31,
      'customer.spendTopPercent': 0,
    },
  })
  expect(cyd).toMatchObject({
    customerId: 'cyd',
    facts: { 'customer.totalSpent': '250.00', 'customer.refundRate': 0.375, 'customer.spendTopPercent': 100 / 3 },
  })
  expect(cyd?.facts).not.toHaveProperty('customer.medianDaysBetweenOrders')
})

test('the moment itself is seen, and nothing after it', async () => {
  const words = ['--orders', ordersFile(), '--refunds', refundsFile()]
  const countOf = async (at: string) => (await factsAt(words, at)).map(({ facts }) => facts['customer.ordersCount'])

  expect(await countOf('2026-01-05T09:59:59.999Z')).toEqual([])
  expect(await countOf('2026-01-05T10:00:00Z')).toEqual([1])
  expect(await countOf('2026-02-05T10:00:00Z')).toEqual([2, 1])
})

test('time passes after the last order too', async () => {
  const words = ['--orders', ordersFile()]

  const [ada] = await factsAt(words, '2027-06-01')

  expect(ada?.facts).toMatchObject({ 'customer.daysSinceLastOrder': 421, 'customer.spentLast365Days': '0.00' })
  expect(ada?.facts).not.toHaveProperty('customer.spendRank365')
})

test('people read labels with units, of whom they ask for', async () => {
  const words = ['facts', '--orders', ordersFile(), '--as-of', '2026-05-01']

  const { exitCode, stdout, stderr } = await perennial([...words, '--customer', 'bob', 'eve'])

  expect(exitCode).toBe(0)
  expect(stdout.startsWith('Customer bob\n')).toBe(true)
  expect(stdout).toContain('  total spent: £100.00\n')
  expect(stdout).toContain('  days since last order: 41\n')
  expect(stdout).not.toContain('Customer ada')
  expect(stderr).toBe('Customer eve has neither order nor refund up to 2026-05-01T00:00:00.000Z.\n')
})
