import '@shopify/shopify-api/adapters/node'
import { ApiVersion, LogSeverity, type Shopify, shopifyApi } from '@shopify/shopify-api'
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime'

export const API_VERSION = ApiVersion.July26

export type LibraryOptions = {
  readonly apiKey: string
  readonly apiSecret: string
  /** Where the app itself is reached, such as https://perennial.example.com. */
  readonly appUrl: string
  /** A local Shopify to talk to instead of the real one; the shop's host name then travels in `X-Emulated-Host`. */
  readonly apiUrl?: string | undefined
  readonly requestTimeoutMs: number
  readonly fetch: typeof fetch
}

/** The app's way to Shopify. The library's fetch is one for the whole process: the last opened library decides where it goes. */
export const openLibrary = (options: LibraryOptions): Shopify => {
  const { apiUrl, requestTimeoutMs } = options
  setAbstractFetchFunc((input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const headers = new Headers(init?.headers)
    if (apiUrl !== undefined) headers.set('X-Emulated-Host', url.host)
    const target = apiUrl === undefined ? url : new URL(url.pathname + url.search, apiUrl)
    return options.fetch(target, { ...init, headers, signal: AbortSignal.timeout(requestTimeoutMs) })
  })
  const { host, protocol } = new URL(options.appUrl)
  return shopifyApi({
    apiKey: options.apiKey,
    apiSecretKey: options.apiSecret,
    apiVersion: API_VERSION,
    hostName: host,
    hostScheme: protocol === 'http:' ? 'http' : 'https',
    isEmbeddedApp: true,
    // Its debug lines quote request variables, which may be a customer's note: it says nothing, our own log does.
    logger: { level: LogSeverity.Error, httpRequests: false, log: () => undefined },
  })
}
