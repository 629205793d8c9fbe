import type { Entry, OrderEntry } from '../ledger/entries.ts'

/** Orders that no checkout of the shop's own saw: tills, and what staff wrote down. */
const ELSEWHERE: ReadonlySet<string> = new Set(['pos', 'shopify_draft_order'])

export const wentThroughCheckout = (entry: Entry): entry is OrderEntry =>
  entry.kind === 'order' && entry.isRenewal !== true && !ELSEWHERE.has(entry.source ?? '')
