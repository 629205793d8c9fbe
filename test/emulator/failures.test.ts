import { expect, test } from 'vitest'
import { openAdmin, openEmulator, post } from './support.ts'

const TAG = (id: number) =>
  `mutation AddTags { tagsAdd(id: "gid://shopify/Customer/${id}", tags: ["vip"]) { node { id } } }`

const open = async () => {
  const emulator = await openEmulator()
  const customer = emulator.shop().newCustomer()
  const admin = await openAdmin(emulator)
  return { emulator, shop: emulator.shop(), customer, tag: () => admin(TAG(customer.id)) }
}

test('a server error does nothing, for as many calls as planned', async () => {
  const { emulator, shop, customer, tag } = await open()
  const planned = emulator.failures.next('tagsAdd', { kind: 'server error', status: 502 }, 2)

  const answers = [await tag(), await tag(), await tag()]

  expect(answers.map(({ data }) => data !== undefined)).toEqual([false, false, true])
  expect(planned.timesMet()).toBe(2)
  expect(shop.calls('AddTags').map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'done'])
  expect(shop.tagsOf(customer)).toEqual(['vip'])
})

test('an answer can be held while the work is done', async () => {
  const { emulator, shop, customer, tag } = await open()
  const planned = emulator.failures.next('AddTags', { kind: 'done, answer held' })

  const answer = tag()
  await planned.met
  const meanwhile = shop.tagsOf(customer)
  planned.release()

  expect(meanwhile).toEqual(['vip'])
  expect((await answer).data).toBeDefined()
})

test('a connection can be lost after the work is done', async () => {
  const { emulator, shop, customer, tag } = await open()
  emulator.failures.next('tagsAdd', { kind: 'done, connection lost' })

  await expect(tag()).rejects.toThrow()

  expect(shop.tagsOf(customer)).toEqual(['vip'])
  expect(shop.calls('tagsAdd')[0]?.outcome).toBe('done, not acknowledged')
})

test('throttling on demand looks like an empty bucket', async () => {
  const { emulator, tag } = await open()
  emulator.failures.next('*', { kind: 'throttled' })

  expect((await tag()).errors?.[0]?.extensions.code).toBe('THROTTLED')
})

test('a token request fails on demand', async () => {
  const emulator = await openEmulator()
  emulator.failures.next('token refresh', { kind: 'server error', status: 503 })

  const refresh = await post(emulator, '/admin/oauth/access_token', { grant_type: 'refresh_token' })

  expect(refresh.status).toBe(503)
})
