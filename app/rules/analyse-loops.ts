import type { Known, Neighbour } from './analyse-together.ts'
import { compileCondition } from './compile.ts'
import { type Finding, type Witness, writeWitness } from './findings.ts'
import { quote } from './problem-list.ts'
import { type Found, search } from './search.ts'
import type { Condition } from './types.ts'
import { TAGS, withTag } from './with-tag.ts'

/**
 * Rules that set each other off by tags, round and round: each, by a tag that it adds or takes away, makes the next one match
 * that did not match before, and all of them fire without the customer doing anything.
 */
export const findLoops = (rules: readonly Neighbour[], known: Known): readonly Finding[] => {
  const own = rules.filter(({ trigger }) => trigger.crossing || trigger.daily)
  const pushes = own.flatMap((rule) => own.flatMap((next) => pushFrom(rule, next, known) ?? []))
  const loops: Finding[] = []
  const told = new Set<string>()
  for (const rule of own) {
    if (told.has(rule.id)) continue
    const loop = shortestWayBack(rule, pushes)
    if (!loop) continue
    for (const { from } of loop) told.add(from.id)
    loops.push(describe(loop))
  }
  return loops
}

/** That one rule's action makes another match. */
type Push = {
  readonly from: Neighbour
  readonly to: Neighbour
  readonly action: number
  readonly tag: string
  readonly adds: boolean
  readonly witness: Witness
}

const pushFrom = (from: Neighbour, to: Neighbour, { facts, currency }: Known): Push | undefined => {
  for (const [action, { addsTags = [], removesTags = [] }] of from.outcomes.entries()) {
    const changes = [
      ...addsTags.map((tag) => ({ tag, adds: true })),
      ...removesTags.map((tag) => ({ tag, adds: false })),
    ]
    for (const { tag, adds } of changes) {
      const asked = { facts, known: new Set([TAGS]) }
      const found = search(firesAndSetsOff(from.condition, to.condition, tag, adds), asked)
      if (found.outcome !== 'found') continue
      const others = [found.facts.get(TAGS) ?? []].flat().map(String)
      const without = new Map(found.facts).set(TAGS, others)
      const having = new Map(found.facts).set(TAGS, [...others, tag])
      const [before, after] = adds ? [without, having] : [having, without]
      if (fires(from, before) && !fires(to, before) && fires(to, after))
        return { from, to, action, tag, adds, witness: writeWitness(before, facts, currency) }
    }
  }
  return undefined
}

const fires = ({ condition }: Neighbour, facts: Found): boolean =>
  compileCondition(condition)((fact) => facts.get(fact))

/** The one fires as things are; the other does not, but does once the tag has changed. */
const firesAndSetsOff = (from: Condition, to: Condition, tag: string, adds: boolean): Condition => ({
  all: [withTag(from, tag, !adds), { not: withTag(to, tag, !adds) }, withTag(to, tag, adds)],
})

/** Breadth first, so that the shortest loop through a rule is told. */
const shortestWayBack = (start: Neighbour, pushes: readonly Push[]): readonly Push[] | undefined => {
  let ways = pushes.filter(({ from }) => from === start).map((push): readonly Push[] => [push])
  const reached = new Set<Neighbour>()
  while (ways.length > 0) {
    const back = ways.find((way) => way.at(-1)?.to === start)
    if (back) return back
    ways = ways.flatMap((way) => {
      const end = way.at(-1)?.to
      if (!end || reached.has(end)) return []
      reached.add(end)
      return pushes.filter(({ from }) => from === end).map((push) => [...way, push])
    })
  }
  return undefined
}

const describe = (loop: readonly Push[]): Finding => {
  const steps = loop.map(
    ({ from, to, tag, adds }) =>
      `${quote(from.id)} ${adds ? 'adds' : 'takes away'} the tag ${quote(tag)}, which sets off ${quote(to.id)}`,
  )
  const [first] = loop
  return {
    kind: 'loop',
    places: loop.flatMap(({ from, to, action }) => [
      { rule: from.id, path: `/actions/${action}` },
      { rule: to.id, path: to.trigger.crossing ? '/crossing' : '/conditions' },
    ]),
    message: `These rules set each other off without end: ${steps.join('; ')}`,
    ...(first && { witness: first.witness }),
  }
}
