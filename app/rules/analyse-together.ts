import { findPastCeiling } from './analyse-ceiling.ts'
import { findRivals } from './analyse-groups.ts'
import { findLoops } from './analyse-loops.ts'
import { findStacking } from './analyse-stacking.ts'
import { afterCrossing } from './crossing.ts'
import type { Finding } from './findings.ts'
import { normalise } from './normalise.ts'
import { makesContact, outcomesOf } from './outcomes.ts'
import { DEFAULT_POLICIES } from './policies.ts'
import type { Condition, FactSpec, Outcome, RuleDocument, TriggerSpec, Vocabulary, Words } from './types.ts'

/** A rule among others, as the static check looks at it. */
export type Neighbour = {
  readonly id: string
  readonly trigger: TriggerSpec
  /** What holds whenever it fires, its crossing included. */
  readonly condition: Condition
  /** Of its actions, in their order. */
  readonly outcomes: readonly Outcome[]
  readonly isContact: boolean
  readonly document: RuleDocument
}

export type Known = { readonly facts: ReadonlyMap<string, FactSpec>; readonly currency: string }

/**
 * What checked rules that are live at the same time do to each other: tags by which they set each other off without end, and
 * discounts that two of them can both give on one order, or that come to more than the ceiling, and exclusive groups in which
 * nothing is chosen. Paths of a place are in the document of its `rule`. Groups of one are only known of all live rules at
 * once: `findLonelyGroups`.
 */
export const analyseTogether = (
  rules: readonly { readonly id: string; readonly document: RuleDocument }[],
  vocabulary: Vocabulary,
  words: Words,
  { ceilingPercent = DEFAULT_POLICIES.discountCeilingPercent }: { readonly ceilingPercent?: number } = {},
): readonly Finding[] => {
  const known = { facts: new Map(vocabulary.facts.map((spec) => [spec.name, spec])), currency: words.currency }
  const neighbours = rules.map(({ id, document }) => neighbourOf(id, document, vocabulary, words))
  return [
    ...findLoops(neighbours, known),
    ...findStacking(neighbours, known),
    ...findPastCeiling(neighbours, ceilingPercent),
    ...findRivals(neighbours, known),
  ]
}

const neighbourOf = (id: string, document: RuleDocument, vocabulary: Vocabulary, words: Words): Neighbour => {
  const trigger = vocabulary.triggers.find(({ name }) => name === document.trigger)
  if (!trigger) throw new Error(`There is no trigger called ${document.trigger}: check the document first`)
  const { conditions, crossing } = normalise(document, vocabulary, words.currency)
  const turn = trigger.crossing
  return {
    id,
    trigger,
    condition: crossing && turn ? { all: [afterCrossing(turn, crossing), conditions] } : conditions,
    outcomes: outcomesOf(document, vocabulary, words),
    isContact: makesContact(document, vocabulary),
    document,
  }
}
