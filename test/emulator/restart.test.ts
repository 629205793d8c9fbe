import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ShopSource } from './emulator.ts'
import { askForToken, openAdmin, openEmulator, openReceiver, post, SHOP } from './support.ts'

const GENERATED: ShopSource = { kind: 'generated', domain: SHOP, seed: 3, now: Date.parse('2026-11-01'), customers: 60 }

const openDir = () => {
  const dir = mkdtempSync(join(tmpdir(), 'emulator-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

/** All that a killed process leaves behind is its folder: the first emulator goes on holding nothing of it. */
test('a restarted shop is the same shop: customers, orders, codes, tags, notes, tokens and ids', async () => {
  const dir = openDir()
  const first = await openEmulator({ dir, shops: [GENERATED] })
  const token = (await askForToken(first)).body.access_token
  const admin = await openAdmin(first)
  const { customer, order } = await first.shop().customerOrders({ total: '12.34' })
  await admin(`mutation { tagsAdd(id: "gid://shopify/Customer/${customer.id}", tags: ["kept"]) { node { id } } }`)
  await admin(
    `mutation { orderUpdate(input: { id: "gid://shopify/Order/${order.id}", note: "kept too" }) { order { id } } }`,
  )
  const before = { orders: first.shop().orders(), customers: first.shop().customers(), codes: first.shop().codes() }

  const second = await openEmulator({ dir, shops: [{ ...GENERATED, now: Date.now() }] })

  const shop = second.shop()
  expect({ orders: shop.orders(), customers: shop.customers(), codes: shop.codes() }).toEqual(before)
  expect(shop.noteOf(order.id)).toBe('kept too')
  expect(shop.tagWrites()).toHaveLength(1)
  expect(shop.calls('orderUpdate')).toHaveLength(1)
  const retired = await post(
    second,
    '/admin/api/2026-07/graphql.json',
    { query: '{ shop { name } }' },
    { 'x-shopify-access-token': String(token) },
  )
  expect(retired.status).toBe(401)
  expect((await shop.customerOrders()).order.id).toBe(order.id + 1)
})

test('a torn last line never happened', async () => {
  const dir = openDir()
  const first = await openEmulator({ dir })
  await first.shop().customerOrders()
  const file = join(dir, `${SHOP}.jsonl`)
  const whole = readFileSync(file, 'utf8')
  appendFileSync(file, '{"change":{"kind":"orderPl')

  const second = await openEmulator({ dir })

  expect(second.shop().orders()).toHaveLength(1)
  expect(readFileSync(file, 'utf8')).toBe(whole)
})

test('a restarted trade goes on where it was, and what was not answered is sent again under the same ids', async () => {
  const dir = openDir()
  let deaf = false
  const receiver = await openReceiver(() => (deaf ? 500 : 200))
  const first = await openEmulator({ dir, shops: [GENERATED], appUrl: receiver.url })
  first.shop().install()
  await first.shop().trade({ entries: 3 }).finished
  deaf = true
  const stream = first.shop().trade({ entries: 1 })
  await expect.poll(() => first.shop().webhooks().waiting).toBeGreaterThan(0)
  const accepted = first.shop().webhooks().accepted
  await expect.poll(() => receiver.received.length).toBe(accepted + first.shop().webhooks().waiting)
  stream.stop()
  const sentBefore = first.shop().webhooks()
  await first.stop()
  const idsBefore = receiver.received.map(({ headers }) => headers['x-shopify-webhook-id'])

  deaf = false
  const second = await openEmulator({ dir, shops: [GENERATED], appUrl: receiver.url })
  await second.shop().webhooksAnswered()

  const idsAfter = receiver.received.slice(idsBefore.length).map(({ headers }) => headers['x-shopify-webhook-id'])
  expect(idsAfter.length).toBe(sentBefore.waiting)
  expect(idsBefore).toEqual(expect.arrayContaining(idsAfter))
  expect(second.shop().webhooks()).toMatchObject({ sent: sentBefore.sent, accepted: sentBefore.sent, waiting: 0 })
})
