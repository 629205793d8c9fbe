import type { Place } from '../ledger/shop-figures.ts'

/** 1 to 5: 1 + floor(5 × strictly worse ÷ ranked). Undefined for somebody who is not ranked. */
export const scoreOf = (place: Place | undefined): number | undefined =>
  place && 1 + Math.floor((5 * place.behind) / place.ranked)
