import { expect, test } from 'vitest'
import { z } from 'zod'
import type { RereadEffect } from '../../app/engine/ports.ts'
import { codeTextOf } from '../../app/shopify/effects/code-text.ts'
import { shortKeyOf } from '../../app/shopify/effects/short-key.ts'
import type { PlannedEffect } from '../../app/vocabulary/define.ts'
import { platformOn, type Sent, SHOP, scriptedFetch } from './scripted-shopify.ts'

const KEY = 'payment:1001:rule-1:0'

const codeEffect: PlannedEffect = {
  kind: 'code',
  customerId: '7',
  title: 'Regulars get 10%',
  worth: { percent: 14.3 },
  minimumSubtotal: 2000,
  startsAt: Date.parse('2026-11-01T09:05:00Z'),
  endsAt: Date.parse('2026-12-01T09:05:00Z'),
  combinesWith: { orders: false, products: true, shipping: true },
}
const created = {
  json: {
    data: { discountCodeBasicCreate: { codeDiscountNode: { id: 'gid://shopify/DiscountCodeNode/5' }, userErrors: [] } },
  },
}
const refusedWith = (error: Record<string, unknown>) => ({
  json: {
    data: {
      discountCodeBasicCreate: { codeDiscountNode: null, userErrors: [{ message: 'No', field: null, ...error }] },
    },
  },
})
const taken = refusedWith({ code: 'TAKEN' })
const foundWithTags = (tags: string[]) => ({
  json: {
    data: {
      codeDiscountNodeByCode: {
        id: 'gid://shopify/DiscountCodeNode/5',
        codeDiscount: { __typename: 'DiscountCodeBasic', title: 'x', tags },
      },
    },
  },
})
const inputOf = (sent: Sent | undefined) =>
  z.object({ basicCodeDiscount: z.record(z.string(), z.unknown()) }).parse(sent?.body.variables).basicCodeDiscount

test('a code is for one customer, once, and for what the effect says', async () => {
  const { fetch, sent } = scriptedFetch(created)
  const { platform } = platformOn(fetch)

  const performed = await platform.perform(SHOP, { key: KEY, effect: codeEffect })

  expect(performed).toEqual({
    outcome: 'done',
    result: { code: codeTextOf(KEY, 1), discountId: 'gid://shopify/DiscountCodeNode/5' },
  })
  expect(inputOf(sent[0])).toEqual({
    title: 'Regulars get 10%',
    code: codeTextOf(KEY, 1),
    tags: ['perennial', `perennial-${shortKeyOf(KEY)}`],
    startsAt: '2026-11-01T09:05:00.000Z',
    endsAt: '2026-12-01T09:05:00.000Z',
    usageLimit: 1,
    appliesOncePerCustomer: true,
    context: { customers: { add: ['gid://shopify/Customer/7'] } },
    combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: true },
    customerGets: {
      appliesOnOneTimePurchase: true,
      appliesOnSubscription: false,
      items: { all: true },
      value: { percentage: 0.143 },
    },
    minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: '20.00' } },
  })
})

test('an amount goes out in the currency of the shop’s books, and a code without end has none', async () => {
  const { fetch, sent } = scriptedFetch(created)
  const { platform } = platformOn(fetch, { currencyOf: async () => 'JPY' })

  await platform.perform(SHOP, {
    key: KEY,
    effect: { ...codeEffect, worth: { amount: 500 }, minimumSubtotal: null, endsAt: null },
  })

  const input = inputOf(sent[0])
  expect(input).toMatchObject({
    endsAt: null,
    customerGets: { value: { discountAmount: { amount: '500', appliesOnEachItem: false } } },
  })
  expect(input).not.toHaveProperty('minimumRequirement')
})

test('a code whose making was never confirmed is recognised, not made twice', async () => {
  const { fetch, sent } = scriptedFetch(taken, foundWithTags([`perennial-${shortKeyOf(KEY)}`]))
  const { platform } = platformOn(fetch)

  const performed = await platform.perform(SHOP, { key: KEY, effect: codeEffect })

  expect(performed).toMatchObject({ outcome: 'done', result: { code: codeTextOf(KEY, 1) } })
  expect(sent.map(({ operation }) => operation)).toEqual(['CreateCode', 'FindCode'])
})

test('a code that somebody else made is passed over for the effect’s next one', async () => {
  const { fetch } = scriptedFetch(taken, foundWithTags(['summer']), created)
  const { platform } = platformOn(fetch)

  const performed = await platform.perform(SHOP, { key: KEY, effect: codeEffect })

  expect(performed).toMatchObject({ outcome: 'done', result: { code: codeTextOf(KEY, 2) } })
})

