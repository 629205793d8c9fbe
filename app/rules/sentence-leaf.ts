import { isFactOperand } from './conditions.ts'
import { type KnownValue, parseValue, readNumber } from './fact-values.ts'
import { readMoney } from './money.ts'
import { operandType } from './normalise.ts'
import { operators } from './operators.ts'
import { quoteText } from './quoted-text.ts'
import type { FactOperand, FactSpec, FactType, Leaf, Operand, Operator, Scalar, Words } from './types.ts'

/** What sentences look up: each fact with its label as it stands inside a sentence. */
export type Phrasebook = {
  readonly facts: ReadonlyMap<string, PhrasebookEntry>
  readonly words: Words
}
export type PhrasebookEntry = { readonly spec: FactSpec; readonly label: string }

/** One condition in words; the grammar is in sentence-conditions.ts. */
export const sayLeaf = (leaf: Leaf, book: Phrasebook): string => {
  const entry = lookUp(leaf.fact, book)
  const { claims } = entry.spec
  if (claims && leaf.operator === 'equal' && typeof leaf.value === 'boolean') return leaf.value ? claims.yes : claims.no
  const { before, after } = wordingOf(entry, leaf.operator, typeof leaf.value === 'object')
  return before + sayOperand(leaf, entry.spec, book) + countedBy(leaf.value, after, entry.spec)
}

/** The words around the operand. A fact's own phrase is for one written value, or none; lists and other facts follow the label. */
export const wordingOf = (
  { spec, label }: PhrasebookEntry,
  operator: Operator,
  isCompound: boolean,
): { readonly before: string; readonly after: string } => {
  const phrase = isCompound ? undefined : spec.phrases?.[operator]
  const [before = '', after = ''] = (phrase ?? `${label} ${verbOf(spec, operator)}`).split('…')
  return { before, after }
}

/** "more than 1 order", "more than 2 orders". */
export const countedBy = (value: Operand, after: string, { unit }: FactSpec): string =>
  value === 1 && unit?.endsWith('s') ? after.replace(` ${unit}`, ` ${unit.slice(0, -1)}`) : after

const verbOf = ({ type }: FactSpec, operator: Operator): string => {
  const { words, wordsForTimes = words, wordsForLists = words, wants } = operators[operator]
  const verb = type === 'time' ? wordsForTimes : type === 'list' ? wordsForLists : words
  return wants === 'nothing' || verb.includes('…') ? verb : `${verb} …`
}

const sayOperand = (leaf: Leaf, spec: FactSpec, book: Phrasebook): string => {
  const { value } = leaf
  if (typeof value === 'object' && isFactOperand(value)) return sayFactOperand(value, spec, book)
  const type = operandType(spec, leaf)
  const say = (written: Scalar) => sayScalar(written, type, spec, book.words)
  switch (operators[leaf.operator].wants) {
    case 'days':
      return sayDays(Number(value))
    case 'nothing':
      return ''
    case 'range':
      return Array.isArray(value) ? value.map(say).join(RANGE) : ''
    default:
      return typeof value === 'object' ? value.map(say).join(LIST) : say(value)
  }
}

export const LIST = ', '
export const RANGE = ' and '
export const TIMES = ' times '
export const PLUS = ' plus '
export const MINUS = ' minus '

export const sayDays = (count: number): string => (count === 1 ? '1 day' : `${count} days`)

/** "2 times the average order value minus £5.00". */
const sayFactOperand = ({ fact, times, plus }: FactOperand, spec: FactSpec, book: Phrasebook): string => {
  const { label } = lookUp(fact, book)
  const factor = times === undefined ? '' : `${times}${TIMES}`
  if (plus === undefined) return `${factor}the ${label}`
  const amount = Number(parseValue(spec.type, plus, book.words.currency))
  const sign = amount < 0 ? MINUS : PLUS
  return `${factor}the ${label}${sign}${sayNumber(Math.abs(amount), spec.type, spec, book.words)}`
}

export const sayScalar = (written: Scalar, type: FactType, spec: FactSpec, words: Words): string => {
  const value: KnownValue | undefined = parseValue(type, written, words.currency)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'number') return quoteText(String(written))
  return type === 'time' ? String(written) : sayNumber(value, type, spec, words)
}

export const sayNumber = (value: number, type: FactType, spec: FactSpec, words: Words): string =>
  type === 'money' ? readMoney(value, words.currency) : readNumber(value, spec)

export const lookUp = (fact: string, book: Phrasebook): PhrasebookEntry => {
  const entry = book.facts.get(fact)
  if (!entry) throw new Error(`There is no fact called ${fact}: check the document first`)
  return entry
}
