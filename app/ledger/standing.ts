import { type CustomerHistory, isCounted, type RefundRecord, refundedOf } from './customer.ts'

/** What a shop's figures know of one customer. Money in minor units. */
export type Standing = {
  /** Counts customers from 0, in the order in which the figures met them. */
  readonly index: number
  /** Of counted orders, oldest first: when they were placed, and what is left of their totals after refunds. */
  readonly moments: number[]
  readonly spends: number[]
  adjustments: readonly RefundRecord[]
  /** Net spend ever. */
  spent: number
}

const NONE: readonly RefundRecord[] = []

export const newStanding = (index: number): Standing => ({
  index,
  moments: [],
  spends: [],
  adjustments: NONE,
  spent: 0,
})

/**
 * Takes over what the history now says, of which nothing before `since` has changed. Returns the moments of orders and
 * adjustments that have come in, and after a cancellation also those that have moved up.
 */
export const takeOver = (standing: Standing, history: CustomerHistory, since: number): readonly number[] => {
  const { moments, spends } = standing
  const { orders } = history
  let place = placeSince(moments, since)
  let index = orders.length
  while (index > 0 && (orders[index - 1]?.at ?? since) >= since) index--
  const added: number[] = []
  for (; index < orders.length; index++) {
    const order = orders[index]
    if (order === undefined || !isCounted(order)) continue
    if (moments[place] !== order.at) {
      moments[place] = order.at
      added.push(order.at)
    }
    spends[place] = order.total - refundedOf(order)
    place++
  }
  moments.length = place
  spends.length = place
  if (history.adjustments.length !== standing.adjustments.length) {
    const known = new Set(standing.adjustments.map(({ id }) => id))
    for (const { id, at } of history.adjustments) if (!known.has(id)) added.push(at)
    standing.adjustments = [...history.adjustments]
  }
  standing.spent = history.totalSpent
  return added
}

/** The gaps between counted orders, from the last one before `since` on. */
export const gapsSince = ({ moments }: Standing, since: number): number[] => {
  const gaps: number[] = []
  for (let place = Math.max(1, placeSince(moments, since)); place < moments.length; place++)
    gaps.push((moments[place] as number) - (moments[place - 1] as number))
  return gaps
}

/** The place of the first moment that is not before `since`; they are few from there on. */
const placeSince = (moments: readonly number[], since: number): number => {
  let place = moments.length
  while (place > 0 && (moments[place - 1] as number) >= since) place--
  return place
}
