import { AppError } from '../errors.ts'
import type { Entry } from '../ledger/entries.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { LedgerBuilder } from '../ledger/ledger-builder.ts'
import { LineProblems } from './line-problems.ts'
import { orderEntries, parseOrderLine, parseRefundLine, refundEntries } from './orders-file.ts'

/** A file as its lines, in the order in which they stand; the name stands in every problem. */
export type NamedLines = { readonly name: string; readonly lines: Iterable<string> | AsyncIterable<string> }

export type ReadOrderFiles = {
  readonly currency: string
  readonly entries: Ledger
  readonly orders: number
}

export type OrderFileOptions = {
  /** The shop's; else that of the first line. */
  readonly currency?: string | undefined
  /** Orders of total 0 count as well. */
  readonly countFree?: boolean | undefined
}

/**
 * An orders file and its refunds, whole or not at all: every broken line is named, and so are orders that stand twice and
 * lines in another currency than the first. The order of the lines does not matter. A refund of an order that the file
 * does not have lowers its customer's total, like one that names none.
 */
export const readOrderFiles = async (
  orders: NamedLines,
  refunds: NamedLines | undefined,
  options: OrderFileOptions = {},
): Promise<ReadOrderFiles> => {
  const book = new OrderBook(options)
  await readOrders(orders, book)
  if (refunds !== undefined) await readRefunds(refunds, book)
  return book.close()
}

/** What order files say so far: ids that stand once, one currency, and every problem met. */
export class OrderBook {
  readonly problems = new LineProblems()
  readonly countFree: boolean
  readonly #expected: string | undefined
  readonly #ledger = new LedgerBuilder()
  readonly #orders = new Map<string, number>()
  readonly #refunds = new Map<string, number>()
  #currency: string | undefined

  constructor({ currency, countFree = false }: OrderFileOptions) {
    this.#expected = currency
    this.#currency = currency
    this.countFree = countFree
  }

  /** The shop's currency as far as it is known. */
  get currency(): string {
    return this.#currency ?? 'USD'
  }

  hasOrder(id: string): boolean {
    return this.#orders.has(id)
  }

  /** Throws when the currency is another than before, or the order stands in an earlier line. */
  openOrder(id: string, currency: string, line: number): void {
    this.#holdCurrency(currency)
    holdOnce(this.#orders, `order ${id}`, id, line)
  }

  openRefund(id: string, currency: string, line: number): void {
    this.#holdCurrency(currency)
    holdOnce(this.#refunds, `refund ${id}`, id, line)
  }

  add(entries: readonly Entry[]): void {
    for (const entry of entries) this.#ledger.add(entry)
  }

  /** Throws all problems, if there are any. */
  close(): ReadOrderFiles {
    this.problems.throwIfAny()
    return { currency: this.currency, entries: this.#ledger.close(), orders: this.#orders.size }
  }

  #holdCurrency(found: string): void {
    this.#currency ??= found
    if (found === this.#currency) return
    const expected = this.#expected === undefined ? 'as in the lines before' : 'as was asked for'
    throw problem(`currency is ${found}, expected ${this.#currency} ${expected}`)
  }
}

export const readOrders = (file: NamedLines, book: OrderBook): Promise<void> =>
  eachLine(file, book.problems, (text, line) => {
    const order = parseOrderLine(text)
    book.openOrder(order.orderId, order.currency, line)
    book.add(orderEntries(order, book))
  })

/** After the orders, for a refund of an unknown order is told from others by them. */
export const readRefunds = (file: NamedLines, book: OrderBook): Promise<void> =>
  eachLine(file, book.problems, (text, line) => {
    const refund = parseRefundLine(text)
    book.openRefund(refund.refundId, refund.currency, line)
    book.add(refundEntries(refund, (orderId) => book.hasOrder(orderId)))
  })

/** Lines count from 1; empty ones are passed over, and what `take` throws becomes that line's problem. */
export const eachLine = async (
  { name, lines }: NamedLines,
  problems: LineProblems,
  take: (text: string, line: number) => void,
): Promise<void> => {
  let line = 0
  for await (const text of lines) {
    line++
    if (text.trim() === '') continue
    try {
      take(text, line)
    } catch (error) {
      problems.add(`${name}, line ${line}`, error)
    }
  }
}

const holdOnce = (known: Map<string, number>, what: string, id: string, line: number): void => {
  const first = known.get(id)
  if (first !== undefined) throw problem(`${what} stands in line ${first} already`)
  known.set(id, line)
}

const problem = (message: string): AppError => new AppError('request.invalid', message)
