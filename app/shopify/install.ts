import type { Shopify } from '@shopify/shopify-api'
import { z } from 'zod'
import { type Answer, answer, type NoAnswer } from './answer.ts'
import type { AdminClient } from './client.ts'
import { readShop } from './operations/read-shop.ts'
import type { SessionStore } from './sessions.ts'
import { readTokenClaims } from './token-claims.ts'
import type { Tokens } from './tokens.ts'

export type SessionTokenCheck =
  | { readonly valid: true; readonly shop: string; readonly userId: string }
  | { readonly valid: false; readonly reason: string }

/** What the app must know of a shop to work in it. */
export type ShopDetails = {
  readonly name: string
  readonly currency: string
  /** IANA name, such as Europe/London. */
  readonly timeZone: string
  readonly scopes: readonly string[]
}

/** Of a person of the shop: `sub` is their number. A customer's token says who they are in another way, and opens nothing here. */
const claims = z.object({ dest: z.url(), iss: z.url(), sub: z.string().regex(/^\d+$/) })

/** Who is calling, from the token that the Shopify admin gives the page: signature, audience and times are checked. */
export const createSessionTokenCheck =
  (library: Shopify) =>
  async (token: string): Promise<SessionTokenCheck> => {
    const read = await readTokenClaims(library, token, claims, 'the session token names no shop or nobody')
    if (!read.valid) return read
    const { host } = new URL(read.claims.dest)
    const shop = library.utils.sanitizeShop(host)
    const issuer = new URL(read.claims.iss)
    if (!shop || issuer.host !== host || !/^\/admin\/?$/.test(issuer.pathname)) {
      return { valid: false, reason: 'the session token was issued for something that is no Shopify shop' }
    }
    return { valid: true, shop, userId: read.claims.sub }
  }

export const createShopReader =
  (ask: AdminClient) =>
  async (shop: string): Promise<Answer<ShopDetails>> => {
    const reply = await ask(shop, readShop, {})
    if (!reply.answered) return reply
    const { shop: details, currentAppInstallation } = reply.data
    return answer({
      name: details.name,
      currency: details.currencyCode,
      timeZone: details.ianaTimezone,
      scopes: currentAppInstallation.accessScopes.map(({ handle }) => handle),
    })
  }

/**
 * Makes sure that the app holds a working token for the shop of a verified session token, and says what shop it is. Safe to
 * call on every opening of the app: tokens are traded only where none is held or the held one no longer works.
 */
export const createInstaller = ({
  tokens,
  sessions,
  readDetails,
}: {
  readonly tokens: Tokens
  readonly sessions: SessionStore
  readonly readDetails: (shop: string) => Promise<Answer<ShopDetails>>
}) => {
  const exchangeAndRead = async (shop: string, sessionToken: string): Promise<Answer<ShopDetails>> => {
    const exchanged = await tokens.exchange(shop, sessionToken)
    return exchanged.answered ? readDetails(shop) : exchanged
  }
  return async (shop: string, sessionToken: string): Promise<Answer<ShopDetails>> => {
    if (!(await sessions.load(shop))) return exchangeAndRead(shop, sessionToken)
    const details = await readDetails(shop)
    return isUnauthorized(details) ? exchangeAndRead(shop, sessionToken) : details
  }
}

const isUnauthorized = (reply: Answer<ShopDetails>): reply is NoAnswer => !reply.answered && reply.unauthorized === true
