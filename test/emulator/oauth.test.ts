import { expect, test } from 'vitest'
import { askForToken, openAdmin, openEmulator, post, refreshToken, SHOP } from './support.ts'

const whoAmI = { query: '{ shop { name } }' }

const statusWith = async (emulator: Parameters<typeof post>[0], token: unknown) =>
  (await post(emulator, '/admin/api/2026-07/graphql.json', whoAmI, { 'x-shopify-access-token': String(token) })).status

test('a session token is exchanged for an expiring token that opens the Admin API', async () => {
  const emulator = await openEmulator()

  const { status, body } = await askForToken(emulator)

  expect(status).toBe(200)
  expect(body).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000 })
  expect(await statusWith(emulator, body.access_token)).toBe(200)
  expect(await statusWith(emulator, 'shpat_made_up')).toBe(401)
})

test.each([
  { what: 'a token that does not expire', change: { expiring: '0' }, error: 'invalid_request' },
  {
    what: 'a session token signed by somebody else',
    change: { subject_token: 'e30.e30.e30' },
    error: 'invalid_subject_token',
  },
  { what: 'a wrong client secret', change: { client_secret: 'guessed' }, error: 'application_cannot_be_found' },
])('$what is refused', async ({ change, error }) => {
  const emulator = await openEmulator()

  const { status, body } = await askForToken(emulator, change)

  expect(status).toBeGreaterThanOrEqual(400)
  expect(body).toMatchObject({ error })
})

test('a session token of another shop is refused', async () => {
  const emulator = await openEmulator()

  const { body } = await askForToken(emulator, { subject_token: emulator.sessionToken('other.myshopify.com') })

  expect(body).toMatchObject({ error: 'invalid_subject_token' })
})

test('a checkout’s token names the shop, and whoever is signed in where the app may read customers', async () => {
  const emulator = await openEmulator()
  await askForToken(emulator)
  const shop = emulator.shop(SHOP)
  const { customer } = await shop.customerOrders()
  const claimsOf = (who: typeof customer | null) =>
    JSON.parse(Buffer.from(emulator.customerToken(SHOP, who).split('.')[1] ?? '', 'base64url').toString())

  const claims = claimsOf(customer)
  expect(Object.keys(claims).sort()).toEqual(['aud', 'dest', 'exp', 'iat', 'jti', 'nbf', 'sub'])
  expect(claims).toMatchObject({ dest: SHOP, sub: `gid://shopify/Customer/${customer.id}`, exp: claims.iat + 300 })
  expect(claimsOf(null)).not.toHaveProperty('sub')

  shop.changeScopes(['read_orders'])
  expect(claimsOf(customer)).not.toHaveProperty('sub')
  expect(() => emulator.customerToken(SHOP, { ...customer, id: 999_999 })).toThrow('no customer')
})

test('a checkout’s token buys no access to the Admin API', async () => {
  const emulator = await openEmulator()

  const { body } = await askForToken(emulator, { subject_token: emulator.customerToken(SHOP, null) })

  expect(body).toMatchObject({ error: 'invalid_subject_token' })
})

test('a refresh retires the old pair, and a lost answer can be asked for again until the new pair is used', async () => {
  const emulator = await openEmulator()
  const first = (await askForToken(emulator)).body

  const second = (await refreshToken(emulator, first.refresh_token)).body
  const again = (await refreshToken(emulator, first.refresh_token)).body
  const third = (await refreshToken(emulator, second.refresh_token)).body
  const tooLate = await refreshToken(emulator, first.refresh_token)

  expect(await statusWith(emulator, first.access_token)).toBe(401)
  expect(again.access_token).toBe(second.access_token)
  expect(await statusWith(emulator, third.access_token)).toBe(200)
  expect(tooLate).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
})

test('an access token ends when its time is over', async () => {
  const emulator = await openEmulator({ tokenLifetimeSeconds: 0 })

  const { body } = await askForToken(emulator)

  expect(await statusWith(emulator, body.access_token)).toBe(401)
})

test('a session token is handed out over HTTP to any origin', async () => {
  const emulator = await openEmulator()

  const response = await fetch(`${emulator.url}/emulator/session-token?shop=${SHOP}&user=7`)
  const { token } = (await response.json()) as { token: string }

  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect((await askForToken(emulator, { subject_token: token })).status).toBe(200)
})

test('an uninstalled app has no access until it is installed again', async () => {
  const emulator = await openEmulator()
  const admin = await openAdmin(emulator)
  emulator.shop().uninstall()

  const { errors } = await admin('{ shop { name } }')

  expect(errors).toBeDefined()
  expect((await (await openAdmin(emulator))('{ shop { name } }')).data).toEqual({ shop: { name: 'Empty Shelf' } })
})
