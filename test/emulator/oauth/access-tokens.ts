import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Shop } from '../shop.ts'
import type { TokenPair } from '../store/changes.ts'
import { type AppKeys, isGoodSessionToken } from './session-token.ts'

export type TokenOptions = AppKeys & { readonly scopes: readonly string[]; readonly lifetimeSeconds: number }

export type TokenAnswer = { readonly status: number; readonly body: unknown }

const REFRESH_LIFETIME_MS = 90 * 86_400_000
/** How long a used refresh token is good for the same answer, as long as its replacement has not been used. */
const RETRY_REFRESH_MS = 30 * 86_400_000

const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token'

const credentials = { client_id: z.string(), client_secret: z.string() }
const tokenRequest = z.discriminatedUnion('grant_type', [
  z.object({
    ...credentials,
    grant_type: z.literal('urn:ietf:params:oauth:grant-type:token-exchange'),
    subject_token: z.string(),
    subject_token_type: z.literal('urn:ietf:params:oauth:token-type:id_token'),
    requested_token_type: z.string(),
    expiring: z.union([z.string(), z.number()]).optional(),
  }),
  z.object({ ...credentials, grant_type: z.literal('refresh_token'), refresh_token: z.string() }),
])

/** What the request is, by the names under which failures are planned. */
export const tokenRequestName = (body: unknown): 'token exchange' | 'token refresh' => {
  const request = z.object({ grant_type: z.string() }).safeParse(body)
  return request.success && request.data.grant_type === 'refresh_token' ? 'token refresh' : 'token exchange'
}

/** POST /admin/oauth/access_token */
export const serveAccessToken = (shop: Shop, body: unknown, options: TokenOptions): TokenAnswer => {
  const parsed = tokenRequest.safeParse(body)
  if (!parsed.success) return refuse('invalid_request', 'The request is missing a parameter or has a wrong one.')
  const request = parsed.data
  if (request.client_id !== options.apiKey || request.client_secret !== options.apiSecret) {
    return refuse('application_cannot_be_found', 'Could not find Shopify API application with api_key', 401)
  }
  return request.grant_type === 'refresh_token'
    ? refresh(shop, request.refresh_token, options)
    : exchange(shop, request, options)
}

export const isGoodAccessToken = (shop: Shop, token: string | undefined): boolean => {
  const { tokens } = shop.state
  return tokens !== null && token === tokens.accessToken && Date.now() < tokens.accessExpiresAt
}

type Exchange = Extract<z.infer<typeof tokenRequest>, { subject_token: string }>

const exchange = (shop: Shop, request: Exchange, options: TokenOptions): TokenAnswer => {
  const { domain } = shop.state.settings
  if (!isGoodSessionToken(request.subject_token, options, domain)) {
    return refuse(
      'invalid_subject_token',
      'The subject token is expired, for another shop or app, or not signed by this app.',
    )
  }
  if (request.requested_token_type !== OFFLINE) {
    return refuse('invalid_request', 'The local Shopify issues offline access tokens only.')
  }
  if (String(request.expiring ?? '0') !== '1') {
    return refuse(
      'invalid_request',
      'Public apps created on or after April 1, 2026 must request expiring offline access tokens.',
    )
  }
  const pair = mint(options)
  if (!shop.state.installed) shop.commit({ kind: 'installed', scopes: options.scopes })
  shop.commit({ kind: 'tokensIssued', pair, replaced: null })
  return grant(shop, pair)
}

/**
 * A refresh retires the pair that it came from. The same refresh token once more gets the same new pair (with a living access
 * token), until that pair's own refresh token is used: Shopify's recovery for a lost answer, since August 2026.
 */
const refresh = (shop: Shop, refreshToken: string, options: TokenOptions): TokenAnswer => {
  const { tokens, replaced } = shop.state
  const now = Date.now()
  if (!tokens) return refuse('invalid_grant', 'The app is not installed.')
  if (refreshToken === tokens.refreshToken) {
    if (now >= tokens.refreshExpiresAt) return refuse('invalid_grant', 'The refresh token is expired.')
    const pair = mint(options)
    const used = { refreshToken, firstUsedAt: now, expiresAt: tokens.refreshExpiresAt }
    shop.commit({ kind: 'tokensIssued', pair, replaced: used })
    return grant(shop, pair)
  }
  if (replaced === null || refreshToken !== replaced.refreshToken)
    return refuse('invalid_grant', 'The refresh token is revoked.')
  if (now > Math.min(replaced.firstUsedAt + RETRY_REFRESH_MS, replaced.expiresAt)) {
    return refuse('invalid_grant', 'The refresh token is expired.')
  }
  if (now < tokens.accessExpiresAt) return grant(shop, tokens)
  const extended = { ...tokens, accessExpiresAt: now + options.lifetimeSeconds * 1000 }
  shop.commit({ kind: 'tokensIssued', pair: extended, replaced })
  return grant(shop, extended)
}

const mint = ({ lifetimeSeconds }: TokenOptions): TokenPair => ({
  accessToken: `shpat_${randomBytes(16).toString('hex')}`,
  accessExpiresAt: Date.now() + lifetimeSeconds * 1000,
  refreshToken: `shprt_${randomBytes(16).toString('hex')}`,
  refreshExpiresAt: Date.now() + REFRESH_LIFETIME_MS,
})

const grant = (shop: Shop, pair: TokenPair): TokenAnswer => ({
  status: 200,
  body: {
    access_token: pair.accessToken,
    scope: shop.state.scopes.join(','),
    expires_in: Math.max(1, Math.round((pair.accessExpiresAt - Date.now()) / 1000)),
    refresh_token: pair.refreshToken,
    refresh_token_expires_in: Math.round((pair.refreshExpiresAt - Date.now()) / 1000),
  },
})

const refuse = (error: string, error_description: string, status = 400): TokenAnswer => ({
  status,
  body: { error, error_description },
})
