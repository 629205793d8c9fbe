import { createHmac, randomUUID } from 'node:crypto'
import type { StartedApp } from '../support/start-app.ts'

export type Sending = {
  readonly shop: string
  readonly topic?: string
  readonly body?: string | Buffer
  /** The signature to send; by default the right one, null for none. */
  readonly signature?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

export const sign = (body: string | Buffer, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('base64')

/** A webhook as Shopify would send it, but for what a test changes; the status it is answered with. */
export const sendWebhook = async (
  { app, apiSecret }: Pick<StartedApp, 'app' | 'apiSecret'>,
  { shop, topic = 'orders/create', body = '{}', signature = sign(body, apiSecret), headers = {} }: Sending,
): Promise<{ status: number; body: string }> => {
  const response = await fetch(`${app.url}/webhooks`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': shop,
      'x-shopify-event-id': randomUUID(),
      'x-shopify-triggered-at': new Date().toISOString(),
      ...(signature === null ? {} : { 'x-shopify-hmac-sha256': signature }),
      ...headers,
    },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  })
  return { status: response.status, body: await response.text() }
}

/** The body of orders/create, paid or updated, with all that the app reads of one. */
export const orderBody = (id: number, given: Readonly<Record<string, unknown>> = {}): string => {
  const now = new Date().toISOString()
  return JSON.stringify({
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    created_at: now,
    processed_at: now,
    updated_at: now,
    cancelled_at: null,
    test: false,
    financial_status: 'paid',
    total_price_set: { shop_money: { amount: '50.00', currency_code: 'GBP' } },
    discount_codes: [],
    line_items: [{ sku: 'TEA-1' }],
    customer: { id: 7, first_name: 'Testa', last_name: 'Example' },
    ...given,
  })
}
