import type { Entry } from '../ledger/entries.ts'
import { ShopFigures } from '../ledger/shop-figures.ts'
import { Grants } from './grants.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { type ShopState, step } from './step.ts'

export type ReplayOptions = {
  readonly currency: string
  readonly timeZone: string
  /** Entries before this moment are learned only; limits start empty here. Epoch milliseconds. */
  readonly from?: number | undefined
  /** Entries after this moment are left out. */
  readonly to?: number | undefined
}

export const emptyState = (): ShopState => ({
  customers: new Map(),
  orders: new Map(),
  figures: new ShopFigures(),
  grants: new Grants(),
})

/**
 * A whole ledger, in order, through the same `step` that decides live. Every entry counts as heard of at its own moment,
 * so nothing is too old. `onEntry` sees each entry's decisions, none included.
 */
export const replay = (
  entries: Iterable<Entry>,
  rules: readonly RunnableRule[],
  { currency, timeZone, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: ReplayOptions,
  onEntry: (entry: Entry, decisions: readonly Decision[]) => void = () => {},
): ShopState => {
  const state = emptyState()
  for (const entry of entries) {
    if (entry.at > to) break
    const circumstances = { currency, timeZone, triggeredAt: entry.at }
    onEntry(entry, step(state, entry, entry.at < from ? [] : rules, circumstances).decisions)
  }
  return state
}
