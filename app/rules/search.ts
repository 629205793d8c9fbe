import { compileCondition } from './compile.ts'
import { isFactOperand, leavesOf, open } from './conditions.ts'
import { momentsFor } from './domain.ts'
import { operators } from './operators.ts'
import { realise } from './realise.ts'
import { type Condition, type FactSpec, type FactValue, type Leaf, MOMENT } from './types.ts'
import { type Variable, variablesOf } from './variables.ts'

/** Facts by name for which the conditions hold, and the moment where they count days back from it. */
export type Found = ReadonlyMap<string, FactValue>
export type Search =
  | { readonly outcome: 'found'; readonly facts: Found }
  | { readonly outcome: 'none' }
  /** Too many possibilities, or facts compared with each other in ways that are not reasoned about. */
  | { readonly outcome: 'undecided' }

export type SearchOptions = {
  readonly facts: ReadonlyMap<string, FactSpec>
  /** Facts that may not be missing; lists may then still be empty. */
  readonly known?: ReadonlySet<string>
  /** Steps to spend, counted down; a step looks at the whole tree once. */
  readonly budget?: { steps: number }
}

const MOST_STEPS = 5000

/**
 * Facts for which normalised conditions hold, if there are any. Exact where facts are compared with written values; where
 * they are compared with each other, what is found is right, and "none" is only said where no outcome of the comparisons
 * themselves would do. What is found has been evaluated.
 */
export const search = (condition: Condition, options: SearchOptions): Search => {
  const leaves = leavesOf(condition)
  const budget = options.budget ?? { steps: MOST_STEPS }
  const { moments, isComplete } = momentsFor(leaves)
  let isCertain = isComplete
  for (const at of moments) {
    const variables = variablesOf(leaves, at, options)
    const walk = new Walk(condition, leaves, variables, budget)
    const facts = walk.find((truths) => settle(condition, leaves, truths, variables, at, { ...options, budget }))
    if (facts) return { outcome: 'found', facts }
    isCertain = isCertain && walk.isCertain
  }
  return isCertain ? { outcome: 'none' } : { outcome: 'undecided' }
}

/** Values behind the outcomes that were chosen, evaluated once more: a mistake in here must not become a claim. */
const settle = (
  condition: Condition,
  leaves: readonly Leaf[],
  truths: Truths,
  variables: readonly Variable[],
  at: number,
  options: SearchOptions & { readonly budget: { steps: number } },
): Found | undefined => {
  const values = leaves.some(({ value }) => isFactOperand(value))
    ? realise(leaves, truths, at, options, options.budget)
    : chosenValues(variables, truths)
  if (!values) return undefined
  const facts = new Map(values)
  if (leaves.some(({ operator }) => operators[operator].wants === 'days')) facts.set(MOMENT, at)
  else facts.delete(MOMENT)
  return compileCondition(condition)((fact) => facts.get(fact)) ? facts : undefined
}

const chosenValues = (variables: readonly Variable[], truths: Truths): ReadonlyMap<string, FactValue> =>
  new Map(
    variables.flatMap(({ name, leaves, choices }): [string, FactValue][] => {
      const chosen = choices.find(({ holds }) => holds.every((held, index) => truths[leaves[index] ?? -1] === held))
      return chosen ? [[name, chosen.value]] : []
    }),
  )

/** For each leaf, whether it holds; undefined while nobody has said. */
export type Truths = (boolean | undefined)[]

/** Tries the outcomes of one fact's conditions after the other, and turns back as soon as the whole cannot hold any more. */
class Walk {
  /** Whether nothing was left untried. */
  isCertain: boolean
  readonly #condition: Condition
  readonly #places: ReadonlyMap<Leaf, number>
  readonly #variableOf: readonly (Variable | undefined)[]
  readonly #truths: Truths
  readonly #budget: { steps: number }

  constructor(
    condition: Condition,
    leaves: readonly Leaf[],
    variables: readonly Variable[],
    budget: { steps: number },
  ) {
    this.#condition = condition
    this.#places = new Map(leaves.map((leaf, index) => [leaf, index]))
    const owners = new Map(variables.flatMap((variable) => variable.leaves.map((leaf) => [leaf, variable] as const)))
    this.#variableOf = leaves.map((_, index) => owners.get(index))
    this.#truths = leaves.map(() => undefined)
    this.#budget = budget
    this.isCertain = variables.every(({ isComplete }) => isComplete)
  }

  find(settle: (truths: Truths) => Found | undefined): Found | undefined {
    if (--this.#budget.steps < 0) {
      this.isCertain = false
      return undefined
    }
    const undecided = new Map<Variable, number>()
    const holds = this.#ask(this.#condition, undecided)
    if (holds === false) return undefined
    if (holds === true) {
      const found = settle(this.#truths)
      // These outcomes would do, but no values were found that bring them about.
      if (!found) this.isCertain = false
      return found
    }
    const variable = mostAsked(undecided)
    if (!variable) return undefined
    for (const { holds: outcome } of variable.choices) {
      variable.leaves.forEach((leaf, index) => {
        this.#truths[leaf] = outcome[index]
      })
      const found = this.find(settle)
      if (found) return found
    }
    for (const leaf of variable.leaves) this.#truths[leaf] = undefined
    return undefined
  }

  /** Whether the condition holds whatever is still open; if that cannot be said, what is open in it is counted. */
  #ask(condition: Condition, undecided: Map<Variable, number>): boolean | undefined {
    const opened = open(condition)
    switch (opened.kind) {
      case 'leaf':
        return this.#askLeaf(this.#places.get(opened.leaf) ?? -1, undecided)
      case 'not': {
        const held = this.#ask(opened.part, undecided)
        return held === undefined ? undefined : !held
      }
      case 'all':
      case 'any':
        return this.#askGroup(opened.parts, opened.kind === 'any', undecided)
    }
  }

  #askLeaf(place: number, undecided: Map<Variable, number>): boolean | undefined {
    const variable = this.#variableOf[place]
    const held = this.#truths[place]
    if (held === undefined && variable) undecided.set(variable, (undecided.get(variable) ?? 0) + 1)
    return held
  }

  /** One part that is `settling` settles the group; an empty group holds, as everywhere. */
  #askGroup(parts: readonly Condition[], settling: boolean, undecided: Map<Variable, number>): boolean | undefined {
    if (parts.length === 0) return true
    const inside = new Map<Variable, number>()
    let isOpen = false
    for (const part of parts) {
      const held = this.#ask(part, inside)
      if (held === settling) return settling
      if (held === undefined) isOpen = true
    }
    if (!isOpen) return !settling
    for (const [variable, count] of inside) undecided.set(variable, (undecided.get(variable) ?? 0) + count)
    return undefined
  }
}

/** The fact on which most hangs is tried first: contradictions about it are then found at once. */
const mostAsked = (undecided: ReadonlyMap<Variable, number>): Variable | undefined => {
  let most: Variable | undefined
  let mostCount = 0
  for (const [variable, count] of undecided) {
    if (count <= mostCount) continue
    most = variable
    mostCount = count
  }
  return most
}
