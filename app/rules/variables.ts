import { compileTest } from './compile.ts'
import { isFactOperand } from './conditions.ts'
import { domainOf } from './domain.ts'
import { operators } from './operators.ts'
import type { FactSpec, FactType, FactValue, Leaf } from './types.ts'

/**
 * What the search decides at one go: how all conditions on one fact come out, or all comparisons of one fact with another.
 * The latter are taken to be free of everything else, which can only make too much look possible.
 */
export type Variable = {
  readonly name: string
  /** Places of its conditions among all. */
  readonly leaves: readonly number[]
  readonly choices: readonly Choice[]
  /** Whether there is no other outcome. */
  readonly isComplete: boolean
}

/** One way for the conditions to come out, and a value that brings it about. */
export type Choice = { readonly holds: readonly boolean[]; readonly value: FactValue }

type Known = { readonly facts: ReadonlyMap<string, FactSpec>; readonly known?: ReadonlySet<string> }

export const variablesOf = (leaves: readonly Leaf[], at: number, options: Known): readonly Variable[] => {
  const places = Map.groupBy(leaves.keys(), (index) => nameOf(leaves[index]))
  return [...places].map(([name, own]) => {
    const asked = own.flatMap((index) => leaves[index] ?? [])
    const [first] = asked
    const isPair = first !== undefined && isFactOperand(first.value)
    return { name, leaves: own, ...(isPair ? pairChoices(asked, options) : factChoices(name, asked, at, options)) }
  })
}

const nameOf = (leaf: Leaf | undefined): string =>
  leaf && isFactOperand(leaf.value) ? `${leaf.fact} ${JSON.stringify(leaf.value)}` : (leaf?.fact ?? '')

type Choices = Pick<Variable, 'choices' | 'isComplete'>

const factChoices = (name: string, leaves: readonly Leaf[], at: number, { facts, known }: Known): Choices => {
  const spec = facts.get(name)
  if (!spec) throw new Error(`There is no fact called ${name}: check the document first`)
  const tests = leaves.map(compileTest)
  const { values, isComplete } = domainOf(spec, leaves, at)
  const choices = values
    .filter((value) => value !== undefined || !known?.has(name))
    .map((value): Choice => ({ value, holds: tests.map((test) => test(value, at)) }))
  return { choices: distinct(choices), isComplete }
}

const pairChoices = (leaves: readonly Leaf[], { facts, known }: Known): Choices => {
  const [first] = leaves
  const other = first && isFactOperand(first.value) ? first.value.fact : ''
  const sides = [first?.fact ?? '', other].map((name) => ({
    samples: SAMPLES[facts.get(name)?.type ?? 'text'],
    mayMiss: !known?.has(name),
  }))
  const [left = [], right = []] = sides.map(({ samples, mayMiss }) => [...samples, ...(mayMiss ? [undefined] : [])])
  const choices = left.flatMap((value) =>
    right.map(
      (operand): Choice => ({
        value,
        holds: leaves.map(({ operator }) => operators[operator].holds(value, operand, 0)),
      }),
    ),
  )
  return { choices: distinct(choices), isComplete: true }
}

/** Pairs of these stand to each other in every way that an operator can tell. */
const NUMBERS: readonly FactValue[] = [1, 0, 2]
const SAMPLES: Readonly<Record<FactType, readonly FactValue[]>> = {
  number: NUMBERS,
  money: NUMBERS,
  time: NUMBERS,
  boolean: [true, false],
  text: ['a', 'b', 'ab', 'ba', 'aba'],
  list: [['a'], [], ['b'], ['a', 'b']],
}

const distinct = (choices: readonly Choice[]): readonly Choice[] => [
  ...new Map(choices.toReversed().map((choice) => [choice.holds.join(), choice])).values().toArray().toReversed(),
]
