import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receiver } from '../engine/receive.ts'
import { messageOf } from '../errors.ts'
import { isMoment } from '../ledger/entries.ts'
import type { Log } from '../log.ts'
import { readBody } from './read-body.ts'

/** Shopify's own are far smaller; a larger one is refused before it is read. */
const LARGEST_BODY = 2 * 1024 * 1024

export type WebhookOptions = {
  readonly secret: string
  readonly receive: Receiver
  /** After a new delivery is durable. */
  readonly onStored: (shop: string) => void
  readonly onUnknownShop: () => void
  readonly log: Log
}

/**
 * The webhook path, straight on node:http: signature over the raw bytes, one durable row, 200. Whatever a delivery says
 * is understood later. A failure to store is a 500, and Shopify sends the delivery again.
 */
export const createWebhookHandler =
  ({ secret, receive, onStored, onUnknownShop, log }: WebhookOptions) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') return answer(response, 405, 'request.invalid', 'Webhooks are POST requests')
    const body = await readBody(request, LARGEST_BODY)
    if (body === 'aborted') return
    if (body === 'too_large') return answer(response, 413, 'request.too_large', 'A webhook body may have 2 MB at most')
    if (!isSigned(body, header(request, 'x-shopify-hmac-sha256'), secret)) {
      return answer(response, 401, 'token.invalid', 'The signature is missing or does not match the body')
    }
    const shop = header(request, 'x-shopify-shop-domain')
    const topic = header(request, 'x-shopify-topic')
    const eventId = header(request, 'x-shopify-event-id') || header(request, 'x-shopify-webhook-id')
    if (shop === '' || topic === '' || eventId === '') {
      return answer(response, 400, 'request.invalid', 'A webhook names its shop, its topic and its event in headers')
    }
    try {
      const triggeredAt = Date.parse(header(request, 'x-shopify-triggered-at'))
      const received = await receive({
        shop,
        topic,
        eventId,
        triggeredAt: isMoment(triggeredAt) ? triggeredAt : Date.now(),
        body,
      })
      if (received === 'stored') onStored(shop)
      if (received === 'unknown_shop') onUnknownShop()
      response.writeHead(200).end()
    } catch (error) {
      log.error('a webhook could not be stored', { shop, topic, reason: messageOf(error) })
      answer(response, 500, 'internal', 'The webhook could not be stored; send it again')
    }
  }

const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name]
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
}

/** Compared in constant time: how far a wrong signature is right must not be measurable. */
const isSigned = (body: Buffer, signature: string, secret: string): boolean => {
  const expected = createHmac('sha256', secret).update(body).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const answer = (response: ServerResponse, status: number, code: string, message: string): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...(status === 413 ? { connection: 'close' } : {}) })
  response.end(JSON.stringify({ error: { code, message } }))
}
