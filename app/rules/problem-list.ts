import type { Problem } from './types.ts'

/** Nobody reads more, and a hostile document must not make us write megabytes of them. */
const MOST_PROBLEMS = 100

/** Gathers everything that is wrong with one document. */
export class ProblemList {
  readonly #problems: Problem[] = []

  get isFull(): boolean {
    return this.#problems.length >= MOST_PROBLEMS
  }

  get problems(): readonly Problem[] {
    return this.#problems
  }

  /** `found` is the offending value itself; it is put in words here. */
  add(path: string, message: string, details: { readonly found?: unknown; readonly expected?: string } = {}): void {
    this.addWorded({
      path,
      message,
      ...('found' in details && { found: describe(details.found) }),
      ...(details.expected !== undefined && { expected: details.expected }),
    })
  }

  /** A problem that somebody else put in words. */
  addWorded(problem: Problem): void {
    if (!this.isFull) this.#problems.push(problem)
  }
}

/** One step further in a JSON Pointer (RFC 6901). */
export const at = (path: string, key: string | number): string =>
  `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`

const LONGEST_FOUND = 60

/** Any value in a few words, without calling anything that the value brought along. */
const describe = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** Text in quotes, cut where it gets long. */
export const quote = (text: string): string =>
  JSON.stringify(text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text)

/** "a, b or c". */
export const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`