test.each([
  {
    what: 'a customer who is gone',
    error: { code: 'INVALID', field: ['basicCodeDiscount', 'context', 'customers', 'add'] },
    outcome: 'failed',
    reason: /customer is no longer/,
  },
  {
    what: 'a value out of range',
    error: { code: 'VALUE_OUTSIDE_RANGE', message: 'Value must be between 0 and 1' },
    outcome: 'failed',
    reason: /Value must be between/,
  },
  { what: 'an error inside Shopify', error: { code: 'INTERNAL_ERROR' }, outcome: 'retry', reason: /Shopify failed/ },
])('$what leaves the code $outcome', async ({ error, outcome, reason }) => {
  const { platform } = platformOn(scriptedFetch(refusedWith(error)).fetch)

  const performed = await platform.perform(SHOP, { key: KEY, effect: codeEffect })

  expect(performed).toMatchObject({ outcome, reason: expect.stringMatching(reason) })
})

test('a code’s text is its effect’s alone, readable aloud, and the same for ever', () => {
  const texts = Array.from({ length: 2000 }, (_, number) => codeTextOf(`payment:${number}:rule-1:0`, 1))

  expect(new Set(texts).size).toBe(texts.length)
  for (const text of texts) expect(text).toMatch(/^THANKS-[CDFGHJKMNPQRTVWXY34679]{5}-[CDFGHJKMNPQRTVWXY34679]{5}$/)
  // Changing how codes are derived would make a second code for every effect that is being retried.
  expect(codeTextOf(KEY, 1)).toBe('THANKS-6RFJ9-YXF3P')
})

test('a tag is added to its customer', async () => {
  const { fetch, sent } = scriptedFetch({
    json: { data: { tagsAdd: { node: { id: 'gid://shopify/Customer/7' }, userErrors: [] } } },
  })
  const { platform } = platformOn(fetch)

  const performed = await platform.perform(SHOP, {
    key: KEY,
    effect: { kind: 'tag', customerId: '7', add: ['regular'], remove: [] },
  })

  expect(performed).toEqual({ outcome: 'done' })
  expect(sent[0]?.body.variables).toEqual({ id: 'gid://shopify/Customer/7', tags: ['regular'] })
})

test('a tag that Shopify refuses is failed with Shopify’s words', async () => {
  const userErrors = [{ field: ['id'], message: 'Customer does not exist' }]
  const { platform } = platformOn(scriptedFetch({ json: { data: { tagsAdd: { node: null, userErrors } } } }).fetch)

  const performed = await platform.perform(SHOP, {
    key: KEY,
    effect: { kind: 'tag', customerId: '7', add: ['regular'], remove: [] },
  })

  expect(performed).toEqual({ outcome: 'failed', reason: 'Shopify refused the tag: Customer does not exist' })
})

/** An order whose note is kept, as Shopify keeps it: whole, overwritten by every update. */
const orderWithNote = (note: string | null) => {
  const held = { note }
  const answer = ({ operation, body }: Sent) => {
    if (operation === 'ReadOrderNote')
      return { json: { data: { order: { id: 'gid://shopify/Order/1001', note: held.note } } } }
    held.note = (body.variables as { input: { note: string } }).input.note
    return { json: { data: { orderUpdate: { order: { id: 'gid://shopify/Order/1001' }, userErrors: [] } } } }
  }
  return { held, ...scriptedFetch(answer) }
}
const noteEffect: PlannedEffect = { kind: 'note', orderId: '1001', text: 'first order:\nadd a card' }

test('a note gains one line that carries its key, and keeps what stood there', async () => {
  const { fetch, held } = orderWithNote('Ring the bell')
  const { platform } = platformOn(fetch)

  await platform.perform(SHOP, { key: KEY, effect: noteEffect })

  expect(held.note).toBe(`Ring the bell\nfirst order: add a card [${shortKeyOf(KEY)}]`)
})

test('a note’s line is written once, however often it is performed, and one for each effect', async () => {
  const { fetch, held } = orderWithNote(null)
  const { platform } = platformOn(fetch)

  await platform.perform(SHOP, { key: KEY, effect: noteEffect })
  await platform.perform(SHOP, { key: KEY, effect: noteEffect })
  await platform.perform(SHOP, { key: 'payment:1001:rule-2:0', effect: noteEffect })

  expect(held.note?.split('\n')).toHaveLength(2)
})

test('a note for an order that is gone fails', async () => {
  const { platform } = platformOn(scriptedFetch({ json: { data: { order: null } } }).fetch)

  const performed = await platform.perform(SHOP, { key: KEY, effect: noteEffect })

  expect(performed).toEqual({ outcome: 'failed', reason: 'The order is no longer in the shop' })
})

