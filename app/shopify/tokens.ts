import { RequestedTokenType, type Session, type Shopify } from '@shopify/shopify-api'
import { type Answer, answer, unauthorized } from './answer.ts'
import type { Clock } from './clock.ts'
import { failureOf } from './failures.ts'
import type { SessionStore, ShopSession } from './sessions.ts'

/** Renewed this long before it expires, so that no request is under way while its token dies. */
const RENEW_BEFORE_MS = 5 * 60_000

export type Tokens = {
  /** A token good for the next minutes, renewed first where it is about to expire. */
  readonly accessToken: (shop: string) => Promise<Answer<string>>
  /** Another token than the one Shopify has just refused. */
  readonly renew: (shop: string, refusedToken: string) => Promise<Answer<string>>
  /** Trades a verified session token for an expiring offline token and stores it. */
  readonly exchange: (shop: string, sessionToken: string) => Promise<Answer<ShopSession>>
}

/** All renewing happens under the shop's lock, and whoever waited for it looks again before asking Shopify. */
export const createTokens = ({
  library,
  sessions,
  clock,
}: {
  readonly library: Shopify
  readonly sessions: SessionStore
  readonly clock: Clock
}): Tokens => {
  const renewUnderLock = (shop: string, isGood: (session: ShopSession) => boolean): Promise<Answer<string>> =>
    sessions.withLock(shop, async () => {
      const held = await sessions.load(shop)
      if (!held) return NOT_INSTALLED
      if (isGood(held)) return answer(held.accessToken)
      const { refreshToken } = held
      if (refreshToken === null) return MUST_OPEN_APP
      // A refresh whose answer got lost is safe to repeat: Shopify honours the old refresh token until the new one is used.
      const renewed = await trade(() => library.auth.refreshToken({ shop, refreshToken }))
      if (!renewed.answered) {
        if (renewed.again) return renewed
        // Without a session, opening the app trades for a new one.
        await sessions.delete(shop)
        return MUST_OPEN_APP
      }
      await sessions.save(shop, renewed.data)
      return answer(renewed.data.accessToken)
    })

  return {
    accessToken: async (shop) => {
      const isFresh = ({ expiresAt }: ShopSession) => expiresAt === null || expiresAt - clock.now() > RENEW_BEFORE_MS
      const held = await sessions.load(shop)
      if (!held) return NOT_INSTALLED
      return isFresh(held) ? answer(held.accessToken) : renewUnderLock(shop, isFresh)
    },
    renew: (shop, refusedToken) => renewUnderLock(shop, ({ accessToken }) => accessToken !== refusedToken),
    exchange: (shop, sessionToken) =>
      sessions.withLock(shop, async () => {
        const requestedTokenType = RequestedTokenType.OfflineAccessToken
        const session = await trade(() =>
          library.auth.tokenExchange({ shop, sessionToken, requestedTokenType, expiring: true }),
        )
        if (session.answered) await sessions.save(shop, session.data)
        return session
      }),
  }
}

const NOT_INSTALLED = unauthorized('The app is not installed in this shop')
const MUST_OPEN_APP = unauthorized('The app has lost its access to this shop: open it in the Shopify admin once')

const trade = async (ask: () => Promise<{ session: Session }>): Promise<Answer<ShopSession>> => {
  try {
    const { session } = await ask()
    if (!session.accessToken) return unauthorized('Shopify gave the app no token')
    return answer({
      accessToken: session.accessToken,
      expiresAt: session.expires?.getTime() ?? null,
      refreshToken: session.refreshToken ?? null,
      refreshTokenExpiresAt: session.refreshTokenExpires?.getTime() ?? null,
      scopes: session.scope?.split(',').filter(Boolean) ?? [],
    })
  } catch (error) {
    return failureOf(error)
  }
}
