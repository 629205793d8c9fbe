import { type SegmentType, typeOfAttribute } from './segment-attributes.ts'
import { type DateOperand, readDate } from './segment-dates.ts'
import { SegmentSlip, type Token, tokensOf } from './segment-tokens.ts'

/** A customer segment's query, read. What is negated (`!=`, `NOT CONTAINS`, `IS NOT NULL`) is a `not` around its opposite. */
export type SegmentQuery =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly SegmentQuery[] }
  | { readonly kind: 'not'; readonly part: SegmentQuery }
  | SegmentClause

export type SegmentClause = {
  readonly kind: 'clause'
  readonly attribute: string
  /** `matches` is a question with parameters about what somebody bought or did. */
  readonly operator: '=' | '<' | '<=' | '>' | '>=' | 'contains' | 'in' | 'between' | 'isNull' | 'matches'
  readonly operands: readonly SegmentOperand[]
}

export type SegmentOperand = number | string | DateOperand

export type ReadSegment =
  | { readonly valid: true; readonly query: SegmentQuery }
  /** `at` counts characters from 1. */
  | { readonly valid: false; readonly at: number; readonly message: string }

const LONGEST = 5000
const DEEPEST = 50

/**
 * A query of Shopify's segment language (shopify.dev/docs/api/shopifyql/segment-query-language-reference and …/syntax/where),
 * as far as offers use it: AND binds before OR, keywords and attributes in any case.
 */
export const readSegment = (text: string): ReadSegment => {
  try {
    if (text.length > LONGEST) throw new SegmentSlip(LONGEST, `expected at most ${LONGEST} characters`)
    return { valid: true, query: new Reader(tokensOf(text)).read() }
  } catch (error) {
    if (!(error instanceof SegmentSlip)) throw error
    return { valid: false, at: error.at + 1, message: error.message }
  }
}

/** Every clause, in the order in which they are written. */
export const clausesOf = (query: SegmentQuery): readonly SegmentClause[] => {
  if (query.kind === 'clause') return [query]
  return query.kind === 'not' ? clausesOf(query.part) : query.parts.flatMap(clausesOf)
}

const KEYWORDS = ['AND', 'OR', 'NOT', 'IS', 'NULL', 'CONTAINS', 'BETWEEN', 'IN', 'MATCHES']
const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const

class Reader {
  readonly #tokens: readonly Token[]
  #place = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  read(): SegmentQuery {
    const query = this.#readGroup('OR')
    if (this.#next.kind !== 'end') throw this.#expected('AND, OR or the end')
    return query
  }