const node = {
  id: 'gid://shopify/Order/1001',
  processedAt: '2026-11-01T09:00:00Z',
  updatedAt: '2026-11-01T09:05:00Z',
  cancelledAt: null,
  test: false,
  displayFinancialStatus: 'PAID',
  discountCodes: [],
  tags: [],
  sourceName: 'web',
  note: 'Ring the bell',
  purchasingEntity: null,
  totalPriceSet: { shopMoney: { amount: '139.12', currencyCode: 'GBP' } },
  customer: { id: 'gid://shopify/Customer/7' },
  refunds: [],
  shippingAddress: null,
  billingAddress: null,
}
const reread: RereadEffect = { kind: 'reread', what: 'order', id: '1001', triggeredAt: 0 }
const pageOfLines = (sku: string, endCursor: string | null) => ({
  json: {
    data: {
      order: {
        ...node,
        lineItems: {
          edges: [{ node: { id: 'gid://shopify/LineItem/1', sku, vendor: 'Hollow Hill', quantity: 2 } }],
          pageInfo: { hasNextPage: endCursor !== null, endCursor },
        },
      },
    },
  },
})

test('an order asked for again comes with the lines of all its pages and without its note, as a body that reads', async () => {
  const { fetch, sent } = scriptedFetch(pageOfLines('TEA-1', 'next'), pageOfLines('POT-2', null))
  const { platform } = platformOn(fetch)

  const performed = await platform.perform(SHOP, { key: KEY, effect: reread })

  expect(sent.map(({ body }) => body.variables)).toEqual([
    { id: 'gid://shopify/Order/1001', after: null },
    { id: 'gid://shopify/Order/1001', after: 'next' },
  ])
  const body = Buffer.from(JSON.stringify(performed.outcome === 'done' && performed.result?.node))
  const lines = { skus: ['TEA-1', 'POT-2'], vendors: ['Hollow Hill'], itemsCount: 4 }
  expect(platform.read('reread/order', body, { currency: 'GBP', triggeredAt: 0 })).toMatchObject({
    read: true,
    reading: { entries: [{ kind: 'order', id: '1001', ...lines, hasNote: true }, { kind: 'payment' }] },
  })
  expect(body.toString()).not.toContain('bell')
})

test('an address that the app may not see does not keep an order from being read', async () => {
  const [first] = [pageOfLines('TEA-1', null)]
  const hidden = { message: 'x', path: ['order', 'shippingAddress'], extensions: { code: 'ACCESS_DENIED' } }
  const { platform } = platformOn(scriptedFetch({ json: { ...first.json, errors: [hidden] } }).fetch)

  const performed = await platform.perform(SHOP, { key: KEY, effect: reread })

  expect(performed).toMatchObject({ outcome: 'done', result: { node: { id: node.id, skus: ['TEA-1'] } } })
})

test('an order that is gone leaves nothing to learn', async () => {
  const { platform } = platformOn(scriptedFetch({ json: { data: { order: null } } }).fetch)

  const performed = await platform.perform(SHOP, { key: KEY, effect: reread })

  expect(performed).toEqual({ outcome: 'done' })
})

test('an outage is no outcome: the effect is tried again', async () => {
  const { platform } = platformOn(scriptedFetch({ status: 503 }).fetch)

  const performed = await platform.perform(SHOP, { key: KEY, effect: codeEffect })

  expect(performed).toMatchObject({ outcome: 'retry' })
})

const withdrawal = {
  kind: 'withdraw',
  customerId: '7',
  code: 'THANKS-1',
  codeKey: KEY,
  discountId: 'gid://shopify/DiscountCodeNode/5',
  taskId: 't',
  by: 'Sam',
} as const
const ended = (codeDiscountNode: unknown, userErrors: readonly unknown[] = []) => ({
  json: { data: { discountCodeDeactivate: { codeDiscountNode, userErrors } } },
})
const codeUsed = (asyncUsageCount: number) => ({
  id: 'gid://shopify/DiscountCodeNode/5',
  codeDiscount: { __typename: 'DiscountCodeBasic', asyncUsageCount },
})

test.each([
  { what: 'nobody used', reply: ended(codeUsed(0)), is: { outcome: 'done' } },
  {
    what: 'was used meanwhile',
    reply: ended(codeUsed(1)),
    is: { outcome: 'failed', reason: 'The code THANKS-1 was used before it could be taken back' },
  },
  {
    what: 'is no longer there',
    reply: ended(null, [{ code: 'INVALID', field: ['id'], message: 'Code discount does not exist.' }]),
    is: { outcome: 'failed', reason: expect.stringContaining('does not exist') },
  },
])('a code that $what is taken back: $is.outcome', async ({ reply, is }) => {
  const { fetch, sent } = scriptedFetch(reply)
  const { platform } = platformOn(fetch)

  expect(await platform.perform(SHOP, { key: `undo:withdraw:${KEY}`, effect: withdrawal })).toEqual(is)
  expect(sent.map(({ operation, body }) => [operation, body.variables])).toEqual([
    ['DeactivateCode', { id: 'gid://shopify/DiscountCodeNode/5' }],
  ])
})
