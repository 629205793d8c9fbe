import { expect, test } from 'vitest'
import { openAdmin, openEmulator } from './support.ts'

const ADD_TAGS =
  'mutation AddTags($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id } userErrors { message } } }'
const CREATE_CODE = `mutation CreateCode($input: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $input) { codeDiscountNode { id } userErrors { field code } }
}`
const GOOD_CODE = {
  title: 'Ten off',
  code: 'TEN',
  startsAt: '2026-01-01T00:00:00Z',
  endsAt: '2026-02-01T00:00:00Z',
  customerGets: { items: { all: true }, value: { percentage: 0.1 } },
  context: { all: 'ALL' },
}

test.each(['2026-07', '2026-10'])('the schema of %s is the real one', async (version) => {
  const admin = await openAdmin(await openEmulator(), version)

  const wrong = await admin('{ shop { nickname } }')
  const right = await admin('{ shop { currencyCode ianaTimezone } }')

  expect(wrong.errors?.[0]).toMatchObject({
    message: "Field 'nickname' doesn't exist on type 'Shop'",
    extensions: { code: 'undefinedField' },
  })
  expect(right.data).toEqual({ shop: { currencyCode: 'EUR', ianaTimezone: 'UTC' } })
})

test('variables are held to the schema', async () => {
  const admin = await openAdmin(await openEmulator())

  const missing = await admin(ADD_TAGS, { tags: ['x'] })
  const wrongDate = await admin(CREATE_CODE, { input: { ...GOOD_CODE, startsAt: 'tomorrow' } })

  expect(missing.errors?.[0]?.extensions.code).toBe('INVALID_VARIABLE')
  expect(wrongDate.errors?.[0]?.message).toContain('DateTime')
})

test('an app without the scope is denied access', async () => {
  const admin = await openAdmin(await openEmulator({ scopes: ['read_customers'] }))

  const { data, errors } = await admin('{ ordersCount { count } customersCount { count } }')

  expect(errors?.[0]).toMatchObject({ extensions: { code: 'ACCESS_DENIED' } })
  expect(data).toEqual({ ordersCount: null, customersCount: { count: 0 } })
})

test('orders over 60 days old are there for read_all_orders alone', async () => {
  const scopes = ['read_orders', 'read_customers']
  for (const { granted, seen } of [
    { granted: scopes, seen: 1 },
    { granted: [...scopes, 'read_all_orders'], seen: 2 },
  ]) {
    const emulator = await openEmulator({ scopes: granted })
    const shop = emulator.shop()
    await shop.customerOrders({ on: '2026-01-01' })
    await shop.customerOrders({ on: '2026-04-01' })

    const { data } = await (await openAdmin(emulator))('{ ordersCount { count } }')

    expect(data).toEqual({ ordersCount: { count: seen } })
  }
})

test('@idempotent is refused where Shopify documents none', async () => {
  const admin = await openAdmin(await openEmulator())

  const { errors } = await admin(
    'mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) @idempotent(key: "k") { userErrors { message } } }',
  )

  expect(errors?.[0]?.message).toContain('@idempotent')
})

test.each([
  { what: 'scalars of an object', query: '{ shop { name } }', cost: 1 },
  { what: 'a connection', query: '{ orders(first: 10) { nodes { id } } }', cost: 12 },
  {
    what: 'a connection in a connection',
    query: '{ orders(first: 10) { edges { node { id lineItems(first: 5) { nodes { id } } } } } }',
    cost: 82,
  },
  {
    what: 'a mutation',
    query: 'mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: []) { node { id } } }',
    cost: 10,
  },
])('$what cost $cost points', async ({ query, cost }) => {
  const admin = await openAdmin(await openEmulator())

  expect((await admin(query)).extensions?.cost.requestedQueryCost).toBe(cost)
})

test('a query above 1,000 points is refused, and an empty bucket throttles', async () => {
  const admin = await openAdmin(await openEmulator({ planPointsPerSecond: 40 }))

  const tooDear = await admin('{ orders(first: 250) { nodes { id lineItems(first: 10) { nodes { id } } } } }')
  const emptied = await admin('{ orders(first: 200) { nodes { id refunds(first: 3) { id } } } }')

  expect(tooDear.errors?.[0]?.extensions.code).toBe('MAX_COST_EXCEEDED')
  expect(emptied.errors?.[0]?.extensions.code).toBe('THROTTLED')
})

test('a tag is added once, and only a change counts as a write', async () => {
  const emulator = await openEmulator()
  const shop = emulator.shop()
  const ada = shop.newCustomer()
  const admin = await openAdmin(emulator)
  const id = `gid://shopify/Customer/${ada.id}`

  await admin(ADD_TAGS, { id, tags: ['regular'] })
  await admin(ADD_TAGS, { id, tags: ['Regular'] })

  expect(shop.tagsOf(ada)).toEqual(['regular'])
  expect(shop.tagWrites()).toHaveLength(1)
  expect(shop.calls('tagsAdd')).toHaveLength(2)
})

test("an order's note is overwritten by orderUpdate", async () => {
  const emulator = await openEmulator()
  const shop = emulator.shop()
  const placed = await shop.customerOrders()
  const admin = await openAdmin(emulator)
  const write =
    'mutation ($input: OrderInput!) { orderUpdate(input: $input) { order { note } userErrors { message } } }'

  for (const note of ['one', 'two\nthree'])
    await admin(write, { input: { id: `gid://shopify/Order/${placed.order.id}`, note } })

  expect(shop.noteLines().map(({ line }) => line)).toEqual(['two', 'three'])
})

test.each([
  { what: 'a code that exists, whatever its case', change: { code: 'ten' }, code: 'TAKEN', field: 'code' },
  {
    what: 'an end before the start',
    change: { code: 'B', endsAt: '2025-01-01T00:00:00Z' },
    code: 'END_DATE_BEFORE_START_DATE',
    field: 'endsAt',
  },
  {
    what: 'a percentage above 1',
    change: { code: 'B', customerGets: { items: { all: true }, value: { percentage: 10 } } },
    code: 'VALUE_OUTSIDE_RANGE',
    field: 'percentage',
  },
  {
    what: 'an unknown customer',
    change: { code: 'B', context: { customers: { add: ['gid://shopify/Customer/1'] } } },
    code: 'INVALID',
    field: 'add',
  },
  { what: 'no title', change: { code: 'B', title: null }, code: 'BLANK', field: 'title' },
])('a discount with $what is refused', async ({ change, code, field }) => {
  const emulator = await openEmulator()
  const admin = await openAdmin(emulator)
  await admin(CREATE_CODE, { input: GOOD_CODE })

  const { data } = await admin(CREATE_CODE, { input: { ...GOOD_CODE, ...change } })

  expect(data?.discountCodeBasicCreate).toMatchObject({ codeDiscountNode: null, userErrors: [{ code }] })
  expect(JSON.stringify(data)).toContain(`"${field}"]`)
  expect(emulator.shop().createdCodes()).toHaveLength(1)
})
