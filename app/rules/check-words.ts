import type { CheckContext } from './check-context.ts'
import { suggest } from './check-shape.ts'
import { shelfOf } from './fact-names.ts'
import { either, quote } from './problem-list.ts'
import type { FactSpec } from './types.ts'

/** The fact of that name, provided that the rule's trigger knows it; everything else is reported. */
export const findFact = (name: unknown, path: string, context: CheckContext): FactSpec | undefined => {
  const { facts, problems, trigger } = context
  const spec = findWord(name, path, { what: 'fact', words: facts }, context)
  if (!spec || !trigger) return spec
  const shelf = shelfOf(spec.name)
  if (trigger.shelves.includes(shelf)) return spec
  const near = trigger.checkout && spec.atCheckout !== undefined ? facts.get(spec.atCheckout) : undefined
  const instead = near ? `. What comes nearest is ${quote(near.label)}, ${near.name}` : ''
  problems.add(path, `${quote(spec.label)} is not known when ${trigger.label}${instead}`, {
    found: spec.name,
    expected: `a fact about the ${either(trigger.shelves)}`,
  })
  return undefined
}

/** Looks a word up; a missing, mistyped or unknown one is reported with what was probably meant. */
export const findWord = <Word>(
  name: unknown,
  path: string,
  {
    what,
    words,
    refused,
  }: {
    readonly what: string
    readonly words: ReadonlyMap<string, Word>
    readonly refused?: Readonly<Record<string, string>>
  },
  { problems }: Pick<CheckContext, 'problems'>,
): Word | undefined => {
  if (typeof name !== 'string') {
    const message = name === undefined ? `The ${what} is missing` : `The ${what} is written as its name, in quotes`
    problems.add(path, message, { found: name, expected: `the name of ${article(what)} ${what}` })
    return undefined
  }
  const word = words.get(name)
  if (word !== undefined) return word
  const names = [...words.keys()]
  if (refused && Object.hasOwn(refused, name)) {
    problems.add(path, `The ${what} ${quote(name)} ${refused[name]}`, { found: name, expected: listOf(names) })
  } else {
    const message = `There is no ${what} called ${quote(name)}${suggest(name, names)}`
    problems.add(path, message, { found: name, expected: listOf(names) })
  }
  return undefined
}

const article = (what: string): string => ('aeiou'.includes(what.slice(0, 1)) ? 'an' : 'a')

/** Long lists are looked up, not read. */
const MOST_LISTED = 12
const listOf = (names: readonly string[]): string =>
  names.length > MOST_LISTED ? `one of the ${names.length} names in the list of words` : either(names)
