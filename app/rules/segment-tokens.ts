/** The pieces of a segment query; `at` counts characters from 0. */
export type Token = {
  readonly kind: 'word' | 'text' | 'mark' | 'end'
  /** Of a text, what stands between its quotes. */
  readonly text: string
  readonly at: number
}

/** What is wrong with a query, and where. */
export class SegmentSlip extends Error {
  readonly at: number

  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

/** Throws a SegmentSlip for a quote that is never closed and for a lonely "!". */
export const tokensOf = (query: string): Token[] => {
  const tokens: Token[] = []
  let at = 0
  while (at < query.length) {
    const character = query[at] ?? ''
    if (isSpace(character)) {
      at += 1
      continue
    }
    const token = isQuote(character) ? readQuoted(query, at) : (readMark(query, at) ?? readWord(query, at))
    tokens.push({ kind: token.kind, text: token.text, at })
    at = token.end
  }
  return [...tokens, { kind: 'end', text: '', at: query.length }]
}

type Piece = Pick<Token, 'kind' | 'text'> & { readonly end: number }

const MARKS = ['<=', '>=', '!=', '<', '>', '=', '(', ')', ',']

const readMark = (query: string, at: number): Piece | undefined => {
  const mark = MARKS.find((each) => query.startsWith(each, at))
  if (mark !== undefined) return { kind: 'mark', text: mark, end: at + mark.length }
  if (query[at] === '!') throw new SegmentSlip(at, 'expected "!=", found "!"')
  return undefined
}

const readWord = (query: string, at: number): Piece => {
  let end = at
  while (end < query.length && !endsWord(query[end] ?? '')) end += 1
  return { kind: 'word', text: query.slice(at, end), end }
}

/** In single or double quotes; a backslash takes the next character as it is. */
const readQuoted = (query: string, at: number): Piece => {
  const quote = query[at]
  let text = ''
  for (let end = at + 1; end < query.length; end += 1) {
    const character = query[end] ?? ''
    if (character === quote) return { kind: 'text', text, end: end + 1 }
    if (character === '\\') end += 1
    text += query[end] ?? ''
  }
  throw new SegmentSlip(at, 'this quote is never closed')
}

const isSpace = (character: string): boolean => character.trim() === ''
const isQuote = (character: string): boolean => character === "'" || character === '"'
const endsWord = (character: string): boolean =>
  isSpace(character) || isQuote(character) || character === '!' || MARKS.includes(character)
