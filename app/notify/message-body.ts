import type { Notification } from '../engine/ports.ts'

/** The body of a message: whom it is about only by Shopify's numbers, no name and no e-mail address. */
export const bodyOf = (shop: string, notification: Notification): string =>
  JSON.stringify(contentOf(shop, notification))

/** The same shape about nobody, saying that it is a test. */
export const testBodyOf = (shop: string, id: string, at: number): string => {
  const content = contentOf(shop, {
    id,
    channel: 'email',
    customerId: '',
    orderId: null,
    rule: 'Test message',
    reason: 'Somebody asked for a test message under Settings',
    message: 'test',
    text: null,
    code: null,
    codeExpiresAt: null,
    at,
  })
  return JSON.stringify({ ...content, customerId: null, test: true })
}

const contentOf = (shop: string, { id, at, codeExpiresAt, ...said }: Notification) => ({
  id,
  shop,
  customerId: said.customerId,
  channel: said.channel,
  orderId: said.orderId,
  rule: said.rule,
  reason: said.reason,
  message: said.message,
  text: said.text,
  code: said.code,
  codeExpiresAt: codeExpiresAt === null ? null : new Date(codeExpiresAt).toISOString(),
  at: new Date(at).toISOString(),
})
