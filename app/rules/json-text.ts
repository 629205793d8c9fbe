import { type Break, sayBreak, type Wanted } from './json-slip.ts'
import { at } from './problem-list.ts'
import type { Problem } from './types.ts'

/**
 * A text that somebody typed, read as JSON. Where it is none, the one problem says where and what was probably meant. Names
 * written twice in one place are problems too: JSON keeps the last and drops the others without a word.
 */
export type ReadJson =
  | { readonly valid: true; readonly value: unknown }
  | { readonly valid: false; readonly problems: readonly Problem[] }

export const readJsonText = (written: string): ReadJson => {
  // Some editors put a byte order mark first.
  const text = written.replace(/^\uFEFF/, '')
  const scan = new Scan(text)
  const broken = scan.run()
  if (broken !== undefined) return { valid: false, problems: [sayBreak(text, broken)] }
  return scan.repeats.length > 0 ? { valid: false, problems: scan.repeats } : { valid: true, value: JSON.parse(text) }
}

type Level = {
  readonly opened: number
  readonly path: string
  /** Lines of the names so far; undefined in a list. */
  readonly names: Map<string, number> | undefined
  /** What the next value is filed under. */
  key: string | number
}

const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const LITERAL = /(?:true|false|null)\b/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** One pass without recursion: a text may be nested as deeply as it is long. */
class Scan {
  readonly repeats: Problem[] = []
  readonly #text: string
  readonly #levels: Level[] = []
  #at = 0
  /** Ends of what was read last: for a missing comma, the place to put it. */
  #lastEnd = 0

  constructor(text: string) {
    this.#text = text
  }

  run(): Break | undefined {
    let wanted: Wanted = 'value'
    for (;;) {
      this.#take(SPACE)
      if (this.#at >= this.#text.length) return wanted === 'end' ? undefined : this.#broken(wanted)
      const next = this.#step(wanted)
      if (typeof next === 'object') return next
      wanted = next
      this.#lastEnd = this.#at
    }
  }

  /** Reads what is wanted, and says what is wanted then. */
  #step(wanted: Wanted): Wanted | Break {
    const letter = this.#text[this.#at]
    const level = this.#levels.at(-1)
    switch (wanted) {
      case 'first name':
      case 'name':
        if (letter === '}' && wanted === 'first name') return this.#close()
        return letter === '"' && level ? this.#name(level) : this.#broken(wanted)
      case 'colon':
        return letter === ':' ? this.#skip('value') : this.#broken(wanted)
      case 'first item':
      case 'value':
        if (letter === ']' && wanted === 'first item') return this.#close()
        return this.#value(letter, wanted)
      case 'next':
        if (letter === (level?.names ? '}' : ']')) return this.#close()
        if (letter !== ',' || !level) return this.#broken(wanted)
        if (typeof level.key === 'number') level.key += 1
        return this.#skip(level.names ? 'name' : 'value')
      default:
        return this.#broken(wanted)
    }
  }

  #value(letter: string | undefined, wanted: Wanted): Wanted | Break {
    if (letter === '{' || letter === '[') {
      const level = this.#levels.at(-1)
      const path = level === undefined ? '' : at(level.path, level.key)
      const isObject = letter === '{'
      this.#levels.push({ opened: this.#at, path, names: isObject ? new Map() : undefined, key: isObject ? '' : 0 })
      return this.#skip(isObject ? 'first name' : 'first item')
    }
    if (letter === '"') return this.#string() ?? this.#after()
    return this.#take(NUMBER) || this.#take(LITERAL) ? this.#after() : this.#broken(wanted)
  }

  #name(level: Level): Wanted | Break {
    const from = this.#at
    const broken = this.#string()
    if (broken) return broken
    const name: string = JSON.parse(this.#text.slice(from, this.#at))
    const line = lineOf(this.#text, from)
    const first = level.names?.get(name)
    level.names?.set(name, first ?? line)
    level.key = name
    if (first !== undefined) {
      const message = `${JSON.stringify(name)} is written twice here, in line ${first} and in line ${line}: only one of them can count`
      this.repeats.push({ path: at(level.path, name), message })
    }
    return 'colon'
  }

  /** Undefined when it is whole. */
  #string(): Break | undefined {
    const from = this.#at
    for (this.#at += 1; ; this.#at += 1) {
      const letter = this.#text[this.#at]
      if (letter === '"') {
        this.#at += 1
        return undefined
      }
      if (letter === undefined || letter === '\n' || letter === '\r') {
        this.#at = from
        return this.#broken('closing quote')
      }
      if (letter < ' ') return this.#broken('plain letter')
      if (letter !== '\\') continue
      if (!this.#take(ESCAPE)) return this.#broken('escape')
      this.#at -= 1
    }
  }

  #close(): Wanted {
    this.#levels.pop()
    this.#at += 1
    return this.#after()
  }

  #after(): Wanted {
    return this.#levels.length === 0 ? 'end' : 'next'
  }

  #skip(wanted: Wanted): Wanted {
    this.#at += 1
    return wanted
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at
    const [taken = ''] = pattern.exec(this.#text) ?? []
    this.#at += taken.length
    return taken !== ''
  }

  #broken(wanted: Wanted): Break {
    return { wanted, at: this.#at, lastEnd: this.#lastEnd, opened: this.#levels.at(-1)?.opened }
  }
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
