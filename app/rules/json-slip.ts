import { quote } from './problem-list.ts'
import type { Problem } from './types.ts'

export type Wanted =
  | 'value'
  | 'first item'
  | 'first name'
  | 'name'
  | 'colon'
  | 'next'
  | 'end'
  | 'closing quote'
  | 'plain letter'
  | 'escape'

/** Where a text stops being JSON. Offsets into it; `opened` is that of the bracket around, `lastEnd` of what came before. */
export type Break = {
  readonly wanted: Wanted
  readonly at: number
  readonly lastEnd: number
  readonly opened: number | undefined
}

/** The likely slip, for people who do not write JSON every day. */
export const sayBreak = (text: string, broken: Break): Problem => {
  if (text.trim() === '') return { path: '', message: 'The file is empty', found: 'nothing', expected: A_RULE }
  if (isNoText(text)) return { path: '', message: NO_TEXT, found: 'something else', expected: A_RULE }
  const slip = slipAt(text, broken)
  const [line, column] = placeOf(text, slip.at ?? broken.at)
  const found = slip.found ?? foundAt(text, broken.at)
  return {
    path: '',
    message: `Line ${line}, column ${column} is not JSON: ${slip.message}`,
    found: found === '' ? 'the end of the file' : found,
    expected: slip.expected,
  }
}

const A_RULE = 'a rule: { "format": 1, "name": …, "trigger": …, "conditions": …, "actions": … }'

/** What bytes become that are no letters, and the one that no text holds. */
const isNoText = (text: string): boolean => /[\0\uFFFD]/.test(text.slice(0, 100))
const NO_TEXT = 'This is no plain text: it may be packed, or written by a word processor'

type Slip = {
  readonly message: string
  readonly expected: string
  /** Where it is to be mended, when that is not where reading stopped. */
  readonly at?: number
  readonly found?: string
}

const slipAt = (text: string, broken: Break): Slip =>
  letterSlip(text, broken) ?? (broken.at >= text.length ? earlyEnd(text, broken) : placeSlip(text, broken))

/** Signs that JSON has nowhere outside of texts, whatever is wanted. */
const letterSlip = (text: string, { at, wanted }: Break): Slip | undefined => {
  const letter = text[at] ?? ''
  if (wanted === 'closing quote' || wanted === 'plain letter' || wanted === 'escape') return undefined
  if ('“”„‟«»‘’‚‹›'.includes(letter) && letter !== '')
    return { message: 'there is a curly quote, as word processors make them', expected: 'the straight quote "' }
  if (letter === "'" || letter === '`')
    return { message: 'there is a single quote: texts and names stand in double quotes', expected: '"' }
  if (letter === '#' || text.startsWith('//', at) || text.startsWith('/*', at))
    return { message: 'there is a comment, for which JSON has no place: delete it', expected: SAYS[wanted] }
  if (/[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}]/u.test(letter))
    return {
      message: 'there is an invisible letter, perhaps copied from a web page: delete it and type the space again',
      found: 'an invisible letter',
      expected: SAYS[wanted],
    }
  return undefined
}

const earlyEnd = (text: string, { at, wanted, opened }: Break): Slip => {
  if (opened === undefined) return { message: 'the file ends too early', expected: SAYS[wanted] }
  const bracket = text[opened] ?? ''
  const [line] = placeOf(text, opened)
  return { at, message: `the file ends, and the ${bracket} of line ${line} is not closed`, expected: closing(bracket) }
}

const placeSlip = (text: string, broken: Break): Slip => {
  const { wanted, at } = broken
  switch (wanted) {
    case 'closing quote':
      return { message: 'a text begins that has no quote at its end', expected: '" at the end of the text' }
    case 'plain letter':
      return { message: 'there is a tab or the like inside a text', found: 'an invisible letter', expected: 'a space' }
    case 'escape':
      return {
        message: 'a backslash inside a text must be written twice',
        found: text.slice(at, at + 2),
        expected: '\\\\',
      }
    case 'colon':
      return { message: 'a colon is missing between a name and its value', expected: ':' }
    case 'end':
      return afterEnd(text, broken)
    case 'next':
      return betweenSlip(text, broken)
    case 'name':
    case 'first name':
      return nameSlip(text, broken)
    case 'value':
    case 'first item':
      return valueSlip(text, broken)
  }
}

const afterEnd = (text: string, { at }: Break): Slip => {
  if ('}]'.includes(text[at] ?? ''))
    return { message: 'there is a closing bracket too many', expected: 'the end of the file' }
  if (text[at] === ',')
    return { message: 'there is a comma after the end of the rule', expected: 'the end of the file' }
  return {
    message: 'something follows the end of the rule: each rule is a file of its own',
    expected: 'the end of the file',
  }
}

