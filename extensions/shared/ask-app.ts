/** What the app answered; `failed` is told apart nowhere, for whoever reads the block can do nothing about any of it. */
export type Answer<Body> = { readonly state: 'here'; readonly body: Body } | { readonly state: 'failed' }

export type Question = { readonly path: string; readonly body?: unknown }

/**
 * Asks the app that a block belongs to. `token` is a session token of Shopify's, asked for anew each time because it expires;
 * without, Shopify adds one by itself and finds the app's address, as it does in the admin.
 */
export const askApp = async <Body>({ path, body }: Question, token?: () => Promise<string>): Promise<Answer<Body>> => {
  try {
    const app = token === undefined ? '' : process.env.APP_URL?.replace(/\/$/, '')
    const url = `${app}/extensions${path}`
    const response = await fetch(url, {
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${await token()}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
    })
    return response.ok ? { state: 'here', body: (await response.json()) as Body } : { state: 'failed' }
  } catch {
    return { state: 'failed' }
  }
}
