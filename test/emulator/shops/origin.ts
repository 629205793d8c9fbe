import type { Change } from '../store/changes.ts'
import type { ShopSettings } from '../store/records.ts'
import type { ShopState } from '../store/state.ts'
import type { FileIds } from './file/file-ids.ts'
import type { FileAdjustment } from './file/file-shop.ts'

/** Where a shop comes from: nothing, a seed or a file. The same origin always gives the same shop and the same trade. */
export type ShopOrigin = {
  readonly settings: ShopSettings
  /** All that happened before anybody watched. */
  readonly past: readonly { readonly at: number; readonly change: Change }[]
  readonly pastAdjustments: readonly FileAdjustment[]
  /** Epoch milliseconds where the shop has a time of its own; null: the wall clock's. */
  readonly startsAt: number | null
  /** True for a file: each entry sets the shop's clock to its own moment. */
  readonly tellsTime: boolean
  /** How many entries `trade` has to give; Infinity for a shop that goes on by itself. */
  readonly liveEntries: number
  readonly liveOrders: number
  /** The next thing to happen; asked once for each index, in order. `at` is the shop's time, for those that have none of their own. */
  readonly trade: (index: number, at: number, state: ShopState) => TradeEntry
  readonly fileIds: FileIds | null
}

type TradeEntry = {
  readonly at: number
  readonly changes: readonly Change[]
  /** A refund that names no order: Shopify has no such thing, the merchant's own import brings it. */
  readonly adjustment: FileAdjustment | null
}
