import type { Order } from '../../store/records.ts'
import type { Context } from '../execution.ts'

const DAY_MS = 86_400_000
const VISIBLE_DAYS = 60

/** Without read_all_orders an app sees the last 60 days, and the rest is not there for it. */
export const isVisible = (order: Order, { shop }: Context): boolean =>
  shop.state.scopes.includes('read_all_orders') || order.createdAt > shop.now() - VISIBLE_DAYS * DAY_MS
