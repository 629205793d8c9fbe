/** The topics that this Shopify knows how to send. */
export const TOPICS = [
  'orders/create',
  'orders/paid',
  'orders/updated',
  'orders/edited',
  'orders/cancelled',
  'orders/delete',
  'refunds/create',
  'customers/create',
  'customers/update',
  'customers/delete',
  'customer.tags_added',
  'customer.tags_removed',
  'customers_email_marketing_consent/update',
  'customers_marketing_consent/update',
  'discounts/create',
  'discounts/update',
  'discounts/delete',
  'segments/update',
  'app/uninstalled',
  'app/scopes_update',
  'customers/data_request',
  'customers/redact',
  'shop/redact',
] as const

export type Topic = (typeof TOPICS)[number]

/** Asked of every app, whatever it subscribes to, and even after it has been uninstalled. */
export const COMPLIANCE_TOPICS = [
  'customers/data_request',
  'customers/redact',
  'shop/redact',
] as const satisfies Topic[]

export const isTopic = (name: string): name is Topic => (TOPICS as readonly string[]).includes(name)
