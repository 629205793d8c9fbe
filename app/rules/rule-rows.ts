import { open } from './conditions.ts'
import type { Condition, Leaf } from './types.ts'

/** A condition that must hold, or must not. */
export type Literal = { readonly leaf: Leaf; readonly wanted: boolean }
/** Literals that together are one way for a rule to match. */
export type Row = readonly Literal[]

/** A rule with more ways than that is asked as it is written. */
const MOST_ROWS = 16
const MOST_LITERALS = 256

/**
 * Every way for conditions to hold, as rows of literals (disjunctive normal form). None for conditions that never hold,
 * one empty row for those that always do, undefined where there would be too many.
 */
export const rowsOf = (condition: Condition, wanted = true): readonly Row[] | undefined => {
  const opened = open(condition)
  switch (opened.kind) {
    case 'leaf':
      return [[{ leaf: opened.leaf, wanted }]]
    case 'not':
      return rowsOf(opened.part, !wanted)
    case 'all':
    case 'any':
      return groupRows(opened.parts, opened.kind, wanted)
  }
}

const groupRows = (parts: readonly Condition[], kind: 'all' | 'any', wanted: boolean): readonly Row[] | undefined => {
  // An empty group holds, whichever it is.
  if (parts.length === 0) return wanted ? [[]] : []
  const areAllNeeded = (kind === 'all') === wanted
  let rows: readonly Row[] = areAllNeeded ? [[]] : []
  for (const part of parts) {
    const more = rowsOf(part, wanted)
    if (!more) return undefined
    if (areAllNeeded && rows.length * more.length > MOST_ROWS) return undefined
    rows = areAllNeeded ? rows.flatMap((row) => more.map((each) => [...row, ...each])) : [...rows, ...more]
    if (rows.length > MOST_ROWS || rows.some((row) => row.length > MOST_LITERALS)) return undefined
  }
  return rows
}
