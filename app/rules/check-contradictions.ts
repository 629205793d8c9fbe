import type { CheckContext } from './check-context.ts'
import { isFactOperand, open } from './conditions.ts'
import { afterCrossing } from './crossing.ts'
import type { Evaluable } from './normalise.ts'
import { at, quote } from './problem-list.ts'
import { search } from './search.ts'
import type { Condition, FactSpec, Leaf, TriggerSpec } from './types.ts'

const EXPECTED = { expected: 'conditions that can hold together' }

/**
 * Reports every `all` whose parts exclude each other, and conditions that for another reason hold for nobody, or for
 * nobody who has just crossed into or out of the rule's group.
 */
export const checkContradictions = (
  { conditions, crossing }: Evaluable,
  turn: TriggerSpec['crossing'],
  context: CheckContext,
): void => {
  const { problems } = context
  const asked = { ...context, budget: { steps: MOST_STEPS } }
  const before = problems.problems.length
  checkGroups(conditions, '/conditions', asked)
  if (problems.problems.length > before) return
  if (search(conditions, asked).outcome === 'none') {
    problems.add('/conditions', 'Nobody can ever meet these conditions', EXPECTED)
  } else if (
    turn &&
    crossing &&
    search({ all: [afterCrossing(turn, crossing), conditions] }, asked).outcome === 'none'
  ) {
    problems.add('/crossing', 'Nobody who crosses here can meet the conditions', EXPECTED)
  }
}

/** For all groups of a document together; what is too involved to be decided is let pass. */
const MOST_STEPS = 5000
type Asked = CheckContext & { readonly budget: { steps: number } }

const checkGroups = (condition: Condition, path: string, context: Asked): void => {
  const opened = open(condition)
  if (opened.kind === 'leaf') return
  const inside = at(path, opened.kind)
  if (opened.kind === 'not') {
    checkGroups(opened.part, inside, context)
    return
  }
  if (opened.kind === 'all' && opened.parts.length > 1) {
    const before = context.problems.problems.length
    checkAll(opened.parts, inside, context)
    if (context.problems.problems.length > before) return
  }
  opened.parts.forEach((part, index) => {
    checkGroups(part, at(inside, index), context)
  })
}

const checkAll = (parts: readonly Condition[], path: string, context: Asked): void => {
  const spec = findFact(parts, context)
  if (spec) {
    const message = `These conditions exclude each other: no value of ${quote(spec.label)} meets them all`
    context.problems.add(path, message, EXPECTED)
  } else if (search({ all: parts }, context).outcome === 'none') {
    context.problems.add(path, 'These conditions exclude each other: nobody can meet them all', EXPECTED)
  }
}

/** The fact of which these conditions together ask what no value can meet, a missing one included. */
const findFact = (parts: readonly Condition[], { facts }: CheckContext): FactSpec | undefined => {
  for (const [fact, leaves] of Map.groupBy(leavesOfAll(parts), ({ fact }) => fact)) {
    if (leaves.length > 1 && search({ all: leaves }, { facts }).outcome === 'none') return facts.get(fact)
  }
  return undefined
}

/** An `all` within an `all` asks for everything too. What another fact will be, nobody can say beforehand. */
const leavesOfAll = (parts: readonly Condition[]): readonly Leaf[] =>
  parts.flatMap((part) => {
    if ('all' in part) return leavesOfAll(part.all)
    return 'fact' in part && !isFactOperand(part.value) ? [part] : []
  })
