import { createHash, createHmac } from 'node:crypto'
import type { Topic } from './topics.ts'

/** One webhook as it goes over the wire; a repeat is the same bytes under the same ids. */
export type Webhook = {
  /** Running number in the shop. */
  readonly number: number
  readonly topic: Topic
  readonly path: string
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
}

export type Seal = {
  readonly domain: string
  readonly secret: string
  readonly number: number
  /** Webhooks of one happening share it. */
  readonly event: number
  readonly triggeredAt: number
  readonly path: string
}

/** The newest version whose payloads Shopify has published. */
const WEBHOOK_API_VERSION = '2026-07'

export const sealWebhook = (topic: Topic, payload: unknown, seal: Seal): Webhook => {
  const body = Buffer.from(JSON.stringify(payload))
  return {
    number: seal.number,
    topic,
    path: seal.path,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Shopify-Captain-Hook',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': seal.domain,
      'x-shopify-api-version': WEBHOOK_API_VERSION,
      'x-shopify-hmac-sha256': createHmac('sha256', seal.secret).update(body).digest('base64'),
      'x-shopify-webhook-id': stableUuid(seal.domain, 'webhook', seal.number),
      'x-shopify-event-id': stableUuid(seal.domain, 'event', seal.event),
      // Shopify prints nanoseconds.
      'x-shopify-triggered-at': new Date(seal.triggeredAt).toISOString().replace('Z', '000000Z'),
    },
  }
}

/** From what it numbers, so that a restarted shop repeats itself under the same ids. */
const stableUuid = (...parts: readonly (string | number)[]): string => {
  const hex = createHash('sha256').update(parts.join('/')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
