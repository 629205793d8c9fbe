/** Reads a rule document as text and remembers where each value stands, so that a problem can be shown at its place. */

/** Offsets into the text: for a property from its key, for an item from its value. */
export type Span = { readonly from: number; readonly to: number }
type TextProblem = Span & { readonly message: string }
export type ReadDocument =
  /** `places` is keyed by JSON Pointer; `repeats` are keys written twice, of which JSON keeps the last. */
  | {
      readonly valid: true
      readonly value: unknown
      readonly places: ReadonlyMap<string, Span>
      readonly repeats: readonly TextProblem[]
    }
  | { readonly valid: false; readonly problem: TextProblem }

export const readDocumentText = (text: string): ReadDocument => {
  const reader = new Reader(text)
  try {
    const value = reader.readAll()
    return { valid: true, value, places: reader.places, repeats: reader.repeats }
  } catch (error) {
    if (error instanceof Unreadable) return { valid: false, problem: error.problem }
    throw error
  }
}

/** Where a problem's pointer is; what is missing is shown at the nearest thing around it that is there. */
export const placeOf = (places: ReadonlyMap<string, Span>, pointer: string): Span => {
  for (let path = pointer; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    const place = places.get(path)
    if (place) return place
  }
  return { from: 0, to: 0 }
}

/** 1-based, for people. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

class Unreadable extends Error {
  readonly problem: TextProblem

  constructor(problem: TextProblem) {
    super(problem.message)
    this.problem = problem
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a string.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const WORD = /[A-Za-z_]+|./suy
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

class Reader {
  readonly places = new Map<string, Span>()
  readonly repeats: TextProblem[] = []
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  readAll(): unknown {
    const value = this.#value('')
    this.#skipSpace()
    if (this.#at < this.#text.length) this.#refuse('Nothing may follow the end of the document.')
    return value
  }

  #value(path: string): unknown {
    this.#skipSpace()
    const from = this.#at
    const value = this.#bareValue(path)
    // A property's place is set by its object and begins at the key.
    if (!this.places.has(path)) this.places.set(path, { from, to: this.#at })
    return value
  }

  #bareValue(path: string): unknown {
    const next = this.#text[this.#at]
    if (next === '{') return this.#object(path)
    if (next === '[') return this.#list(path)
    if (next === '"') return this.#string()
    const number = this.#match(NUMBER)
    if (number !== undefined) return Number(number)
    const word = this.#peekWord()
    const literal = LITERALS.get(word)
    if (literal === undefined)
      return this.#refuse(word ? `A value cannot begin with ${word}.` : 'A value is missing here.')
    this.#at += word.length
    return literal
  }

  #object(path: string): unknown {
    const entries = new Map<string, unknown>()
    this.#each('}', () => {
      const from = this.#at
      if (this.#text[from] !== '"') this.#refuse('A name in double quotes is expected here.')
      const name = this.#string()
      const keyTo = this.#at
      this.#skipSpace()
      if (!this.#take(':')) this.#refuse('A colon is expected after the name.')
      const inner = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
      if (entries.has(name)) {
        this.repeats.push({ from, to: keyTo, message: `“${name}” is written twice here; only the last one counts.` })
      }
      this.places.delete(inner)
      const value = this.#value(inner)
      this.places.set(inner, { from, to: this.#at })
      entries.set(name, value)
    })
    return Object.fromEntries(entries)
  }

  #list(path: string): unknown[] {
    const items: unknown[] = []
    this.#each(']', () => items.push(this.#value(`${path}/${items.length}`)))
    return items
  }

  /** Reads what stands between the opening bracket here and its end, separated by commas. */
  #each(end: '}' | ']', readOne: () => void) {
    this.#at += 1
    this.#skipSpace()
    if (this.#take(end)) return
    for (;;) {
      this.#skipSpace()
      readOne()
      this.#skipSpace()
      if (this.#take(end)) return
      if (!this.#take(',')) this.#refuse(`A comma or ${end} is expected here.`)
      this.#skipSpace()
      if (this.#text[this.#at] === end) this.#refuse('There is a comma too many before this.')
    }
  }

  #string(): string {
    const from = this.#at
    const quoted = this.#match(STRING)
    if (quoted !== undefined) return JSON.parse(quoted)
    const lineEnd = this.#text.indexOf('\n', from)
    return this.#refuse(
      'This text is not closed, or holds a character that must be escaped.',
      lineEnd < 0 ? this.#text.length : lineEnd,
    )
  }

  #skipSpace() {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at += 1
    return true
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }

  #peekWord(): string {
    WORD.lastIndex = this.#at
    return WORD.exec(this.#text)?.[0] ?? ''
  }

  #refuse(message: string, to = Math.min(this.#at + 1, this.#text.length)): never {
    throw new Unreadable({ from: this.#at, to, message })
  }
}
