import { sumToMinor } from '../../store/money.ts'
import type { Order } from '../../store/records.ts'
import { refundedTotal, refundsOfOrder, type ShopState } from '../../store/state.ts'
import { customerInOrder, type ProtectedData, placePayload } from './customer-payload.ts'
import { linePayload } from './line-payload.ts'
import { moneyOf, timestamp } from './money-set.ts'
import { applicationPayloads, lineAllocations, shippingLinePayloads } from './order-discounts-payload.ts'
import { refundPayload } from './refund-payload.ts'

/** The body of orders/create, paid, updated and cancelled. */
export const orderPayload = (state: ShopState, order: Order, protectedData: ProtectedData) => {
  const { currency, timeZone, domain } = state.settings
  const money = moneyOf(state)
  const { text, set } = money
  const time = (at: number) => timestamp(at, timeZone)
  const customer = order.customerId === null ? undefined : state.customers.get(order.customerId)
  const email = customer && protectedData === 'given' ? customer.email : null
  const refunded = refundedTotal(state, order.id)
  const listed = sumToMinor(order.lines, state.digits)
  const discount = discountOf(order)
  const place = customer
    ? { ...placePayload(customer, order.countryCode, protectedData), company: null, latitude: null, longitude: null }
    : null
  const charges = order.charges ?? 0
  const amounts = {
    current_shipping_price: charges,
    current_subtotal_price: order.total - charges - refunded,
    current_total_discounts: discount,
    current_total_price: order.total - refunded,
    current_total_tax: 0,
    subtotal_price: order.total - charges,
    total_cash_rounding_payment_adjustment: 0,
    total_cash_rounding_refund_adjustment: 0,
    total_discounts: discount,
    total_line_items_price: listed,
    total_price: order.total,
    total_shipping_price: order.shipping?.price ?? charges,
    total_tax: 0,
  }
  return {
    id: order.id,
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    app_id: 580111,
    ...bothShapes(amounts, text, set),
    browser_ip: null,
    buyer_accepts_marketing: false,
    cancel_reason: order.cancelledAt === null ? null : 'customer',
    cancelled_at: order.cancelledAt === null ? null : time(order.cancelledAt),
    cart_token: null,
    checkout_token: null,
    client_details: null,
    closed_at: null,
    company: order.companyId === undefined ? null : { id: order.companyId, location_id: order.companyId + 1 },
    confirmation_number: null,
    confirmed: true,
    contact_email: email,
    created_at: time(order.createdAt),
    currency,
    current_total_additional_fees_set: null,
    current_total_duties_set: null,
    customer_locale: 'en',
    device_id: null,
    discount_codes: order.discountCodes.map(({ code, amount, type }) => ({ code, amount: text(amount), type })),
    duties_included: false,
    email,
    estimated_taxes: false,
    financial_status: financialStatus(order, refunded),
    fulfillment_status: null,
    landing_site: null,
    landing_site_ref: null,
    line_item_groups: [],
    location_id: null,
    merchant_business_entity_id: 'MTU0ODM4MDAwOQ',
    merchant_of_record_app_id: null,
    name: `#${order.number}`,
    note: order.note,
    note_attributes: [],
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `https://${domain}/orders/${order.id}`,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_gateway_names: ['bogus'],
    payment_terms: null,
    phone: null,
    po_number: null,
    presentment_currency: currency,
    processed_at: time(order.processedAt),
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: order.source ?? 'web',
    source_url: null,
    tags: order.tags.join(', '),
    tax_exempt: false,
    tax_lines: [],
    taxes_included: false,
    test: order.test,
    token: String(order.id),
    total_outstanding: text(order.paidAt === null ? order.total : 0),
    total_tip_received: text(0),
    total_weight: 0,
    updated_at: time(order.updatedAt),
    user_id: null,
    ...(place && { billing_address: place, shipping_address: place }),
    ...(customer && { customer: customerInOrder(state, customer, protectedData) }),
    discount_applications: applicationPayloads(order, money),
    fulfillments: [],
    line_items: order.lines.map((line) => linePayload(state, line, lineAllocations(order, line.id, money))),
    refunds: refundsOfOrder(state, order.id).map((refund) => refundPayload(state, refund)),
    returns: [],
    shipping_lines: shippingLinePayloads(order, money),
  }
}

/** All that was taken off an order. */
export const orderEditedPayload = (
  state: ShopState,
  edit: { orderId: number; added: readonly { id: number; quantity: number }[]; at: number },
) => ({
  order_edit: {
    id: edit.at,
    app_id: null,
    created_at: timestamp(edit.at, state.settings.timeZone),
    committed_at: timestamp(edit.at, state.settings.timeZone),
    notify_customer: false,
    order_id: edit.orderId,
    staff_note: '',
    user_id: null,
    line_items: { additions: edit.added.map(({ id, quantity }) => ({ id, delta: quantity })), removals: [] },
    discounts: { line_item: { additions: [], removals: [] } },
    shipping_lines: { additions: [], removals: [] },
  },
})

/** What codes and automatic discounts took off, delivery included. */
export const discountOf = ({ discountCodes, offers = [] }: Pick<Order, 'discountCodes' | 'offers'>): number =>
  discountCodes.reduce((sum, { amount }) => sum + amount, 0) +
  offers.reduce((sum, { lines, shipping }) => Object.values(lines).reduce((left, off) => left + off, sum + shipping), 0)

export const financialStatus = (order: Order, refunded: number) => {
  if (order.paidAt === null) return order.cancelledAt === null ? 'pending' : 'voided'
  if (refunded <= 0) return 'paid'
  return refunded < order.total ? 'partially_refunded' : 'refunded'
}

type Amounts<Names extends string> = Record<Names, string> &
  Record<`${Names}_set`, ReturnType<ReturnType<typeof moneyOf>['set']>>

/** Nearly every amount is there twice: `total_price` and `total_price_set`. Some have the set alone. */
const bothShapes = <Names extends string>(
  amounts: Record<Names, number>,
  text: (minor: number) => string,
  set: ReturnType<typeof moneyOf>['set'],
) =>
  Object.fromEntries(
    Object.entries<number>(amounts).flatMap(([name, minor]) => [
      ...(setOnly.has(name) ? [] : [[name, text(minor)]]),
      [`${name}_set`, set(minor)],
    ]),
  ) as Amounts<Names>

const setOnly = new Set([
  'current_shipping_price',
  'total_shipping_price',
  'total_cash_rounding_payment_adjustment',
  'total_cash_rounding_refund_adjustment',
])
