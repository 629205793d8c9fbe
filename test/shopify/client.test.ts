import { expect, test } from 'vitest'
import {
  API_KEY,
  costing,
  platformOn,
  SHOP,
  scriptedFetch,
  session,
  shopAnswer,
  throttled,
} from './scripted-shopify.ts'

test('a request carries the shop’s token to the Admin API of 2026-07', async () => {
  const { fetch, sent } = scriptedFetch(shopAnswer)
  const { platform } = platformOn(fetch)

  const reply = await platform.readShop(SHOP)

  expect(reply).toEqual({
    answered: true,
    data: {
      name: 'Ada’s Teapots',
      currency: 'GBP',
      timeZone: 'Europe/London',
      scopes: ['read_orders', 'write_orders'],
    },
  })
  expect(sent).toMatchObject([{ host: SHOP, path: '/admin/api/2026-07/graphql.json', token: 'token-1' }])
})

test('with a local Shopify configured the shop’s name travels in a header', async () => {
  const visited: string[] = []
  const { fetch, sent } = scriptedFetch(shopAnswer)
  const { platform } = platformOn(
    (input, init) => {
      visited.push(String(input))
      return fetch(input, init)
    },
    { apiUrl: 'http://localhost:4455' },
  )

  await platform.readShop(SHOP)

  expect(visited).toEqual(['http://localhost:4455/admin/api/2026-07/graphql.json'])
  expect(sent[0]?.host).toBe(SHOP)
})

test('a throttled request waits for the points that it lacks, and is sent again', async () => {
  const { fetch, sent } = scriptedFetch(throttled(120, 20), shopAnswer)
  const { platform, clock } = platformOn(fetch)

  const reply = await platform.readShop(SHOP)

  expect(reply.answered).toBe(true)
  expect(sent).toHaveLength(2)
  expect(clock.slept.reduce((sum, ms) => sum + ms)).toBe(2000)
})

test('a shop whose points run low is asked more slowly, before it has to refuse', async () => {
  const { fetch, sent } = scriptedFetch({ json: { ...shopAnswer.json, extensions: costing(100, 50) } })
  const { platform, clock } = platformOn(fetch)

  await platform.readShop(SHOP)
  await platform.readShop(SHOP)

  expect(sent).toHaveLength(2)
  expect(clock.slept).toEqual([1000])
})

test('a request that stays throttled is handed back with the time to wait', async () => {
  const { fetch, sent } = scriptedFetch(throttled(120, 20))
  const { platform } = platformOn(fetch)

  const reply = await platform.readShop(SHOP)

  expect(reply).toMatchObject({ answered: false, again: true, afterMs: 2000 })
  expect(sent.length).toBeLessThan(10)
})

test.each([
  { what: 'an outage', reply: { status: 503 }, again: true, reason: /out of order/ },
  {
    what: 'HTTP throttling',
    reply: { status: 429, headers: { 'Retry-After': '4' } },
    again: true,
    reason: /slow down/,
    afterMs: 4000,
  },
  { what: 'a frozen shop', reply: { status: 402 }, again: false, reason: /frozen/ },
  { what: 'a shop that is gone', reply: { status: 404 }, again: false, reason: /no such shop/ },
  {
    what: 'an error of Shopify’s own',
    reply: { json: { errors: [{ message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] } },
    again: true,
    reason: /failed/,
  },
  {
    what: 'a missing scope',
    reply: {
      json: { data: { shop: null }, errors: [{ message: 'x', path: ['shop'], extensions: { code: 'ACCESS_DENIED' } }] },
    },
    again: false,
    reason: /permission/,
  },
  {
    what: 'an answer of another shape',
    reply: { json: { data: { shop: {} } } },
    again: false,
    reason: /not as expected/,
  },
])('$what is an answer with a reason', async ({ reply, again, reason, afterMs }) => {
  const { fetch } = scriptedFetch(reply)
  const { platform } = platformOn(fetch)

  const result = await platform.readShop(SHOP)

  expect(result).toMatchObject({ answered: false, again, ...(afterMs && { afterMs }) })
  expect(!result.answered && result.reason).toMatch(reason)
})

test('a Shopify that does not answer in time is asked again later', async () => {
  const { fetch } = scriptedFetch('silence')
  const { platform } = platformOn(fetch, { requestTimeoutMs: 30 })

  const reply = await platform.readShop(SHOP)

  expect(reply).toEqual({ answered: false, again: true, reason: 'Shopify did not answer in time' })
})

test('a token that Shopify refuses is renewed once, and the request repeated with the new one', async () => {
  const renewed = {
    access_token: 'token-2',
    scope: 'read_orders',
    expires_in: 3600,
    refresh_token: 'refresh-2',
    refresh_token_expires_in: 7_776_000,
  }
  const { fetch, sent } = scriptedFetch({ status: 401 }, { json: renewed }, shopAnswer)
  const { platform, rows } = platformOn(fetch)

  const reply = await platform.readShop(SHOP)

  expect(reply.answered).toBe(true)
  expect(sent[1]?.body).toMatchObject({ client_id: API_KEY, grant_type: 'refresh_token', refresh_token: 'refresh-1' })
  expect(sent[2]?.token).toBe('token-2')
  expect(rows.get(SHOP)).toMatchObject({ accessToken: 'token-2', refreshToken: 'refresh-2' })
})

test('a shop that took the app’s access away is not asked for ever', async () => {
  const { fetch, sent } = scriptedFetch({ status: 401 }, { status: 400, json: { error: 'invalid_grant' } })
  const { platform } = platformOn(fetch)

  const reply = await platform.readShop(SHOP)

  expect(reply).toMatchObject({ answered: false, again: false, unauthorized: true })
  expect(sent).toHaveLength(2)
})

test('no reason quotes the token, the secret or what was sent', async () => {
  const quoting = {
    errors: [{ message: 'token-1 test-secret-of-the-app refresh-1', extensions: { code: 'BAD_USER_INPUT' } }],
  }
  for (const reply of [{ json: quoting }, { status: 400, json: quoting }, { status: 500, json: quoting }]) {
    const { platform } = platformOn(scriptedFetch(reply).fetch, { held: session() })

    expect(JSON.stringify(await platform.readShop(SHOP))).not.toMatch(/token-1|test-secret|refresh-1/)
  }
})