  get #next(): Token {
    return this.#tokens[this.#place] ?? { kind: 'end', text: '', at: 0 }
  }

  #take(): Token {
    const token = this.#next
    this.#place += 1
    return token
  }

  #isKeyword(word: string): boolean {
    const { kind, text } = this.#next
    return kind === 'word' && text.toUpperCase() === word
  }

  #takeKeyword(word: string): boolean {
    const isNext = this.#isKeyword(word)
    if (isNext) this.#place += 1
    return isNext
  }

  #takeMark(mark: string): boolean {
    const isNext = this.#next.kind === 'mark' && this.#next.text === mark
    if (isNext) this.#place += 1
    return isNext
  }

  #readGroup(joint: 'AND' | 'OR'): SegmentQuery {
    const readPart = () => (joint === 'OR' ? this.#readGroup('AND') : this.#readPart())
    const first = readPart()
    const parts = [first]
    while (this.#takeKeyword(joint)) parts.push(readPart())
    return parts.length === 1 ? first : { kind: joint === 'OR' ? 'any' : 'all', parts }
  }

  #readPart(): SegmentQuery {
    const { at } = this.#next
    if (++this.#depth > DEEPEST)
      throw new SegmentSlip(at, `expected at most ${DEEPEST} brackets and NOTs in each other`)
    const part = this.#readNested(at)
    this.#depth -= 1
    return part
  }

  #readNested(at: number): SegmentQuery {
    if (this.#takeKeyword('NOT')) return { kind: 'not', part: this.#readPart() }
    if (!this.#takeMark('(')) return this.#readClause()
    const inside = this.#readGroup('OR')
    if (this.#takeMark(')')) return inside
    if (this.#next.kind === 'end') throw new SegmentSlip(at, 'this bracket is never closed')
    throw this.#expected('AND, OR or ")"')
  }

  #readClause(): SegmentQuery {
    if (!isName(this.#next)) throw this.#expected('an attribute such as number_of_orders')
    const attribute = this.#take().text.toLowerCase()
    const type = typeOfAttribute(attribute)
    if (this.#skipParameters()) return this.#readTest(attribute, undefined)
    return this.#readTest(attribute, type)
  }

  #readTest(attribute: string, type: SegmentType | undefined): SegmentQuery {
    const sign = this.#next
    const clause = (operator: SegmentClause['operator'], operands: readonly SegmentOperand[]): SegmentClause => {
      const allowed = type === undefined ? undefined : OPERATORS[type]
      if (allowed?.includes(operator) === false)
        throw new SegmentSlip(
          sign.at,
          `${attribute} is ${NAMES[type ?? 'text']}, and cannot be asked with ${sign.text}`,
        )
      return { kind: 'clause', attribute, operator, operands }
    }
    if (this.#takeKeyword('IS')) {
      const isNegated = this.#takeKeyword('NOT')
      if (!this.#takeKeyword('NULL')) throw this.#expected('NULL')
      return negatedIf(isNegated, clause('isNull', []))
    }
    const isNegated = this.#takeKeyword('NOT')
    if (this.#takeKeyword('CONTAINS')) return negatedIf(isNegated, clause('contains', [this.#readText()]))
    if (this.#takeKeyword('IN')) return negatedIf(isNegated, clause('in', this.#readOperands(type)))
    if (this.#takeKeyword('MATCHES')) {
      if (!this.#skipParameters()) throw this.#expected('"("')
      return negatedIf(isNegated, clause('matches', []))
    }
    if (isNegated) throw this.#expected('CONTAINS, IN or MATCHES')
    if (this.#takeKeyword('BETWEEN')) {
      const least = this.#readOperand(type)
      if (!this.#takeKeyword('AND')) throw this.#expected('AND')
      return clause('between', [least, this.#readOperand(type)])
    }
    const comparison = COMPARISONS.find((each) => this.#takeMark(each))
    if (comparison === undefined) throw this.#expected('an operator such as =, > or CONTAINS')
    return comparison === '!='
      ? negatedIf(true, clause('=', [this.#readOperand(type)]))
      : clause(comparison, [this.#readOperand(type)])
  }

  #readOperands(type: SegmentType | undefined): readonly SegmentOperand[] {
    if (!this.#takeMark('(')) throw this.#expected('"("')
    const operands = [this.#readOperand(type)]
    while (this.#takeMark(',')) operands.push(this.#readOperand(type))
    if (!this.#takeMark(')')) throw this.#expected('"," or ")"')
    return operands
  }

  #readText(): string {
    if (this.#next.kind !== 'text') throw this.#expected("a text in quotes, such as 'vip'")
    return this.#take().text
  }

  #readOperand(type: SegmentType | undefined): SegmentOperand {
    const { kind, text } = this.#next
    switch (type) {
      case 'number': {
        if (kind !== 'word' || !isNumber(text)) throw this.#expected('a number such as 3')
        return Number(this.#take().text)
      }
      case 'date': {
        const date = kind === 'word' || kind === 'text' ? readDate(text) : undefined
        if (date === undefined) throw this.#expected('a date such as 2026-12-01, -30d or today')
        this.#take()
        return date
      }
      case 'text':
      case 'list':
        return this.#readText()
      case undefined: {
        if (kind !== 'text' && !(kind === 'word' && !isReserved(text))) throw this.#expected('a value')
        return this.#take().text
      }
    }
  }

  /** What stands in brackets after a question such as products_purchased; nobody here can answer it. */
  #skipParameters(): boolean {
    const { at } = this.#next
    if (!this.#takeMark('(')) return false
    for (let open = 1; open > 0; ) {
      const token = this.#take()
      if (token.kind === 'end') throw new SegmentSlip(at, 'this bracket is never closed')
      if (token.kind === 'mark' && token.text === '(') open += 1
      if (token.kind === 'mark' && token.text === ')') open -= 1
    }
    return true
  }

  #expected(what: string): SegmentSlip {
    const { kind, text, at } = this.#next
    return new SegmentSlip(
      at,
      `expected ${what}, found ${kind === 'end' ? 'the end' : JSON.stringify(shortened(text))}`,
    )
  }
}

const OPERATORS: Readonly<Record<SegmentType, readonly SegmentClause['operator'][]>> = {
  number: ['=', '<', '<=', '>', '>=', 'between', 'in', 'isNull'],
  date: ['=', '<', '<=', '>', '>=', 'between', 'in', 'isNull'],
  text: ['=', 'contains', 'in', 'isNull'],
  list: ['contains', 'isNull'],
}
const NAMES: Readonly<Record<SegmentType, string>> = {
  number: 'a number',
  date: 'a date',
  text: 'a text',
  list: 'a list',
}

const negatedIf = (isNegated: boolean, part: SegmentQuery): SegmentQuery => (isNegated ? { kind: 'not', part } : part)

const isReserved = (text: string): boolean => KEYWORDS.includes(text.toUpperCase())

const isName = ({ kind, text }: Token): boolean => kind === 'word' && /^[a-z][\w.-]*$/i.test(text) && !isReserved(text)

const isNumber = (text: string): boolean => /^-?\d{1,15}(\.\d+)?$/.test(text)

const LONGEST_FOUND = 40

const shortened = (text: string): string => (text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text)
