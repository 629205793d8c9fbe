import { HttpResponseError, HttpThrottlingError } from '@shopify/shopify-api'
import { later, type NoAnswer, refused, unauthorized } from './answer.ts'

/**
 * What a failed request means for whoever asked. The library's own messages are dropped: they quote responses, and for
 * session tokens the token itself.
 */
export const failureOf = (error: unknown): NoAnswer => {
  if (error instanceof HttpThrottlingError) return later('Shopify asks to slow down', secondsToMs(error))
  if (!(error instanceof HttpResponseError)) return later(unreachable(error))
  const { code } = error.response
  if (code >= 500 || code === 408) return later(`Shopify is out of order (HTTP ${code})`)
  return WORDS[code] ?? refused(`Shopify refused the request (HTTP ${code})`)
}

const WORDS: Readonly<Record<number, NoAnswer>> = {
  401: unauthorized('Shopify no longer accepts the app for this shop: open the app in the Shopify admin once'),
  402: refused('The shop is frozen because a Shopify bill is unpaid'),
  403: refused('The shop has not given the app permission for this'),
  404: refused('Shopify knows no such shop'),
  423: later('The shop is locked by Shopify'),
}

const unreachable = (error: unknown): string =>
  error instanceof Error && /abort|timeout/i.test(`${error.name} ${error.message}`)
    ? 'Shopify did not answer in time'
    : 'Shopify cannot be reached'

const secondsToMs = (error: HttpThrottlingError): number => (error.response.retryAfter ?? 2) * 1000
