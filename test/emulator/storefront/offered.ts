import { acrossLines } from '../across-lines.ts'
import type { Discount } from '../store/records.ts'
import type { Applied } from './storefront-cart.ts'

/** A discount that may be taken off a cart; what it takes off the order depends on what others took off the products. */
export type Offered = {
  readonly discount: Discount
  readonly products: readonly Applied[]
  readonly onOrder: (left: readonly number[]) => readonly Applied[]
  readonly shipping: readonly Applied[]
}

/** An amount from each line in proportion, by its place. */
export const takenFrom = (eligible: readonly number[], off: number): ReadonlyMap<number, number> => {
  const parts = acrossLines(
    off,
    eligible.flatMap((amount, index) => (amount > 0 ? [{ id: index, amount }] : [])),
  )
  return new Map(Object.entries(parts).map(([index, amount]) => [Number(index), amount]))
}
