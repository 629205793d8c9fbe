import { isFactOperand, open } from './conditions.ts'
import type { Condition, Leaf, Scalar } from './types.ts'

/** The fact that actions on tags change. */
export const TAGS = 'customer.tags'
const ALWAYS: Condition = { all: [] }
const NEVER: Condition = { not: ALWAYS }

/**
 * Conditions as they are for somebody who has a tag, or lacks it, in terms of the other tags alone. Comparisons of tags with
 * another fact stay as they are. Of somebody whose tags are known.
 */
export const withTag = (condition: Condition, tag: string, has: boolean): Condition => {
  const opened = open(condition)
  switch (opened.kind) {
    case 'all':
      return { all: opened.parts.map((part) => withTag(part, tag, has)) }
    case 'any':
      return { any: opened.parts.map((part) => withTag(part, tag, has)) }
    case 'not':
      return { not: withTag(opened.part, tag, has) }
    case 'leaf':
      return opened.leaf.fact === TAGS && !isFactOperand(opened.leaf.value)
        ? leafWithTag(opened.leaf, tag, has)
        : opened.leaf
  }
}

const leafWithTag = (leaf: Leaf, tag: string, has: boolean): Condition => {
  const items: readonly Scalar[] = Array.isArray(leaf.value) ? leaf.value : [leaf.value as Scalar]
  const others = items.filter((item) => item !== tag)
  const names = others.length < items.length
  switch (leaf.operator) {
    case 'contains':
      return names ? (has ? ALWAYS : NEVER) : leaf
    case 'doesNotContain':
      return names ? (has ? NEVER : ALWAYS) : leaf
    case 'includesAny':
      return names && has ? ALWAYS : others.length > 0 ? { ...leaf, value: others } : NEVER
    case 'includesAll':
      return names && !has ? NEVER : others.length > 0 ? { ...leaf, value: others } : ALWAYS
    case 'includesNone':
      return names && has ? NEVER : others.length > 0 ? { ...leaf, value: others } : ALWAYS
    case 'isSet':
      return has ? ALWAYS : leaf
    case 'isNotSet':
      return has ? NEVER : leaf
    default:
      return leaf
  }
}
