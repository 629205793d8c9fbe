import { open } from './conditions.ts'
import { type Phrasebook, sayLeaf } from './sentence-leaf.ts'
import type { Condition, Group } from './types.ts'

/**
 * Conditions in words, by a grammar that can be read back:
 *
 *     sentence  = leaf | part " and " part … | part " or " part … | bracket
 *     part      = leaf | bracket
 *     bracket   = ("all of" | "any of" | "not all of" | "none of") " (" part "; " part … ")" | "not (" part ")"
 *     leaf      = claim | phrase around an operand | label " " operator around an operand
 *     operand   = value | value ", " value … | value " and " value | days | nothing
 *               | [number " times "] "the " label [(" plus " | " minus ") value]
 *     value     = number | amount | time | "yes" | "no" | quoted text
 *
 * Texts stand in quotes, so no label, operator or bracket can be mistaken for one.
 */
export const sayConditions = (root: Group, book: Phrasebook): string => {
  const opened = open(root)
  if (opened.kind === 'all' || opened.kind === 'any') {
    const [first, ...others] = opened.parts
    if (others.length > 0)
      return opened.parts.map((part) => sayPart(part, book)).join(opened.kind === 'all' ? ' and ' : ' or ')
    if (opened.kind === 'all' && first && 'fact' in first) return sayLeaf(first, book)
  }
  return sayPart(root, book)
}

const sayPart = (condition: Condition, book: Phrasebook): string => {
  const opened = open(condition)
  switch (opened.kind) {
    case 'all':
    case 'any':
      return `${opened.kind} of (${sayParts(opened.parts, book)})`
    case 'not':
      return sayNot(opened.part, book)
    case 'leaf':
      return sayLeaf(opened.leaf, book)
  }
}

const sayNot = (part: Condition, book: Phrasebook): string => {
  const opened = open(part)
  switch (opened.kind) {
    case 'all':
      return `not all of (${sayParts(opened.parts, book)})`
    case 'any':
      return `none of (${sayParts(opened.parts, book)})`
    case 'not':
    case 'leaf':
      return `not (${sayPart(part, book)})`
  }
}

const sayParts = (parts: readonly Condition[], book: Phrasebook): string =>
  parts.map((part) => sayPart(part, book)).join('; ')
