import type { z } from 'zod'
import { AppError, messageOf } from '../errors.ts'

/** All that is wrong with input files, a line a problem. */
export class FileProblems extends AppError {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super('request.invalid', problems.join('\n'))
    this.problems = problems
  }
}

/** Beyond this a file is of another kind, and more of the same helps nobody. */
const MOST_PROBLEMS = 50

/** Gathers what is wrong with the lines of files, so that all of it can be told at once. */
export class LineProblems {
  readonly #problems: string[] = []
  #count = 0

  add(place: string, problem: unknown): void {
    this.#count++
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push(`${place}: ${messageOf(problem)}`)
  }

  throwIfAny(): void {
    const more = this.#count - this.#problems.length
    if (this.#count > 0) throw new FileProblems(more > 0 ? [...this.#problems, `and ${more} more`] : this.#problems)
  }
}

/** One line of a file, checked; what it throws names every bad field with what stands there. */
export const parseLine = <Shape>(shape: z.ZodType<Shape>, text: string): Shape => {
  const json = parseJson(text)
  const parsed = shape.safeParse(json)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => {
    const field = path.join('.')
    return field === ''
      ? `the line is ${inWords(json)}; ${message}`
      : `${field}: ${message}; found ${inWords(at(json, path))}`
  })
  throw new AppError('request.invalid', problems.join('; '))
}

/** The value of a line, whatever it is. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    const reason = text.trimStart().startsWith('{')
      ? 'the line is cut off, or a quote, comma or bracket is missing'
      : `expected one whole object a line, such as {"orderId": "1043", …}; found ${inWords(text.trim())}`
    throw new AppError('request.invalid', `not JSON: ${reason}`)
  }
}

const at = (json: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    json,
  )

const LONGEST = 40

const inWords = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = JSON.stringify(value)
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  return typeof value === 'number' ? `${shown}, a number without quotes` : shown
}
