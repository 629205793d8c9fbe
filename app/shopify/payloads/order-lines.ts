import { parseMoney, printMoney } from '../../rules/money.ts'
import type { Allocations, AskedLine, OrderNode } from '../operations/order-fields.ts'

/** What the ledger keeps of an order's lines; a line without a SKU or vendor brings none. */
export type OrderLines = {
  readonly skus: readonly string[]
  readonly vendors: readonly string[]
  /** Absent when a line does not say how many. */
  readonly itemsCount?: number
}

type Line = {
  readonly sku?: string | null | undefined
  readonly vendor?: string | null | undefined
  readonly quantity?: number | null | undefined
}

export const readOrderLines = (lines: readonly Line[]): OrderLines => {
  const quantities = lines.flatMap(({ quantity }) => quantity ?? [])
  return {
    skus: distinct(lines.map(({ sku }) => sku)),
    vendors: distinct(lines.map(({ vendor }) => vendor)),
    ...(quantities.length === lines.length && { itemsCount: quantities.reduce((sum, quantity) => sum + quantity, 0) }),
  }
}

type MoneySet = OrderNode['totalPriceSet']
type Priced = Pick<AskedLine, 'isGiftCard' | 'originalTotalSet' | 'discountedTotalSet'>

/** What each line of gift cards came to, of lines that we asked for. */
export const giftCardsIn = (lines: readonly Priced[]): MoneySet[] =>
  lines.flatMap(({ isGiftCard, discountedTotalSet }) => (isGiftCard && discountedTotalSet ? [discountedTotalSet] : []))

/** What automatic discounts took off, of what we asked for; codes and what staff take off have no title there. */
export const offersIn = (allocations: Allocations): NonNullable<OrderNode['offers']> =>
  allocations.flatMap(({ allocatedAmountSet, discountApplication: { title } }) =>
    title ? [{ title, amount: allocatedAmountSet }] : [],
  )

/** What lines that we asked for came to before discounts, gift cards left out; undefined where one does not say. */
export const listedIn = (lines: readonly Priced[]): MoneySet | undefined => {
  const sum = new ListedSum()
  for (const line of lines) sum.add(line)
  return sum.result()
}

/** Adds up line by line, for a million orders at once. */
export class ListedSum {
  #minor = 0
  #currency = ''

  add({ isGiftCard, originalTotalSet }: Priced): void {
    if (isGiftCard) return
    const money = originalTotalSet?.shopMoney
    this.#minor += (money && parseMoney(money.amount, money.currencyCode)) ?? Number.NaN
    this.#currency ||= money?.currencyCode ?? ''
  }

  result(): MoneySet | undefined {
    if (this.#currency === '' || Number.isNaN(this.#minor)) return undefined
    return { shopMoney: { amount: printMoney(this.#minor, this.#currency), currencyCode: this.#currency } }
  }
}

const distinct = (texts: readonly (string | null | undefined)[]): string[] =>
  [...new Set(texts.filter((text) => text != null && text !== ''))] as string[]
