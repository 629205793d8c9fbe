import { z } from 'zod'

/** Where the admin's session tokens come from; `renew` is asked after the server refused one. */
export type Session = { readonly token: () => Promise<string>; readonly renew: () => Promise<string> }

/** Thrown when there is nobody to ask for a token, or no answer. */
export class NoSession extends Error {
  override readonly name = 'NoSession'
}

declare global {
  interface Window {
    /** App Bridge, inside the Shopify admin only. */
    readonly shopify?: { readonly idToken?: () => Promise<string> }
  }
}

export type SessionSource =
  /** App Bridge keeps its own tokens fresh. */
  | { readonly kind: 'shopify'; readonly idToken: () => Promise<string> }
  /** Outside Shopify: an address that answers `{token}`. */
  | { readonly kind: 'standalone'; readonly url: string; readonly shop: string }
  | { readonly kind: 'none' }

/** The one place that knows where the admin runs. */
export const findSessionSource = (shop: string): SessionSource => {
  const idToken = window.shopify?.idToken
  if (idToken) return { kind: 'shopify', idToken }
  const url = document.querySelector<HTMLMetaElement>('meta[name="perennial-session-url"]')?.content
  return url ? { kind: 'standalone', url, shop } : { kind: 'none' }
}

export const createSession = (source: SessionSource): Session => {
  switch (source.kind) {
    case 'shopify':
      return { token: source.idToken, renew: source.idToken }
    case 'standalone':
      return createStandaloneSession(source)
    case 'none':
      return { token: refuse, renew: refuse }
    default:
      return source satisfies never
  }
}

const refuse = () => Promise.reject(new NoSession('Open Perennial from the Apps menu of your Shopify admin.'))

/** Tokens are valid for 60 s; ten of them are left for a slow request and clocks that differ. */
const KEEP_MS = 50_000
const answer = z.object({ token: z.string().min(1) })

const createStandaloneSession = ({ url, shop }: { readonly url: string; readonly shop: string }): Session => {
  let held: { readonly token: Promise<string>; readonly until: number } | undefined

  const renew = () => {
    const token = fetchToken(url, shop)
    const mine = { token, until: Date.now() + KEEP_MS }
    held = mine
    // A failed request must not be remembered as the token.
    token.catch(() => {
      if (held === mine) held = undefined
    })
    return token
  }

  // Requests that start together share one token.
  return { token: () => (held && Date.now() < held.until ? held.token : renew()), renew }
}

const fetchToken = async (url: string, shop: string): Promise<string> => {
  const address = new URL(url)
  if (shop) address.searchParams.set('shop', shop)
  const response = await fetch(address).catch((cause: unknown) => {
    throw new NoSession('The shop does not answer, so Perennial cannot tell who you are.', { cause })
  })
  const body = answer.safeParse(await response.json().catch(() => undefined))
  if (!response.ok || !body.success) throw new NoSession('The shop did not say who you are.')
  return body.data.token
}
