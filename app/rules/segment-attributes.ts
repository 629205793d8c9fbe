/** What an attribute of a segment query is compared with. */
export type SegmentType = 'number' | 'date' | 'text' | 'list'

/**
 * Attributes as Shopify's reference of segment filters has them
 * (help.shopify.com/en/manual/customers/customer-segmentation/reference-guide/shopify-segments). `ofPerson` are those that
 * nobody owes to having bought here: a newcomer may have any value of them. Without a type it is a question with parameters.
 */
const SEGMENT_ATTRIBUTES: Readonly<Record<string, { readonly type?: SegmentType; readonly ofPerson?: true }>> = {
  abandoned_checkout_date: { type: 'date' },
  amount_spent: { type: 'number' },
  anniversary: { ofPerson: true },
  companies: { type: 'list', ofPerson: true },
  customer_account_status: { type: 'text', ofPerson: true },
  customer_added_date: { type: 'date' },
  customer_cities: { type: 'list', ofPerson: true },
  customer_countries: { type: 'list', ofPerson: true },
  customer_email_domain: { type: 'text', ofPerson: true },
  customer_language: { type: 'text', ofPerson: true },
  customer_regions: { type: 'list', ofPerson: true },
  customer_tags: { type: 'list' },
  email_subscription_status: { type: 'text', ofPerson: true },
  first_order_date: { type: 'date' },
  last_order_date: { type: 'date' },
  number_of_orders: { type: 'number' },
  predicted_spend_tier: { type: 'text' },
  product_subscription_status: { type: 'text' },
  rfm_group: { type: 'text' },
  sms_subscription_status: { type: 'text', ofPerson: true },
}

export const isOfPerson = (attribute: string): boolean =>
  Object.hasOwn(SEGMENT_ATTRIBUTES, attribute) && SEGMENT_ATTRIBUTES[attribute]?.ofPerson === true

/** Undefined for questions, and for what is not in the list above: they may be compared with anything. */
export const typeOfAttribute = (attribute: string): SegmentType | undefined =>
  Object.hasOwn(SEGMENT_ATTRIBUTES, attribute) ? SEGMENT_ATTRIBUTES[attribute]?.type : undefined
