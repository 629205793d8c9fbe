import { nearest } from './near-miss.ts'
import { at, either, type ProblemList, quote } from './problem-list.ts'

/** An object read by its own plain properties only: a getter or a prototype is nobody's rule. */
export type Fields = { readonly has: (key: string) => boolean; readonly get: (key: string) => unknown }

export type Shape = {
  /** With its article: "a limit". */
  readonly what: string
  readonly keys: readonly string[]
  /** Keys that people may well expect here, and why they are refused. */
  readonly refused?: Readonly<Record<string, string>>
}

/** The object's fields; every key that the shape does not know is reported. Undefined when it is no object at all. */
export const readFields = (value: unknown, path: string, shape: Shape, problems: ProblemList): Fields | undefined => {
  if (!isObject(value)) {
    problems.add(path, `${capital(shape.what)} is written as an object with ${either(shape.keys)}`, {
      found: value,
      expected: 'an object',
    })
    return undefined
  }
  reportUnknownKeys(value, path, shape, problems)
  return fieldsOf(value)
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const fieldsOf = (value: object): Fields => {
  const get = (key: string): unknown => Object.getOwnPropertyDescriptor(value, key)?.value
  return { get, has: (key) => get(key) !== undefined }
}

/** A list between one and `most` items long; every other value is reported. */
export const readList = (
  value: unknown,
  path: string,
  { what, most }: { readonly what: string; readonly most: number },
  problems: ProblemList,
): readonly unknown[] | undefined => {
  const expected = `a list of 1 to ${most}`
  if (!Array.isArray(value)) {
    problems.add(path, `${capital(what)} are written as a list, in square brackets`, { found: value, expected })
  } else if (value.length === 0) {
    problems.add(path, `The list of ${what} is empty`, { found: value, expected })
  } else if (value.length > most) {
    problems.add(path, `That is too many ${what} for one rule`, { found: value, expected })
  } else {
    // Array.from also turns the holes of a sparse list into values that can be reported.
    return Array.from<unknown>(value)
  }
  return undefined
}

/** A whole number within bounds; every other value is reported. */
export const readWhole = (
  value: unknown,
  path: string,
  { what, least, most }: { readonly what: string; readonly least: number; readonly most: number },
  problems: ProblemList,
): number | undefined => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  problems.add(path, `${capital(what)} must be a whole number from ${least} to ${most}`, {
    found: value,
    expected: `a whole number from ${least} to ${most}`,
  })
  return undefined
}

/** One of a few words; every other value is reported, with the word that was probably meant. */
export const readChoice = <Choice extends string>(
  value: unknown,
  path: string,
  { message, choices }: { readonly message: string; readonly choices: readonly Choice[] },
  problems: ProblemList,
): Choice | undefined => {
  const choice = choices.find((each) => each === value)
  if (choice !== undefined) return choice
  const meant = typeof value === 'string' ? suggest(value, choices) : ''
  problems.add(path, `${message}${meant}`, { found: value, expected: either(choices.map(quote)) })
  return undefined
}

/** "did you mean" for a word that is not in the list. */
export const suggest = (word: string, candidates: readonly string[]): string => {
  const meant = nearest(word, candidates)
  return meant === undefined ? '' : `. Did you mean ${quote(meant)}?`
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const reportUnknownKeys = (
  value: object,
  path: string,
  { what, keys, refused }: Shape,
  problems: ProblemList,
): void => {
  for (const key of Object.keys(value)) {
    if (problems.isFull) return
    if (keys.includes(key)) continue
    const found = Object.getOwnPropertyDescriptor(value, key)?.value
    if (refused && Object.hasOwn(refused, key)) {
      problems.add(at(path, key), `${quote(key)} ${refused[key]}`, { found })
    } else {
      const message = `${capital(what)} has no ${quote(key)}${suggest(key, keys)}`
      problems.add(at(path, key), message, { found, expected: `only ${either(keys)}` })
    }
  }
}
