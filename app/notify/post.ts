import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { checkedLookup } from './checked-lookup.ts'
import { hostOf, type Privacy } from './endpoint.ts'
import { isPublicAddress } from './public-address.ts'

export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: number | undefined }
  /** Nothing is known to have arrived. */
  | { readonly kind: 'silent'; readonly reason: string; readonly timedOut: boolean }
  | { readonly kind: 'forbidden'; readonly reason: string }

type Post = Privacy & {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** From looking up the name to the first line of the answer. */
  readonly timeoutMs: number
}

/** Of an answer's body nothing is kept: it is let in so far, for politeness, and then cut off. */
const READ_AT_MOST = 16 * 1024

/** One request on a connection of its own. Redirects are answers like any other; proxies of the environment are not used. */
export const post = (url: URL, { headers, body, timeoutMs, privateAddresses }: Post): Promise<Answer> =>
  new Promise((resolve) => {
    const host = hostOf(url)
    const isStrict = privateAddresses === 'refused'
    // A literal address is not looked up.
    if (isStrict && isIP(host) !== 0 && !isPublicAddress(host)) return resolve(forbidden(host))
    const signal = AbortSignal.timeout(timeoutMs)
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: false,
      signal,
      ...(isStrict && { lookup: checkedLookup }),
    })
    request.on('response', (response) => {
      let read = 0
      response.on('error', () => undefined)
      response.on('data', (chunk: Buffer) => {
        read += chunk.length
        if (read > READ_AT_MOST) response.destroy()
      })
      const retryAfterMs = readRetryAfter(response.headers['retry-after'], Date.now())
      resolve({ kind: 'answered', status: response.statusCode ?? 0, retryAfterMs })
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'PRIVATE_ADDRESS') return resolve(forbidden(host))
      const timedOut = signal.aborted
      resolve({ kind: 'silent', timedOut, reason: timedOut ? sayTimeout(host, timeoutMs) : sayFailure(host, error) })
    })
    request.end(body)
  })

const forbidden = (host: string): Answer => ({
  kind: 'forbidden',
  reason: `${host} lies inside a private network, where the app sends nothing: set another address under Settings`,
})

const sayTimeout = (host: string, timeoutMs: number): string =>
  `${host} did not answer within ${timeoutMs / 1000} seconds`

const sayFailure = (host: string, { code = '' }: NodeJS.ErrnoException): string => {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The name ${host} is not known in the internet`
  if (code === 'ECONNREFUSED') return `${host} refuses connections`
  if (/EPROTO|WRONG_VERSION|ERR_SSL/.test(code)) return `${host} does not speak https (${code})`
  if (/CERT|TLS|SIGN|ALTNAME/.test(code)) return `${host} has no certificate that can be trusted (${code})`
  return `${host} cannot be reached${code === '' ? '' : ` (${code})`}`
}

const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000

/** Seconds, or a date; a day at most. */
export const readRetryAfter = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return ms > 0 ? Math.min(ms, LONGEST_WAIT_MS) : undefined
}
