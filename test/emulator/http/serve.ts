import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FailurePlan } from '../failures.ts'
import type { BulkRunner } from '../graphql/bulk-operations.ts'
import type { Context } from '../graphql/execution.ts'
import { ADMIN_VERSIONS, isAdminVersion } from '../graphql/schemas.ts'
import { type Served, serveGraphql, suffer } from '../graphql/serve-graphql.ts'
import type { Bucket } from '../graphql/throttle.ts'
import { isGoodAccessToken, serveAccessToken, type TokenOptions, tokenRequestName } from '../oauth/access-tokens.ts'
import { issueSessionToken } from '../oauth/session-token.ts'
import type { Shop } from '../shop.ts'
import { type Storefront, type StorefrontAnswer, serveStorefront } from '../storefront/serve-storefront.ts'
import { summaryOf } from '../summary.ts'

export type Site = {
  readonly shops: ReadonlyMap<string, { readonly shop: Shop; readonly bucket: Bucket }>
  readonly tokens: TokenOptions
  readonly failures: FailurePlan
  readonly bulk: BulkRunner
  readonly contextOf: (shop: Shop, version: string) => Context
  readonly storefront: Pick<Storefront, 'checkoutFunction' | 'newCustomer'>
}

/** Shopify's address on this machine: the Admin API of every shop, and beside it what tests and the demo need. */
export const openSite = async (site: Site, port: number): Promise<{ server: Server; url: string }> => {
  const server = createServer((request, response) => {
    route(site, request, response).catch((error: unknown) => {
      // A bug of the emulator: told to whoever called, for the caller's test is where it shows.
      send(response, {
        status: 500,
        body: { errors: `emulator: ${error instanceof Error ? error.stack : String(error)}` },
      })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const GRAPHQL_PATH = /^\/admin\/api\/([^/]+)\/graphql\.json$/
const BULK_PATH = /^\/emulator\/bulk\/([^/]+)\/(\d+)\.jsonl$/

const route = async (site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (pathname.startsWith('/emulator/')) {
    // The demo's admin asks for its session tokens from another origin.
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*')
    send(response, request.method === 'OPTIONS' ? { status: 204, body: null } : serveOwn(site, pathname, searchParams))
    return
  }

  if (pathname === '/store' || pathname.startsWith('/store/')) {
    sendPage(response, await serveStore(site, request, pathname, searchParams))
    return
  }

  send(response, await serveAdmin(site, request, pathname))
}

const serveStore = async (
  { shops, storefront }: Site,
  request: IncomingMessage,
  pathname: string,
  query: URLSearchParams,
): Promise<StorefrontAnswer> => {
  const isForm = request.method === 'POST'
  const fields = isForm ? new URLSearchParams((await readBody(request)) as Record<string, string>) : query
  const [first] = shops.keys()
  const shopOf = (domain: string | null) => shops.get(domain ?? first ?? '')?.shop
  return serveStorefront(request.method ?? 'GET', pathname, fields, { ...storefront, shopOf })
}

const serveAdmin = async (site: Site, request: IncomingMessage, pathname: string): Promise<Served> => {
  const emulated = site.shops.get(headerOf(request, 'x-emulated-host') ?? '')
  if (!emulated) return NOT_FOUND
  const { shop, bucket } = emulated
  if (request.method !== 'POST') return { status: 405, body: { errors: 'Method Not Allowed' } }
  const body = await readBody(request)

  if (pathname === '/admin/oauth/access_token') return serveToken(site, shop, body)

  const version = GRAPHQL_PATH.exec(pathname)?.[1]
  if (version === undefined) return NOT_FOUND
  if (!isAdminVersion(version)) {
    return { status: 404, body: { errors: `This app may use ${ADMIN_VERSIONS.join(' and ')}, not ${version}` } }
  }
  if (!isGoodAccessToken(shop, headerOf(request, 'x-shopify-access-token'))) {
    const errors = '[API] Invalid API key or access token (unrecognized login or wrong password)'
    return { status: 401, body: { errors } }
  }
  const context = site.contextOf(shop, version)
  return serveGraphql({ shop, version, body, bucket, failures: site.failures, context })
}

const serveToken = async ({ failures, tokens }: Site, shop: Shop, body: unknown): Promise<Served> => {
  const met = failures.claim([tokenRequestName(body)])
  if (met?.failure.kind === 'server error' || met?.failure.kind === 'throttled') {
    met.meet()
    return {
      status: met.failure.kind === 'throttled' ? 429 : met.failure.status,
      body: { errors: 'Internal Server Error' },
    }
  }
  const answer = serveAccessToken(shop, body, tokens)
  return met ? suffer(met, answer) : answer
}

/** What the real Shopify does not have. */
const serveOwn = (site: Site, pathname: string, query: URLSearchParams): Served | { readonly jsonl: string } => {
  const [first] = site.shops.keys()
  const bulkFile = BULK_PATH.exec(pathname)
  const domain = bulkFile?.[1] ?? query.get('shop') ?? first ?? ''
  const shop = site.shops.get(domain)?.shop
  if (!shop) return { status: 404, body: { errors: `no shop ${domain}` } }

  if (bulkFile) {
    const jsonl = site.bulk.result(shop, Number(bulkFile[2]))
    return jsonl === null ? NOT_FOUND : { jsonl }
  }
  if (pathname === '/emulator/session-token') {
    const user = Number(query.get('user') ?? 1)
    return { status: 200, body: { token: issueSessionToken(site.tokens, domain, user) } }
  }
  if (pathname === '/emulator/summary') return { status: 200, body: summaryOf(shop.state) }
  return NOT_FOUND
}

const NOT_FOUND = { status: 404, body: { errors: 'Not Found' } } as const

const send = (response: ServerResponse, served: Served | { readonly jsonl: string }): void => {
  if (served === 'lost') {
    response.destroy()
    return
  }
  if ('jsonl' in served) {
    response.writeHead(200, { 'content-type': 'application/jsonl' })
    response.end(served.jsonl)
    return
  }
  const { status, body } = served
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'emulated' })
  response.end(body === null ? undefined : JSON.stringify(body))
}

const sendPage = (response: ServerResponse, answer: StorefrontAnswer): void => {
  if ('seeOther' in answer) {
    response.writeHead(303, { location: answer.seeOther })
    response.end()
    return
  }
  if ('html' in answer) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    response.end(answer.html)
    return
  }
  send(response, answer)
}

/** JSON or a form, as Shopify takes both for tokens; what is neither is `undefined` and fails where it is read. */
const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const headerOf = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}
