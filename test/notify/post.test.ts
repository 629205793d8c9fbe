import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { outcomeOf } from '../../app/notify/outcome.ts'
import { post, readRetryAfter } from '../../app/notify/post.ts'
import { type Receiver, type Reply, startReceiver } from './receiver.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
})
beforeEach(() => {
  receiver.received.length = 0
  receiver.replies.length = 0
})
afterAll(() => receiver.stop())

const send = (url = receiver.url, given: Partial<Parameters<typeof post>[1]> = {}) =>
  post(new URL(url), { headers: {}, body: '{"text":"ä"}', timeoutMs: 5_000, privateAddresses: 'allowed', ...given })

describe('an answer', () => {
  test.each<{ reply: Reply; is: object }>([
    { reply: { status: 200 }, is: { outcome: 'done', result: { status: 200 } } },
    { reply: { status: 202, body: 'queued' }, is: { outcome: 'done', result: { status: 202 } } },
    { reply: { status: 204 }, is: { outcome: 'done', result: { status: 204 } } },
    { reply: { status: 408 }, is: { outcome: 'retry', reason: expect.stringContaining('408') } },
    { reply: { status: 429 }, is: { outcome: 'retry', reason: expect.stringContaining('slow down') } },
    {
      reply: { status: 429, headers: { 'retry-after': '120' } },
      is: { outcome: 'retry', reason: expect.stringContaining('429'), afterMs: 120_000 },
    },
    { reply: { status: 500 }, is: { outcome: 'retry', reason: expect.stringContaining('500') } },
    {
      reply: { status: 503, headers: { 'retry-after': '7' } },
      is: { outcome: 'retry', reason: expect.stringContaining('503'), afterMs: 7_000 },
    },
    { reply: { status: 400 }, is: { outcome: 'failed', reason: expect.stringContaining('400') } },
    { reply: { status: 401, body: 'password' }, is: { outcome: 'failed', reason: expect.stringContaining('401') } },
    { reply: { status: 410 }, is: { outcome: 'failed', reason: expect.stringContaining('410') } },
  ])('$reply is $is.outcome', async ({ reply, is }) => {
    receiver.replies.push(reply)

    expect(outcomeOf(await send())).toEqual(is)
    expect(receiver.received).toMatchObject([{ method: 'POST', path: '/perennial', body: { text: 'ä' } }])
  })

  test('that points elsewhere is not followed', async () => {
    receiver.replies.push({ status: 307, headers: { location: `${receiver.url}/other` } })

    expect(outcomeOf(await send())).toEqual({ outcome: 'failed', reason: expect.stringMatching(/307.*not followed/) })
    expect(receiver.received).toHaveLength(1)
  })

  test('of endless length is cut off', async () => {
    const hung = Promise.withResolvers<void>()
    const endless = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n')
        const pour = setInterval(() => socket.write('x'.repeat(10_000)), 1)
        socket.on('close', () => {
          clearInterval(pour)
          hung.resolve()
        })
      })
    })
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve))

    expect(await send(`http://127.0.0.1:${(endless.address() as AddressInfo).port}`)).toMatchObject({ status: 200 })
    await hung.promise
    endless.close()
  })
})

describe('without an answer', () => {
  test('in time, from a host that hangs up or one that refuses, the message is worth another try', async () => {
    receiver.replies.push('silent', 'hang up')
    const gone = await startReceiver()
    await gone.stop()

    expect(outcomeOf(await send(receiver.url, { timeoutMs: 300 }))).toEqual({
      outcome: 'retry',
      reason: '127.0.0.1 did not answer within 0.3 seconds',
    })
    expect(outcomeOf(await send())).toEqual({ outcome: 'retry', reason: expect.stringContaining('ECONNRESET') })
    expect(outcomeOf(await send(gone.url))).toEqual({ outcome: 'retry', reason: '127.0.0.1 refuses connections' })
  })

  test('a name that nobody knows and a server without https are named', async () => {
    expect(outcomeOf(await send('http://nowhere.invalid/'))).toEqual({
      outcome: 'retry',
      reason: 'The name nowhere.invalid is not known in the internet',
    })
    expect(outcomeOf(await send(receiver.url.replace('http:', 'https:')))).toEqual({
      outcome: 'retry',
      reason: expect.stringMatching(/^127.0.0.1 does not speak https/),
    })
  })
})

describe('a private network', () => {
  test.each(['http://127.0.0.1', 'http://localhost', 'https://127.0.0.1', 'https://localhost'])(
    'is not reached by %s, whatever the settings said when it was typed',
    async (origin) => {
      const { port } = new URL(receiver.url)

      expect(outcomeOf(await send(`${origin}:${port}/perennial`, { privateAddresses: 'refused' }))).toEqual({
        outcome: 'failed',
        reason: expect.stringMatching(/^(127\.0\.0\.1|localhost) lies inside a private network.*Settings$/),
      })
      expect(receiver.received).toEqual([])
    },
  )
})

describe('Retry-After', () => {
  const NOW = Date.parse('2026-11-22T12:00:00Z')

  test.each([
    [undefined, undefined],
    ['0', undefined],
    ['90', 90_000],
    ['999999999', 86_400_000],
    ['Sun, 22 Nov 2026 12:01:00 GMT', 60_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', undefined],
    ['soon', undefined],
  ])('%j means %j ms', (header, ms) => {
    expect(readRetryAfter(header, NOW)).toBe(ms)
  })
})
