import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Emulator, EmulatorOptions, ShopSource } from './emulator.ts'
import { startEmulator } from './start-emulator.ts'
import { everyTopicTo } from './webhooks/subscriptions.ts'

/** What the tests of the local Shopify share: an emulator, somebody who calls it, somebody who receives its webhooks. */

export const KEYS = { apiKey: 'test-api-key', apiSecret: 'test-api-secret' } as const
export const SHOP = 'small-shop.myshopify.com'
const EMPTY_SHOP: ShopSource = { kind: 'empty', domain: SHOP }

export const openEmulator = async (options: Partial<EmulatorOptions> = {}): Promise<Emulator> => {
  const emulator = await startEmulator({ ...KEYS, shops: [EMPTY_SHOP], topics: everyTopicTo('/webhooks'), ...options })
  onTestFinished(() => emulator.stop())
  return emulator
}

export type Reply = { readonly status: number; readonly body: Record<string, unknown> }

export const post = async (
  emulator: Emulator,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> => {
  const response = await fetch(`${emulator.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-emulated-host': SHOP, ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

export const askForToken = (emulator: Emulator, change: Readonly<Record<string, unknown>> = {}): Promise<Reply> =>
  post(emulator, '/admin/oauth/access_token', {
    client_id: KEYS.apiKey,
    client_secret: KEYS.apiSecret,
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: emulator.sessionToken(SHOP),
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    expiring: '1',
    ...change,
  })

export const refreshToken = (emulator: Emulator, token: unknown): Promise<Reply> =>
  post(emulator, '/admin/oauth/access_token', {
    client_id: KEYS.apiKey,
    client_secret: KEYS.apiSecret,
    grant_type: 'refresh_token',
    refresh_token: token,
  })

type GraphqlAnswer = {
  readonly data?: Record<string, Record<string, unknown> | null> | null
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[]
  readonly extensions?: {
    readonly cost: { readonly requestedQueryCost: number; readonly actualQueryCost: number | null }
  }
}

/** Installs the app and gives what asks the Admin API with its token. */
export const openAdmin = async (emulator: Emulator, version = '2026-07') => {
  const token = (await askForToken(emulator)).body.access_token
  return async (query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<GraphqlAnswer> => {
    const headers = { 'x-shopify-access-token': String(token) }
    const reply = await post(emulator, `/admin/api/${version}/graphql.json`, { query, variables }, headers)
    return reply.body as GraphqlAnswer
  }
}

export type Received = {
  readonly topic: string
  readonly headers: IncomingHttpHeaders
  readonly raw: Buffer
  readonly body: Record<string, unknown>
}

/** An app that writes down what it gets; `answer` decides the status, 200 by default. */
export const openReceiver = async (
  answer: (received: Received, before: readonly Received[]) => number | Promise<number> = () => 200,
) => {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks)
    const one = {
      topic: String(request.headers['x-shopify-topic']),
      headers: request.headers,
      raw,
      body: JSON.parse(raw.toString('utf8')) as Record<string, unknown>,
    }
    const before = [...received]
    received.push(one)
    response.writeHead(await answer(one, before)).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}
