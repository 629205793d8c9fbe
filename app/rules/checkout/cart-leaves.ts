import { holds } from '../holds.ts'
import { scaled } from '../operand-value.ts'
import { type FactValue, OPERATORS } from '../types.ts'
import type { Cart } from './cart.ts'
import { assertCheck, CART_FACTS, type CartLeafRow, type FactRow, textOf } from './policy.ts'

/** Whether the cart leaf at a place holds; each is worked out when a rule first asks. */
export type CartLeaves = (place: number) => boolean

/** By the code that decides on the server. */
export const cartLeavesOf = (rows: readonly CartLeafRow[], facts: Cart): CartLeaves => {
  const known: boolean[] = []
  const values: FactValue[] = []
  const read = (place: number): FactValue => {
    const name = CART_FACTS[place]
    values[place] ??= name && facts[name]
    return values[place]
  }
  const decide = (row: CartLeafRow): boolean => {
    const operator = OPERATORS[row[1]]
    if (operator === undefined) return false
    const text = textOf(row[2])
    if (text !== '') assertCheck(text, row[3])
    const other = row[4]
    return holds[operator](read(row[0]), other === undefined ? row[2] : scaled(operandOf(other), read(other[0])), 0)
  }
  return (place) => {
    const row = rows[place]
    if (row === undefined) return false
    known[place] ??= decide(row)
    return known[place]
  }
}

/** The fact itself is read by its place. */
const operandOf = (row: FactRow) => ({
  fact: '',
  ...(row[1] !== 0 && { times: row[1] / 100 }),
  ...(row[2] !== 0 && { plus: row[2] }),
  ...(row[3] === 1 && { whole: true as const }),
})
