import type { Condition, FactOperand, Group, Leaf, Operand } from './types.ts'

/** The three groups under one roof, so that every walk over conditions is one `switch`. */
export type Opened =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'leaf'; readonly leaf: Leaf }

export const open = (condition: Condition): Opened => {
  if ('all' in condition) return { kind: 'all', parts: condition.all }
  if ('any' in condition) return { kind: 'any', parts: condition.any }
  if ('not' in condition) return { kind: 'not', part: condition.not }
  return { kind: 'leaf', leaf: condition }
}

export const isFactOperand = (operand: Operand): operand is FactOperand =>
  typeof operand === 'object' && !Array.isArray(operand)

/** The same tree with every leaf replaced. */
export const mapLeaves = (group: Group, change: (leaf: Leaf) => Leaf): Group => {
  if ('all' in group) return { all: group.all.map((part) => mapCondition(part, change)) }
  if ('any' in group) return { any: group.any.map((part) => mapCondition(part, change)) }
  return { not: mapCondition(group.not, change) }
}

const mapCondition = (condition: Condition, change: (leaf: Leaf) => Leaf): Condition =>
  'fact' in condition ? change(condition) : mapLeaves(condition, change)

/** Every leaf, in the order of the document. */
export const leavesOf = (condition: Condition): readonly Leaf[] => {
  const opened = open(condition)
  if (opened.kind === 'leaf') return [opened.leaf]
  return opened.kind === 'not' ? leavesOf(opened.part) : opened.parts.flatMap(leavesOf)
}
