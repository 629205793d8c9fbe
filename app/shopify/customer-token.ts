import type { Shopify } from '@shopify/shopify-api'
import { z } from 'zod'
import { readTokenClaims } from './token-claims.ts'

export type CustomerTokenCheck =
  /** `customerId` is Shopify's number; null for somebody who is not signed in. */
  | { readonly valid: true; readonly shop: string; readonly customerId: string | null }
  | { readonly valid: false; readonly reason: string }

const claims = z.object({
  /** The shop, with or without https:// in front. */
  dest: z.string().min(1),
  sub: z
    .string()
    .regex(/^gid:\/\/shopify\/Customer\/[1-9]\d{0,19}$/)
    .optional(),
})

/**
 * Who is at the checkout or in their account, from the token that Shopify gives our blocks there. It has no issuer, and
 * `sub` only for a customer who is signed in: a token of the admin, whose `sub` is a person of the shop, is refused.
 */
export const createCustomerTokenCheck =
  (library: Shopify) =>
  async (token: string): Promise<CustomerTokenCheck> => {
    const read = await readTokenClaims(
      library,
      token,
      claims,
      'the session token is not one of a checkout or an account',
    )
    if (!read.valid) return read
    const { dest, sub } = read.claims
    const shop = library.utils.sanitizeShop(dest.replace(/^https:\/\//, ''))
    if (!shop) return { valid: false, reason: 'the session token was issued for something that is no Shopify shop' }
    return { valid: true, shop, customerId: sub?.split('/').at(-1) ?? null }
  }
