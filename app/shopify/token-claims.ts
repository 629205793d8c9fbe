import type { Shopify } from '@shopify/shopify-api'
import type { z } from 'zod'

export type TokenClaims<Claims> =
  | { readonly valid: true; readonly claims: Claims }
  | { readonly valid: false; readonly reason: string }

/** What a session token of Shopify says, once signature, audience and times are checked; `otherwise` where it says something else. */
export const readTokenClaims = async <Claims>(
  library: Shopify,
  token: string,
  shape: z.ZodType<Claims>,
  otherwise: string,
): Promise<TokenClaims<Claims>> => {
  let decoded: unknown
  try {
    decoded = await library.session.decodeSessionToken(token)
  } catch {
    // The library's error quotes the token, so nothing of it is passed on.
    return { valid: false, reason: 'the session token is not valid for this app, or has expired' }
  }
  const parsed = shape.safeParse(decoded)
  return parsed.success ? { valid: true, claims: parsed.data } : { valid: false, reason: otherwise }
}