/** After a value, where a comma or the closing bracket stands. */
const betweenSlip = (text: string, { at, lastEnd, opened = 0 }: Break): Slip => {
  const [letter = '', bracket = ''] = [text[at], text[opened]]
  const close = closing(bracket)
  const [line] = placeOf(text, opened)
  if (letter === '}' || letter === ']')
    return { message: `the ${bracket} of line ${line} is closed by ${letter}`, expected: close }
  if (letter === ';' || letter === ':')
    return { message: `there is a ${letter} where a comma stands`, expected: `a comma or ${close}` }
  if (at === lastEnd && text[at - 1] === '"')
    return { message: 'a text ends and goes on: a quote inside a text is written \\"', expected: `a comma or ${close}` }
  if (at === lastEnd && /\d/.test(text[at - 1] ?? ''))
    return {
      message: 'a number is followed by something: a number stands alone, without a unit',
      expected: `a comma or ${close}`,
    }
  const [before] = placeOf(text, lastEnd)
  const isLineEnd = before !== placeOf(text, at)[0]
  return {
    message: isLineEnd ? `a comma is missing at the end of line ${before}` : 'a comma is missing before it',
    expected: `a comma or ${close}`,
  }
}

const nameSlip = (text: string, { at, lastEnd, wanted }: Break): Slip => {
  const expected = wanted === 'name' ? 'a name in double quotes' : 'a name in double quotes, or }'
  const before = text.slice(0, lastEnd)
  if (text[at] === '}' && wanted === 'name') return tooManyCommas(lastEnd)
  if (text[at] === ',') return { message: 'there is a comma too many', expected }
  const decimal = /(\d+),$/.exec(before)?.[1]
  const rest = /^\d+/.exec(text.slice(at))?.[0]
  if (decimal !== undefined && rest !== undefined && at === lastEnd)
    return {
      at: lastEnd - 1,
      message: 'a number is written with a comma: decimals have a point',
      found: `${decimal},${rest}`,
      expected: `${decimal}.${rest}`,
    }
  if (/[\w$]/.test(text[at] ?? ''))
    return { message: 'a name stands without quotes', expected: quote(foundAt(text, at)) }
  return { message: 'something stands where a name belongs', expected }
}

const valueSlip = (text: string, { at, lastEnd, wanted }: Break): Slip => {
  const expected = SAYS[wanted]
  const letter = text[at] ?? ''
  const word = foundAt(text, at)
  if (letter === ']' && text[lastEnd - 1] === ',') return tooManyCommas(lastEnd)
  if (letter === ',' && text[lastEnd - 1] === ',') return { message: 'there is a comma too many', expected }
  if (',}]'.includes(letter)) return { message: 'a value is missing', expected }
  if (/^(true|false|null)$/i.test(word))
    return { message: 'this word is written in small letters', expected: word.toLowerCase() }
  if (/^[.+]$/.test(letter)) return { message: 'a number begins with a digit', expected: 'a number such as 0.5' }
  if (/\p{Currency_Symbol}/u.test(letter))
    return { message: 'an amount stands without its sign', expected: 'an amount such as "5.00"' }
  if (/[\p{L}_]/u.test(letter)) return { message: 'a text stands without quotes', expected: quote(word) }
  return { message: 'something stands where a value belongs', expected }
}

const tooManyCommas = (end: number): Slip => ({
  at: end - 1,
  message: 'there is a comma too many: nothing follows it',
  found: ',',
  expected: 'no comma after the last one',
})

const VALUE = 'a text in quotes, a number, true, false, { or ['
const SAYS: Readonly<Record<Wanted, string>> = {
  value: VALUE,
  'first item': `${VALUE}, or ]`,
  'first name': 'a name in double quotes, or }',
  name: 'a name in double quotes',
  colon: ':',
  next: 'a comma or a closing bracket',
  end: 'the end of the file',
  'closing quote': '"',
  'plain letter': 'a letter',
  escape: '\\\\',
}

const closing = (bracket: string): string => (bracket === '{' ? '}' : ']')

const LONGEST = 30

/** The word, the text or the sign that stands there. */
const foundAt = (text: string, offset: number): string => {
  const [found = ''] = /^(?:[\p{L}\p{N}_.]+|"[^"\n]*"?|.)/su.exec(text.slice(offset, offset + 200)) ?? []
  return found.length > LONGEST ? `${found.slice(0, LONGEST)}…` : found
}

/** 1-based, as editors count. */
const placeOf = (text: string, offset: number): readonly [line: number, column: number] => {
  const before = text.slice(0, offset).split('\n')
  return [before.length, (before.at(-1) ?? '').length + 1]
}
