import type { Order, UsedCode, UsedOffer } from '../../store/records.ts'
import type { moneyOf } from './money-set.ts'

type Money = ReturnType<typeof moneyOf>

/** Codes first, then what went by itself: allocations name each by its place. */
export const applicationPayloads = ({ discountCodes, offers = [] }: Order, { text }: Money) => [
  ...discountCodes.map((used) => codePayload(used, text)),
  ...offers.map((used) => offerPayload(used, text)),
]

/** What automatic discounts took off one line. */
export const lineAllocations = ({ discountCodes, offers = [] }: Order, lineId: number, money: Money) =>
  offers.flatMap(({ lines }, index) => allocation(lines[lineId] ?? 0, discountCodes.length + index, money))

export const shippingLinePayloads = (order: Order, money: Money) => {
  const { shipping, offers = [], discountCodes } = order
  if (shipping === undefined) return []
  const off = offers.reduce((sum, offer) => sum + offer.shipping, 0)
  const { text, set } = money
  return [
    {
      id: order.id + 1,
      carrier_identifier: null,
      code: shipping.title,
      current_discounted_price_set: set(shipping.price - off),
      discounted_price: text(shipping.price - off),
      discounted_price_set: set(shipping.price - off),
      is_removed: false,
      phone: null,
      price: text(shipping.price),
      price_set: set(shipping.price),
      requested_fulfillment_service_id: null,
      source: 'shopify',
      title: shipping.title,
      tax_lines: [],
      discount_allocations: offers.flatMap((offer, index) =>
        allocation(offer.shipping, discountCodes.length + index, money),
      ),
    },
  ]
}

const allocation = (minor: number, index: number, { text, set }: Money) =>
  minor === 0 ? [] : [{ amount: text(minor), amount_set: set(minor), discount_application_index: index }]

const codePayload = ({ code, amount, type }: UsedCode, text: Money['text']) => ({
  target_type: 'line_item',
  type: 'discount_code',
  value: text(amount),
  value_type: type,
  allocation_method: 'across',
  target_selection: 'all',
  code,
})

const offerPayload = ({ title, value, on }: UsedOffer, text: Money['text']) => ({
  target_type: on === 'shipping' ? 'shipping_line' : 'line_item',
  type: 'automatic',
  value: 'percentage' in value ? value.percentage.toFixed(1) : text(value.amount),
  value_type: 'percentage' in value ? 'percentage' : 'fixed_amount',
  allocation_method: 'across',
  target_selection: on === 'products' ? 'entitled' : 'all',
  title,
})
