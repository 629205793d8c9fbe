import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { API_KEY, API_SECRET, platformOn, SHOP, scriptedFetch, session, shopAnswer } from './scripted-shopify.ts'

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const sessionToken = (claims: Record<string, unknown> = {}, secret = API_SECRET): string => {
  const seconds = Math.floor(Date.now() / 1000)
  const text = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({
    iss: `https://${SHOP}/admin`,
    dest: `https://${SHOP}`,
    aud: API_KEY,
    sub: '42',
    exp: seconds + 60,
    nbf: seconds - 1,
    iat: seconds,
    ...claims,
  })}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

const grant = (number: number) => ({
  json: {
    access_token: `token-${number}`,
    scope: 'read_orders,write_orders',
    expires_in: 3600,
    refresh_token: `refresh-${number}`,
    refresh_token_expires_in: 7_776_000,
  },
})

test('a session token of the app names its shop and its user', async () => {
  const { platform } = platformOn(scriptedFetch().fetch)

  expect(await platform.verifySessionToken(sessionToken())).toEqual({ valid: true, shop: SHOP, userId: '42' })
})

test.each([
  { what: 'signed by somebody else', token: sessionToken({}, 'another-secret') },
  { what: 'for another app', token: sessionToken({ aud: 'another-app' }) },
  { what: 'expired', token: sessionToken({ exp: Math.floor(Date.now() / 1000) - 60 }) },
  { what: 'for something that is no shop', token: sessionToken({ dest: 'https://evil.example.com' }) },
  { what: 'issued by another shop', token: sessionToken({ iss: 'https://other.myshopify.com/admin' }) },
  { what: 'for nobody', token: sessionToken({ sub: '' }) },
  { what: 'of a customer', token: sessionToken({ sub: 'gid://shopify/Customer/42' }) },
  { what: 'of a checkout', token: sessionToken({ iss: `https://${SHOP}/checkouts` }) },
  { what: 'no token at all', token: 'nonsense' },
])('a session token $what is refused without being quoted', async ({ token }) => {
  const { platform } = platformOn(scriptedFetch().fetch)

  const check = await platform.verifySessionToken(token)

  expect(check.valid).toBe(false)
  expect(JSON.stringify(check)).not.toContain(token)
})

describe('the token of a checkout or an account', () => {
  const customerToken = (claims: Record<string, unknown> = {}, secret?: string) =>
    sessionToken({ iss: undefined, dest: SHOP, sub: 'gid://shopify/Customer/7', ...claims }, secret)
  const check = (token: string) => platformOn(scriptedFetch().fetch).platform.verifyCustomerToken(token)

  test('names its shop, and the customer who is signed in', async () => {
    const signedIn = { valid: true, shop: SHOP, customerId: '7' }

    expect(await check(customerToken())).toEqual(signedIn)
    expect(await check(customerToken({ dest: `https://${SHOP}`, iss: `https://${SHOP}` }))).toEqual(signedIn)
    expect(await check(customerToken({ sub: undefined }))).toEqual({ ...signedIn, customerId: null })
  })

  test.each([
    { what: 'signed by somebody else', token: customerToken({}, 'another-secret') },
    { what: 'for another app', token: customerToken({ aud: 'another-app' }) },
    { what: 'expired', token: customerToken({ exp: Math.floor(Date.now() / 1000) - 60 }) },
    { what: 'for something that is no shop', token: customerToken({ dest: 'evil.example.com' }) },
    { what: 'of a person of the shop', token: sessionToken() },
    { what: 'of no customer', token: customerToken({ sub: 'gid://shopify/Customer/0' }) },
    { what: 'of a customer and more', token: customerToken({ sub: 'gid://shopify/Customer/7/../8' }) },
    { what: 'no token at all', token: 'nonsense' },
  ])('is refused when it is $what, without being quoted', async ({ token }) => {
    const answer = await check(token)

    expect(answer.valid).toBe(false)
    expect(JSON.stringify(answer)).not.toContain(token)
  })
})

test('installing trades the session token for an expiring offline token and reads the shop', async () => {
  const { fetch, sent } = scriptedFetch(grant(1), shopAnswer)
  const { platform, rows } = platformOn(fetch)
  rows.clear()
  const token = sessionToken()

  const installed = await platform.install(SHOP, token)

  expect(installed).toMatchObject({ answered: true, data: { currency: 'GBP', timeZone: 'Europe/London' } })
  expect(sent[0]).toMatchObject({
    path: '/admin/oauth/access_token',
    body: {
      subject_token: token,
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
    },
  })
  expect(rows.get(SHOP)).toMatchObject({ refreshToken: 'refresh-1', scopes: ['read_orders', 'write_orders'] })
  expect(rows.get(SHOP)?.expiresAt).toBeGreaterThan(Date.now() + 3_500_000)
})

test('opening an installed app trades nothing', async () => {
  const { fetch, sent } = scriptedFetch(shopAnswer)
  const { platform } = platformOn(fetch)

  await platform.install(SHOP, sessionToken())

  expect(sent.map(({ operation }) => operation)).toEqual(['ReadShop'])
})

test('a token left over from before a reinstallation is replaced', async () => {
  const { fetch } = scriptedFetch({ status: 401 }, { status: 400 }, grant(9), shopAnswer)
  const { platform, rows } = platformOn(fetch)

  const installed = await platform.install(SHOP, sessionToken())

  expect(installed.answered).toBe(true)
  expect(rows.get(SHOP)?.accessToken).toBe('token-9')
})

test('an installation that Shopify refuses says so and stores nothing', async () => {
  const { platform, rows } = platformOn(scriptedFetch({ status: 400, json: { error: 'invalid_subject_token' } }).fetch)
  rows.clear()
  const token = sessionToken()

  const installed = await platform.install(SHOP, token)

  expect(installed).toMatchObject({ answered: false, again: false })
  expect(JSON.stringify(installed)).not.toContain(token)
  expect(rows.size).toBe(0)
})

test('a token about to expire is renewed before it is used', async () => {
  const { fetch, sent } = scriptedFetch(grant(2), shopAnswer)
  const { platform, clock, rows } = platformOn(fetch)
  rows.set(SHOP, session({ expiresAt: clock.now() + 60_000 }))

  await platform.readShop(SHOP)

  expect(sent.map(({ token }) => token)).toEqual([null, 'token-2'])
})

test('requests that run beside each other renew the token once', async () => {
  const { fetch, sent } = scriptedFetch((message) =>
    message.path === '/admin/oauth/access_token' ? grant(2) : shopAnswer,
  )
  const { platform, clock, rows } = platformOn(fetch)
  rows.set(SHOP, session({ expiresAt: clock.now() + 60_000 }))

  // The renewed token must be fresh by the test's clock, which stands still, as well as by the library's.
  clock.advance(Date.now() - clock.now())
  const replies = await Promise.all([1, 2, 3].map(() => platform.readShop(SHOP)))

  expect(replies.every(({ answered }) => answered)).toBe(true)
  expect(sent.filter(({ path }) => path === '/admin/oauth/access_token')).toHaveLength(1)
})

test('an outage while renewing is waited for, and the old tokens are kept', async () => {
  const { platform, clock, rows } = platformOn(scriptedFetch({ status: 502 }).fetch)
  const held = session({ expiresAt: clock.now() + 60_000 })
  rows.set(SHOP, held)

  const reply = await platform.readShop(SHOP)

  expect(reply).toMatchObject({ answered: false, again: true })
  expect(rows.get(SHOP)).toEqual(held)
})
