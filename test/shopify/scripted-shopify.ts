import { createPlatform, type PlatformOptions } from '../../app/shopify/platform.ts'
import type { SessionStore, ShopSession } from '../../app/shopify/sessions.ts'

/** The far end of the network with answers that a test dictates, for what the local Shopify would not do on its own. */

export const SHOP = 'ada.myshopify.com'
export const API_KEY = 'test-key'
export const API_SECRET = 'test-secret-of-the-app'

export type Sent = {
  readonly host: string
  readonly path: string
  readonly token: string | null
  readonly operation: string
  readonly body: Readonly<Record<string, unknown>>
}

export type Reply =
  | { readonly status?: number; readonly json?: unknown; readonly headers?: Record<string, string> }
  | 'silence'

/** Answers requests in turn; the last reply is kept for all that follow. */
export const scriptedFetch = (...replies: readonly (Reply | ((sent: Sent) => Reply))[]) => {
  const sent: Sent[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input as URL, init)
    const url = new URL(request.url)
    const text = await request.text()
    const body = text === '' ? {} : JSON.parse(text)
    const message: Sent = {
      host: request.headers.get('x-emulated-host') ?? url.host,
      path: url.pathname,
      token: request.headers.get('x-shopify-access-token'),
      operation: /(?:query|mutation) (\w+)/.exec(String(body.query))?.[1] ?? '',
      body,
    }
    sent.push(message)
    const scripted = replies[Math.min(sent.length, replies.length) - 1]
    const reply = typeof scripted === 'function' ? scripted(message) : scripted
    if (reply === undefined || reply === 'silence') {
      return new Promise((_resolve, reject) => {
        const giveUp = (): void => reject(init?.signal?.reason)
        if (init?.signal?.aborted) giveUp()
        else init?.signal?.addEventListener('abort', giveUp)
      })
    }
    return Response.json(reply.json ?? {}, { status: reply.status ?? 200, headers: reply.headers ?? {} })
  }
  return { fetch, sent }
}

/** A clock that only sleeping moves. */
const handClock = (start = Date.parse('2026-11-01T12:00:00Z')) => {
  let now = start
  const slept: number[] = []
  const advance = (ms: number): void => {
    now += ms
  }
  const sleep = async (ms: number): Promise<void> => {
    slept.push(ms)
    advance(ms)
  }
  return { now: () => now, sleep, advance, slept }
}

/** Sessions in memory; `locked` counts how often somebody held a shop's lock. */
export const sessionsInMemory = (held: Readonly<Record<string, ShopSession>> = {}) => {
  const rows = new Map(Object.entries(held))
  let queue: Promise<unknown> = Promise.resolve()
  const store: SessionStore = {
    load: async (shop) => rows.get(shop),
    save: async (shop, session) => void rows.set(shop, session),
    delete: async (shop) => void rows.delete(shop),
    withLock: (_shop, run) => {
      const turn = queue.then(run)
      queue = turn.catch(() => undefined)
      return turn
    },
  }
  return { store, rows }
}

export const session = (fields: Partial<ShopSession> = {}): ShopSession => ({
  accessToken: 'token-1',
  expiresAt: null,
  refreshToken: 'refresh-1',
  refreshTokenExpiresAt: null,
  scopes: ['read_orders'],
  ...fields,
})

/** The app's platform, talking to a scripted Shopify with a session in hand. */
export const platformOn = (
  fetch: typeof globalThis.fetch,
  options: Partial<PlatformOptions> & { readonly held?: ShopSession } = {},
) => {
  const { held = session(), ...rest } = options
  const sessions = sessionsInMemory({ [SHOP]: held })
  const clock = handClock()
  const platform = createPlatform({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appUrl: 'https://app.example.com',
    sessions: sessions.store,
    currencyOf: async () => 'GBP',
    fetch,
    clock,
    ...rest,
  })
  return { platform, clock, rows: sessions.rows }
}

export const shopAnswer = {
  json: {
    data: {
      shop: { name: 'Ada’s Teapots', currencyCode: 'GBP', ianaTimezone: 'Europe/London' },
      currentAppInstallation: { accessScopes: [{ handle: 'read_orders' }, { handle: 'write_orders' }] },
    },
  },
}

export const costing = (requested: number, available: number) => ({
  cost: {
    requestedQueryCost: requested,
    actualQueryCost: requested,
    throttleStatus: { maximumAvailable: 1000, currentlyAvailable: available, restoreRate: 50 },
  },
})

export const throttled = (requested: number, available: number): Reply => ({
  json: {
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: costing(requested, available),
  },
})
