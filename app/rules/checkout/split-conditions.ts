import { compileLeaf, type ReadFact } from '../compile.ts'
import { open } from '../conditions.ts'
import type { Condition, Leaf } from '../types.ts'
import { ALL, ANY, type ConditionRow, NOT } from './policy.ts'
import { knownBy } from './standing-leaf.ts'

/** How the leaves of a policy are written down. */
export type LeafRows = {
  readonly standing: (leaf: Leaf) => ConditionRow
  readonly cart: (leaf: Leaf) => ConditionRow
  readonly readShop: ReadFact
}

/** What is left of conditions when the shop's facts are known: an answer, or what the checkout must still ask. */
export type Residue = boolean | ConditionRow

/** An answer within a group settles the group or leaves it, at any depth. */
export const splitConditions = (condition: Condition, rows: LeafRows): Residue => {
  const opened = open(condition)
  switch (opened.kind) {
    case 'all':
      return allOf(opened.parts.map((part) => splitConditions(part, rows)))
    case 'any':
      // An empty `any` holds, as in `compile`.
      return opened.parts.length === 0 || anyOf(opened.parts.map((part) => splitConditions(part, rows)))
    case 'not':
      return notOf(splitConditions(opened.part, rows))
    case 'leaf':
      return splitLeaf(opened.leaf, rows)
  }
}

export const allOf = (parts: readonly Residue[]): Residue => group(ALL, false, parts)
export const anyOf = (parts: readonly Residue[]): Residue => group(ANY, true, parts)

const notOf = (part: Residue): Residue => {
  if (typeof part === 'boolean') return !part
  return Array.isArray(part) && part[0] === NOT ? (part[1] as ConditionRow) : [NOT, part]
}

const splitLeaf = (leaf: Leaf, { standing, cart, readShop }: LeafRows): Residue => {
  switch (knownBy(leaf)) {
    case 'shop':
      return compileLeaf(leaf)(readShop)
    case 'cart':
      return cart(leaf)
    case 'customer':
      return standing(leaf)
  }
}

/** One that is `settling` settles it; the others say nothing; a group of the same kind is taken apart. */
const group = (kind: typeof ALL | typeof ANY, settling: boolean, parts: readonly Residue[]): Residue => {
  if (parts.includes(settling)) return settling
  const open = parts
    .filter((part) => typeof part !== 'boolean')
    .flatMap((part) => (Array.isArray(part) && part[0] === kind ? (part.slice(1) as ConditionRow[]) : [part]))
  const once = [...new Map(open.map((part) => [JSON.stringify(part), part])).values()]
  const [first] = once
  if (first === undefined) return !settling
  return once.length === 1 ? first : [kind, ...once]
}
