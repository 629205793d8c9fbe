import { identifyPayload, readPayload } from '../../app/shopify/payloads/read-payload.ts'

/** Webhook bodies with fake people in them, and how the app reads them. */

export const at = (text: string): number => Date.parse(text)
export const context = { currency: 'GBP', triggeredAt: at('2026-11-03T09:00:00Z') }

export const bodyOf = (payload: unknown): Buffer =>
  Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload))
export const read = (topic: string, payload: unknown) => readPayload(topic, bodyOf(payload), context)
export const identify = (topic: string, payload: unknown) =>
  identifyPayload(topic, bodyOf(payload), context.triggeredAt)
export const readingOf = (topic: string, payload: unknown) => {
  const result = read(topic, payload)
  if (!result.read) throw new Error(result.reason)
  return result.reading
}

export const pounds = (amount: string) => ({ shop_money: { amount, currency_code: 'GBP' } })

export const order = (fields: Record<string, unknown> = {}) => ({
  id: 1001,
  admin_graphql_api_id: 'gid://shopify/Order/1001',
  created_at: '2026-11-01T10:00:00+01:00',
  processed_at: '2026-11-01T10:00:00+01:00',
  updated_at: '2026-11-01T10:05:00+01:00',
  cancelled_at: null,
  test: false,
  financial_status: 'paid',
  total_price_set: pounds('139.12'),
  subtotal_price_set: pounds('130.00'),
  current_subtotal_price_set: pounds('9.00'),
  total_discounts_set: pounds('10.00'),
  source_name: 'web',
  tags: 'gift, Ada',
  note: null,
  company: null,
  current_total_price_set: pounds('12.00'),
  discount_codes: [{ code: 'WELCOME10', amount: '10.00', type: 'percentage' }],
  line_items: [
    { sku: 'TEA-1', vendor: 'Hollow Hill', quantity: 2 },
    { sku: null, vendor: null, quantity: 1 },
    { sku: 'TEA-1', vendor: 'Hollow Hill', quantity: 1 },
    { sku: 'POT-2', vendor: 'Ada’s Kiln', quantity: 1 },
    { sku: '', vendor: '', quantity: 1 },
  ],
  shipping_address: { country_code: 'gb' },
  customer: { id: 7, admin_graphql_api_id: 'gid://shopify/Customer/7', first_name: 'Ada', last_name: 'Byron' },
  ...fields,
})

export const orderEntry = {
  kind: 'order',
  id: '1001',
  at: at('2026-11-01T09:00:00Z'),
  customerId: '7',
  total: 13912,
  discountCodes: ['WELCOME10'],
  codeAmounts: { WELCOME10: 1000 },
  skus: ['TEA-1', 'POT-2'],
  vendors: ['Hollow Hill', 'Ada’s Kiln'],
  itemsCount: 6,
  country: 'GB',
  subtotal: 13000,
  discountTotal: 1000,
  tags: ['Ada', 'gift'],
  source: 'web',
  hasNote: false,
  isRenewal: false,
  isBusiness: false,
  counts: true,
}
export const copiedAt = at('2026-11-01T09:05:00Z')

export const refund = (fields: Record<string, unknown> = {}) => ({
  id: 55,
  order_id: 1001,
  created_at: '2026-11-02T10:00:00Z',
  processed_at: '2026-11-02T10:00:00Z',
  transactions: [transaction('10.00'), transaction('2.50')],
  ...fields,
})
export const transaction = (amount: string, fields: Record<string, unknown> = {}) => ({
  kind: 'refund',
  status: 'success',
  amount,
  currency: 'GBP',
  ...fields,
})
export const refundEntry = { kind: 'refund', id: '55', at: at('2026-11-02T10:00:00Z'), orderId: '1001', amount: 1250 }
