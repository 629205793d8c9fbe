import { compileLeaf } from './compile.ts'
import { isFactOperand } from './conditions.ts'
import { domainOf } from './domain.ts'
import { scaled } from './operand-value.ts'
import type { SearchOptions, Truths } from './search.ts'
import { type FactOperand, type FactValue, type Leaf, MOMENT } from './types.ts'

/** Values to try in all before giving up; facts that are compared with each other are few. */
const MOST_TRIES = 2000
/** Trying so many values costs as much as a step of the search, from whose budget it is taken. */
const TRIES_A_STEP = 20

/**
 * Values for facts that are compared with each other, so that every condition comes out as asked. Each fact is tried with
 * what its own conditions can tell apart and with what lies around the facts that are already given a value, so that
 * nothing found does not mean that there is nothing.
 */
export const realise = (
  leaves: readonly Leaf[],
  truths: Truths,
  at: number,
  options: SearchOptions,
  budget: { steps: number },
): ReadonlyMap<string, FactValue> | undefined => {
  const wanted = leaves.flatMap((leaf, index) => {
    const held = truths[index]
    return held === undefined ? [] : [{ leaf, held, evaluate: compileLeaf(leaf) }]
  })
  const names = [...new Set(wanted.flatMap(({ leaf }) => factsIn(leaf)))]
  const given = new Map<string, FactValue>([[MOMENT, at]])
  let tries = 0

  const isPossible = (name: string): boolean =>
    wanted.every(({ leaf, held, evaluate }) => {
      const facts = factsIn(leaf)
      if (!facts.includes(name) || !facts.every((fact) => given.has(fact))) return true
      return evaluate((fact) => given.get(fact)) === held
    })

  const give = (place: number): boolean => {
    const name = names[place]
    if (name === undefined) return true
    for (const value of valuesFor(name, leaves, given, at, options)) {
      if (++tries > MOST_TRIES) break
      given.set(name, value)
      if (isPossible(name) && give(place + 1)) return true
    }
    given.delete(name)
    return false
  }
  const isGiven = give(0)
  budget.steps -= tries / TRIES_A_STEP
  return isGiven ? given : undefined
}

const factsIn = ({ fact, value }: Leaf): readonly string[] => (isFactOperand(value) ? [fact, value.fact] : [fact])

const valuesFor = (
  name: string,
  leaves: readonly Leaf[],
  given: ReadonlyMap<string, FactValue>,
  at: number,
  { facts, known }: SearchOptions,
): readonly FactValue[] => {
  const spec = facts.get(name)
  if (!spec) throw new Error(`There is no fact called ${name}: check the document first`)
  const own = leaves.filter(({ fact, value }) => fact === name && !isFactOperand(value))
  const compared = leaves.flatMap((leaf) => (isFactOperand(leaf.value) ? [{ fact: leaf.fact, other: leaf.value }] : []))
  const opposite = compared.flatMap(({ fact, other }) => {
    if (fact === name) return [scaled(other, given.get(other.fact))]
    return other.fact === name ? [unscaled(other, given.get(fact))] : []
  })
  const { values } = domainOf(spec, own, at, opposite.filter(isNumber))
  const alike = opposite.flatMap(resembling).filter((value) => Array.isArray(value) === (spec.type === 'list'))
  return [...values, ...(spec.type === 'text' || spec.type === 'list' ? alike : [])].filter(
    (value) => value !== undefined || !known?.has(name),
  )
}

const isNumber = (value: FactValue): value is number => typeof value === 'number'

/** About what the other fact must be for the comparison to come out even. */
const unscaled = ({ times = 1, plus = 0 }: FactOperand, value: FactValue): FactValue =>
  typeof value === 'number' ? (value - Number(plus)) / times : value

/** Texts and lists that begin, end, hold or lack what another does. */
const resembling = (value: FactValue): readonly FactValue[] => {
  if (typeof value === 'string') return [value, `${value}a`, `a${value}`, [value], []]
  if (Array.isArray(value)) return [value, ...(value as readonly string[])]
  return []
}
