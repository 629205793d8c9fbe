import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** The JWT that App Bridge gives to an app's page: who is looking, in which shop, for one minute. */

export type AppKeys = { readonly apiKey: string; readonly apiSecret: string }

const LIFETIME_SECONDS = 60

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
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${sign(signed, apiSecret)}`
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

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Only for what has been proved to be signed by us: then it is JSON. */
const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))

const sign = (text: string, secret: string) => createHmac('sha256', secret).update(text).digest('base64url')
