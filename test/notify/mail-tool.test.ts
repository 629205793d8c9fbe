import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Notification } from '../../app/engine/ports.ts'
import { createMailTool, type MailToolStore } from '../../app/notify/mail-tool.ts'
import { createRests } from '../../app/notify/rests.ts'
import { sealingKey } from '../../app/sealed.ts'
import { isSigned, type Receiver, startReceiver } from './receiver.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
})
beforeEach(() => {
  receiver.received.length = 0
  receiver.replies.length = 0
})
afterAll(() => receiver.stop())

const KEY = sealingKey('k'.repeat(32))
const NEWER = sealingKey('n'.repeat(32))
const SHOP = 'ada.myshopify.com'

/** Rows as the database would hold them. */
const openRows = () => {
  const rows = new Map<string, { address: string; sealedSecret: string }>()
  const store: MailToolStore = {
    find: async (shop) => rows.get(shop) ?? null,
    setAddress: async (shop, address, sealedSecret) => {
      const held = rows.get(shop)
      rows.set(shop, { address, sealedSecret: held?.sealedSecret ?? sealedSecret })
      return held === undefined
    },
    setSecret: async (shop, sealedSecret) => {
      const held = rows.get(shop)
      if (held !== undefined) rows.set(shop, { ...held, sealedSecret })
      return held !== undefined
    },
    remove: async (shop) => void rows.delete(shop),
  }
  return { rows, store }
}
const toolOn = (store: MailToolStore, given: Partial<Parameters<typeof createMailTool>[0]> = {}) =>
  createMailTool({ store, keys: [KEY], privateAddresses: 'allowed', timeoutMs: 300, ...given })

const message = (given: Partial<Notification> = {}): Notification => ({
  id: 'payment:1:rul_1:0',
  channel: 'email',
  customerId: '7',
  orderId: '1',
  rule: 'Win-back',
  reason: 'When an order is paid',
  message: 'win-back',
  text: null,
  code: null,
  codeExpiresAt: null,
  at: 0,
  ...given,
})

describe('a secret', () => {
  test('is kept sealed, opens under a key that was rotated, and not in another shop', async () => {
    const { rows, store } = openRows()
    const secret = (await toolOn(store).setAddress(SHOP, receiver.url)) ?? ''
    expect(rows.get(SHOP)?.sealedSecret).not.toContain(secret)

    expect(await toolOn(store, { keys: [NEWER, KEY] }).send(SHOP, message())).toMatchObject({ outcome: 'done' })
    expect(receiver.received.map((each) => isSigned(each, secret, Date.now()))).toEqual([true])

    rows.set('eve.myshopify.com', { address: receiver.url, sealedSecret: rows.get(SHOP)?.sealedSecret ?? '' })
    await expect(toolOn(store).send('eve.myshopify.com', message())).rejects.toThrow(/was changed after it was sealed/)
  })
})

describe('a message', () => {
  test('without an address says where to set one', async () => {
    expect(await toolOn(openRows().store).send(SHOP, message())).toEqual({
      outcome: 'failed',
      reason: expect.stringMatching(/No address.*under Settings/),
    })
  })

  test('is not sent to an address that was good when private ones were allowed', async () => {
    const { store } = openRows()
    await toolOn(store).setAddress(SHOP, receiver.url)

    expect(await toolOn(store, { privateAddresses: 'refused' }).send(SHOP, message())).toEqual({
      outcome: 'failed',
      reason: expect.stringMatching(/https.*under Settings/),
    })
    expect(receiver.received).toEqual([])
  })

  test('has a key that any header can carry', async () => {
    const { store } = openRows()
    await toolOn(store).setAddress(SHOP, receiver.url)

    await toolOn(store).send(SHOP, message({ id: 'payment:ä\n1' }))

    expect(receiver.received.map(({ headers, body }) => [headers['idempotency-key'], body.id])).toEqual([
      ['payment:%C3%A4%0A1', 'payment:ä\n1'],
    ])
  })
})

describe('a mail tool that gives no answer in time', () => {
  test('is left alone by further messages until a test message finds it again', async () => {
    const { store } = openRows()
    const tool = toolOn(store)
    await tool.setAddress(SHOP, receiver.url)
    receiver.replies.push('silent')

    const first = await tool.send(SHOP, message())
    const second = await tool.send(SHOP, message({ id: 'second' }))
    const sentMeanwhile = receiver.received.length
    const tested = await tool.test(SHOP)
    const third = await tool.send(SHOP, message({ id: 'second' }))

    const reason = '127.0.0.1 did not answer within 0.3 seconds'
    expect(first).toEqual({ outcome: 'retry', reason })
    expect(second).toEqual({ outcome: 'retry', reason, afterMs: expect.any(Number) })
    expect(sentMeanwhile).toBe(1)
    expect([tested.outcome, third.outcome]).toEqual(['done', 'done'])
  })

  test('rests for a minute, and keeps no other shop waiting', () => {
    let now = 1_000
    const rests = createRests(() => now)
    rests.begin(SHOP, 'no answer')

    expect(rests.of('eve.myshopify.com')).toBeUndefined()
    now += 59_999
    expect(rests.of(SHOP)).toEqual({ reason: 'no answer', leftMs: 1 })
    now += 1
    expect(rests.of(SHOP)).toBeUndefined()
  })
})
