import type { LineItem } from '../../store/records.ts'
import type { ShopState } from '../../store/state.ts'
import { moneyOf, moneySet } from './money-set.ts'

export const linePayload = (state: ShopState, line: LineItem, allocations: readonly unknown[] = []) => {
  const { text, set } = moneyOf(state)
  return {
    id: line.id,
    admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
    attributed_staffs: [],
    current_quantity: line.quantity,
    fulfillable_quantity: line.quantity,
    fulfillment_service: 'manual',
    fulfillment_status: null,
    gift_card: line.isGiftCard === true,
    grams: 0,
    name: line.title,
    price: line.price,
    price_set: moneySet(line.price, state.settings.currency),
    product_exists: line.productId !== null,
    product_id: line.productId,
    properties: [],
    quantity: line.quantity,
    requires_shipping: true,
    sales_line_item_group_id: null,
    sku: line.sku,
    taxable: true,
    title: line.title,
    total_discount: text(0),
    total_discount_set: set(0),
    variant_id: null,
    variant_inventory_management: null,
    variant_title: null,
    vendor: line.vendor,
    tax_lines: [],
    duties: [],
    discount_allocations: allocations,
  }
}
