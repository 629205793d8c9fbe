import { compileLeaf, type ReadFact } from '../compile.ts'
import type { FactValue, Leaf } from '../types.ts'
import type { Cart } from './cart.ts'
import { cartFactsOf } from './cart-facts.ts'
import type { CheckoutCart } from './checkout-cart.ts'
import type { CartLeafRow, FactRow } from './policy.ts'

/** Whether the cart leaf at a place holds; each is worked out when a rule first asks. */
export type CartLeaves = (place: number) => boolean

/** By the code that decides on the server. */
export const cartLeavesOf = (
  rows: readonly CartLeafRow[],
  checkout: CheckoutCart,
  shopCurrency: string,
): CartLeaves => {
  const known: boolean[] = []
  let facts: Cart | undefined
  const read: ReadFact = (fact) => {
    facts ??= cartFactsOf(checkout, shopCurrency)
    return facts?.[fact as keyof Cart] as FactValue
  }
  return (place) => {
    const row = rows[place]
    if (row === undefined) return false
    known[place] ??= compileLeaf(leafOf(row))(read)
    return known[place]
  }
}

/** The reader above knows the facts without their shelf, as rows do. */
const leafOf = ([fact, operator, value, other]: CartLeafRow): Leaf => ({
  fact,
  operator,
  value: other === undefined ? value : operandOf(other),
})

const operandOf = ([fact, times, plus, isWhole]: FactRow) => ({
  fact,
  ...(times !== 0 && { times }),
  ...(plus !== 0 && { plus }),
  ...(isWhole === 1 && { whole: true as const }),
})
