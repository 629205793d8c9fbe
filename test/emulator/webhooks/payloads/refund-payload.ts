import type { Refund } from '../../store/records.ts'
import type { ShopState } from '../../store/state.ts'
import { linePayload } from './line-payload.ts'
import { moneyOf, timestamp } from './money-set.ts'

/** It has no total: what went back is the sum of its successful `refund` transactions. */
export const refundPayload = (state: ShopState, refund: Refund) => {
  const { text, set } = moneyOf(state)
  const { currency, timeZone } = state.settings
  const createdAt = timestamp(refund.createdAt, timeZone)
  return {
    id: refund.id,
    admin_graphql_api_id: `gid://shopify/Refund/${refund.id}`,
    order_id: refund.orderId,
    created_at: createdAt,
    processed_at: createdAt,
    note: '',
    user_id: 1,
    duties: [],
    total_duties_set: set(0),
    return: null,
    refund_shipping_lines: [],
    restock: false,
    order_adjustments: [],
    refund_line_items: refund.lines.map(({ id, line, quantity, subtotal }) => ({
      id,
      quantity,
      line_item_id: line.id,
      location_id: null,
      restock_type: 'no_restock',
      subtotal: Number(text(subtotal)),
      total_tax: 0,
      subtotal_set: set(subtotal),
      total_tax_set: set(0),
      line_item: linePayload(state, line),
    })),
    transactions: [
      {
        id: refund.id + 5_000_000_000_000,
        admin_graphql_api_id: `gid://shopify/OrderTransaction/${refund.id + 5_000_000_000_000}`,
        order_id: refund.orderId,
        kind: 'refund',
        gateway: 'bogus',
        status: 'success',
        message: null,
        created_at: createdAt,
        test: false,
        authorization: null,
        location_id: null,
        user_id: null,
        parent_id: null,
        processed_at: createdAt,
        device_id: null,
        error_code: null,
        source_name: 'web',
        receipt: {},
        amount: text(refund.amount),
        currency,
        payment_id: `#${refund.orderId}.1`,
        total_unsettled_set: {
          presentment_money: { amount: '0.0', currency },
          shop_money: { amount: '0.0', currency },
        },
        manual_payment_gateway: false,
        amount_rounding: null,
      },
    ],
  }
}
