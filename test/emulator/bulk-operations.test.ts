import { expect, test } from 'vitest'
import type { Emulator } from './emulator.ts'
import { openAdmin, openEmulator } from './support.ts'

const START =
  'mutation ($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { code message } } }'
const ORDERS = '{ orders { edges { node { id refunds { id } lineItems { edges { node { id sku } } } } } } }'

type Started = { bulkOperation: { id: string; status: string } | null; userErrors: { code: string; message: string }[] }

const start = async (admin: Awaited<ReturnType<typeof openAdmin>>, query: string) =>
  (await admin(START, { query })).data?.bulkOperationRunQuery as Started

const resultOf = async (emulator: Emulator, admin: Awaited<ReturnType<typeof openAdmin>>, id: string) => {
  type Operation = { status: string; url: string | null }
  let operation: Operation = { status: 'CREATED', url: null }
  while (operation.status === 'CREATED' || operation.status === 'RUNNING') {
    operation = (await admin('query ($id: ID!) { bulkOperation(id: $id) { status url } }', { id })).data
      ?.bulkOperation as Operation
  }
  if (operation.url === null) return { ...operation, lines: [] }
  const text = await (await fetch(operation.url)).text()
  expect(operation.url.startsWith(emulator.url)).toBe(true)
  return {
    ...operation,
    lines: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

test('a bulk query gives everything, children apart from their parents', async () => {
  const emulator = await openEmulator()
  const shop = emulator.shop()
  const first = await shop.customerOrders({
    lines: [
      { sku: 'A', price: '1.00' },
      { sku: 'B', price: '2.00' },
    ],
  })
  await shop.customerOrders({ lines: [{ sku: 'C', price: '3.00' }] })
  const admin = await openAdmin(emulator)

  const { bulkOperation } = await start(admin, ORDERS)
  const { status, lines } = await resultOf(emulator, admin, bulkOperation?.id ?? '')

  expect(bulkOperation?.status).toBe('CREATED')
  expect(status).toBe('COMPLETED')
  expect(lines.filter((line) => '__parentId' in line).map((line) => line.sku)).toEqual(['A', 'B', 'C'])
  expect(lines[0]).toEqual({ id: `gid://shopify/Order/${first.order.id}`, refunds: [] })
  expect(lines.find(({ sku }) => sku === 'B')?.__parentId).toBe(lines[0]?.id)
})

test('an empty shop gives no file', async () => {
  const emulator = await openEmulator()
  const admin = await openAdmin(emulator)

  const { bulkOperation } = await start(admin, ORDERS)

  expect(await resultOf(emulator, admin, bulkOperation?.id ?? '')).toEqual({
    status: 'COMPLETED',
    url: null,
    lines: [],
  })
})

test('one bulk query runs at a time', async () => {
  const admin = await openAdmin(await openEmulator({ bulkStepMs: 60_000 }))
  await start(admin, ORDERS)

  expect((await start(admin, ORDERS)).userErrors).toMatchObject([{ code: 'OPERATION_IN_PROGRESS' }])
})

test.each([
  { what: 'no connection', query: '{ shop { name } }', says: 'at least one connection' },
  {
    what: 'a connection inside a list',
    query: '{ orders { edges { node { id refunds { id refundLineItems { edges { node { quantity } } } } } } } }',
    says: 'within a list field',
  },
  {
    what: 'a parent without its id',
    query: '{ orders { edges { node { name lineItems { edges { node { id } } } } } } }',
    says: "'id' field",
  },
  { what: 'variables', query: 'query ($n: Int) { orders(first: $n) { edges { node { id } } } }', says: 'variables' },
  { what: 'an unknown field', query: '{ orders { edges { node { id colour } } } }', says: "'colour' doesn't exist" },
])('a bulk query with $what is refused', async ({ query, says }) => {
  const admin = await openAdmin(await openEmulator())

  const { bulkOperation, userErrors } = await start(admin, query)

  expect(bulkOperation).toBeNull()
  expect(userErrors[0]?.message).toContain(says)
})
