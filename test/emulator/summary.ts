import type { ShopSummary } from './emulator.ts'
import type { ShopState } from './store/state.ts'

/** The figures by which a run is checked, counted from what the shop holds. */
export const summaryOf = (state: ShopState): ShopSummary => ({
  discountCodes: state.codes.size,
  taggedCustomers: [...state.customers.values()].filter(({ tags }) => tags.length > 0).length,
  customers: state.customers.size,
  orders: state.orders.size,
  refunds: state.refunds.size,
})
