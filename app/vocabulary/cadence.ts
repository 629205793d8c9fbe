import { type CustomerHistory, countedMoments, lastCountedOrder } from '../ledger/customer.ts'
import { DAY_MS } from '../ledger/entries.ts'
import type { ShopReader } from '../ledger/shop-figures.ts'

/** Median gap between a customer's counted orders, in days of 24 h; undefined below two gaps. */
export const ownMedianGapDays = (customer: CustomerHistory): number | undefined => {
  const moments = countedMoments(customer)
  const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? at))
  if (gaps.length < 2) return undefined
  gaps.sort((left, right) => left - right)
  const [low, high] = [gaps[(gaps.length - 1) >> 1] ?? 0, gaps[gaps.length >> 1] ?? 0]
  return (low + high) / 2 / DAY_MS
}

/** Whole days since the last counted order ÷ the own median gap, the shop's below three orders; undefined where there is nothing to divide by. */
export const silenceRatioOf = (customer: CustomerHistory, at: number, shop: ShopReader): number | undefined => {
  const last = lastCountedOrder(customer)
  if (last === undefined) return undefined
  const shopGap = shop.medianGapMs
  const gap = ownMedianGapDays(customer) ?? (shopGap === undefined ? undefined : shopGap / DAY_MS)
  return gap === undefined || gap === 0 ? undefined : Math.floor((at - last.at) / DAY_MS) / gap
}
