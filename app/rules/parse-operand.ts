import { parseNumber, readNumber } from './fact-values.ts'
import { parseTime } from './iso-time.ts'
import { parseMoney, printMoney, readMoney } from './money.ts'
import { operandType } from './normalise.ts'
import { operators } from './operators.ts'
import { quoteText } from './quoted-text.ts'
import { LIST, MINUS, type Phrasebook, PLUS, RANGE, sayDays, TIMES } from './sentence-leaf.ts'
import type { FactOperand, FactSpec, FactType, Operand, Operator, Scalar } from './types.ts'

/** What could stand at a place of the text, each with where it ends. */
export type Readings<Value> = Iterable<readonly [value: Value, end: number]>
export type Reader<Value> = (text: string, at: number) => Readings<Value>

/**
 * Reads what `sayLeaf` writes for an operand: of one written value, or of a compound, that is a list or another fact. What is
 * read is said again and must come out as it stands, so nothing but the sentence's own words is understood. Undefined where
 * the operator is never said so.
 */
export const operandReader = (
  spec: FactSpec,
  operator: Operator,
  isCompound: boolean,
  book: Phrasebook,
): Reader<Operand> | undefined => {
  const type = operandType(spec, { operator })
  const scalar = scalarReader(type, spec, book)
  switch (operators[operator].wants) {
    case 'value':
    case 'item':
      return isCompound ? factReader(spec, type, book) : scalar
    case 'values':
    case 'items':
      return isCompound ? eitherOf(factReader(spec, 'list', book), listReader(scalar, LIST)) : undefined
    case 'range':
      return isCompound ? pairReader(scalar) : undefined
    case 'days':
      return isCompound ? undefined : daysReader
    case 'nothing':
      return isCompound ? undefined : (_, at) => [[true, at]]
  }
}

const eitherOf = (one: Reader<Operand>, other: Reader<Operand>): Reader<Operand> =>
  function* (text, at) {
    yield* one(text, at)
    yield* other(text, at)
  }

const listReader = (item: Reader<Scalar>, separator: string): Reader<readonly Scalar[]> =>
  function* read(text, at): Readings<readonly Scalar[]> {
    for (const [first, end] of item(text, at)) {
      yield [[first], end]
      if (!text.startsWith(separator, end)) continue
      for (const [others, last] of read(text, end + separator.length)) yield [[first, ...others], last]
    }
  }

const pairReader = (item: Reader<Scalar>): Reader<readonly Scalar[]> =>
  function* (text, at) {
    for (const [values, end] of listReader(item, RANGE)(text, at)) if (values.length === 2) yield [values, end]
  }

const daysReader: Reader<number> = function* (text, at) {
  const count = Number(run(text, at, DIGITS))
  yield* asSaid(count, sayDays(count), text, at)
}

/** "2 times the average order value minus £5.00". */
const factReader = (spec: FactSpec, type: FactType, book: Phrasebook): Reader<FactOperand> => {
  const others = [...book.facts.values()].filter((entry) => entry.spec.type === type && entry.spec.name !== spec.name)
  const amount = scalarReader(type, spec, book)
  return function* (text, at) {
    const token = run(text, at, NUMBER)
    const isScaled = token !== '' && text.startsWith(TIMES, at + token.length)
    const from = isScaled ? at + token.length + TIMES.length : at
    for (const { spec: other, label } of others) {
      if (!text.startsWith(`the ${label}`, from)) continue
      const operand = { fact: other.name, ...(isScaled && { times: Number(token) }) }
      const end = from + 'the '.length + label.length
      yield [operand, end]
      for (const [sign, word] of [['', PLUS] as const, ['-', MINUS] as const]) {
        if (!text.startsWith(word, end)) continue
        for (const [value, last] of amount(text, end + word.length))
          yield [{ ...operand, plus: typeof value === 'number' ? Number(sign + value) : `${sign}${value}` }, last]
      }
    }
  }
}

const scalarReader = (type: FactType, spec: FactSpec, { words: { currency } }: Phrasebook): Reader<Scalar> => {
  switch (type) {
    case 'number':
      return function* (text, at) {
        const value = parseNumber(run(text, at, NUMBER), spec)
        yield* asSaid(value, readNumber(value, spec), text, at)
      }
    case 'money':
      return function* (text, at) {
        const value = parseMoney(amountIn(text, at, currency), currency)
        if (value !== undefined) yield* asSaid(printMoney(value, currency), readMoney(value, currency), text, at)
      }
    case 'time':
      return function* (text, at) {
        const written = run(text, at, TIME)
        if (parseTime(written) !== undefined) yield [written, at + written.length]
      }
    case 'boolean':
      return function* (text, at) {
        yield* asSaid(true, 'yes', text, at)
        yield* asSaid(false, 'no', text, at)
      }
    case 'text':
    case 'list':
      return function* (text, at) {
        const value = unquote(text, at)
        if (value !== undefined) yield* asSaid(value, quoteText(value), text, at)
      }
  }
}

function* asSaid<Value>(value: Value, said: string, text: string, at: number): Readings<Value> {
  if (text.startsWith(said, at)) yield [value, at + said.length]
}

const DIGITS = '0123456789'
const NUMBER = `${DIGITS}.-+e`
const TIME = `${DIGITS}-+:.TZ`

/** The longest run of these letters. */
const run = (text: string, at: number, letters: string): string => {
  let end = at
  while (end < text.length && letters.includes(text[end] ?? '')) end += 1
  return text.slice(at, end)
}

/** The decimal in "-£1,250.00"; a comma before a space ends it. */
const amountIn = (text: string, at: number, currency: string): string => {
  const [symbol = ''] = readMoney(0, currency).split('0')
  const sign = text[at] === '-' ? '-' : ''
  let end = at + sign.length + symbol.length
  let digits = ''
  for (; end < text.length; end += 1) {
    const letter = text[end] ?? ''
    const isGrouping = letter === ',' && DIGITS.includes(text[end + 1] ?? ' ')
    if (!isGrouping && !DIGITS.includes(letter) && letter !== '.') break
    if (!isGrouping) digits += letter
  }
  return sign + digits
}

/** The text that `quoteText` quoted. */
const unquote = (text: string, at: number): string | undefined => {
  if (text[at] !== '“') return undefined
  let value = ''
  for (let place = at + 1; place < text.length; place += 1) {
    const letter = text[place] ?? ''
    if (letter === '”') return value
    if (letter !== '\\') {
      value += letter
      continue
    }
    place += 1
    const escaped = text[place] ?? ''
    value += ESCAPES[escaped] ?? escaped
  }
  return undefined
}
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r' }
