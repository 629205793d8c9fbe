import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { gid } from '../graphql/gids.ts'

export type AppKeys = { readonly apiKey: string; readonly apiSecret: string }

const LIFETIME_SECONDS = 60

/** The JWT that App Bridge gives to an app's page: who is looking, in which shop, for one minute. */
export const issueSessionToken = (
  { apiKey, apiSecret }: AppKeys,
  shop: string,
  user: number,
  now = Date.now(),
): string => {
  const issuedAt = Math.floor(now / 1000)
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: apiKey,
    sub: String(user),
    exp: issuedAt + LIFETIME_SECONDS,
    nbf: issuedAt,
    iat: issuedAt,
    jti: randomUUID(),
    sid: randomUUID(),
  }
  return signedToken(claims, apiSecret)
}

const CUSTOMER_LIFETIME_SECONDS = 300

/**
 * The JWT that an app's block gets at the checkout and in a customer's account. It names no issuer and no session, the shop
 * without https://, and the customer only where one is signed in and the app may read customers.
 */
export const issueCustomerToken = (
  { apiKey, apiSecret }: AppKeys,
  shop: string,
  customerId: number | null,
  now = Date.now(),
): string => {
  const issuedAt = Math.floor(now / 1000)
  const claims = {
    dest: shop,
    aud: apiKey,
    exp: issuedAt + CUSTOMER_LIFETIME_SECONDS,
    nbf: issuedAt,
    iat: issuedAt,
    jti: randomUUID(),
    ...(customerId !== null && { sub: gid('Customer', customerId) }),
  }
  return signedToken(claims, apiSecret)
}

const tokenHeader = z.object({ alg: z.literal('HS256') })
const tokenClaims = z.object({ dest: z.string(), aud: z.string(), exp: z.number(), nbf: z.number() })

/** Shopify allows for clocks that differ by so much. */
const TOLERANCE_SECONDS = 10

export const isGoodSessionToken = (
  token: string,
  { apiKey, apiSecret }: AppKeys,
  shop: string,
  now = Date.now(),
): boolean => {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const expected = Buffer.from(sign(`${header}.${payload}`, apiSecret))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  const claims = tokenClaims.safeParse(decode(payload))
  if (!tokenHeader.safeParse(decode(header)).success || !claims.success) return false
  const { dest, aud, exp, nbf } = claims.data
  const seconds = now / 1000
  return (
    aud === apiKey &&
    dest === `https://${shop}` &&
    seconds < exp + TOLERANCE_SECONDS &&
    seconds > nbf - TOLERANCE_SECONDS
  )
}

const signedToken = (claims: object, secret: string): string => {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${sign(signed, secret)}`
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Only for what has been proved to be signed by us: then it is JSON. */
const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))

const sign = (text: string, secret: string) => createHmac('sha256', secret).update(text).digest('base64url')
