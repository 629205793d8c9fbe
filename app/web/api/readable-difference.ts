import type { ApiDifference } from '../../contracts/api.ts'
import type { OrderEntry } from '../../ledger/entries.ts'
import type { DifferenceRow } from '../../store/activity.ts'

const ABOUT: Readonly<Record<string, (order: string) => string>> = {
  order: (order) => `order ${order}, when it was placed`,
  payment: (order) => `order ${order}, when it was paid`,
  cancellation: (order) => `order ${order}, when it was cancelled`,
  refund: () => 'a refund',
}

/** What a late entry would have changed, with what that was about in words. */
export const toDifference = (
  { ruleId, ruleName, entryKind, entryId, at, was, wouldBe }: DifferenceRow,
  orders: ReadonlyMap<string, OrderEntry>,
): ApiDifference => ({
  ruleId,
  ruleName,
  at: at.toISOString(),
  about: ABOUT[entryKind]?.(orders.get(entryId)?.name ?? entryId) ?? 'what happened then',
  was,
  wouldBe,
})
