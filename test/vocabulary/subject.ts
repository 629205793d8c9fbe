import { type CustomerHistory, emptyHistory, fold } from '../../app/ledger/customer.ts'
import type { Entry, OrderEntry } from '../../app/ledger/entries.ts'
import { type Place, ShopFigures, type ShopReader } from '../../app/ledger/shop-figures.ts'
import type { ShopForecast } from '../../app/models/shop-forecast.ts'
import type { Cart } from '../../app/rules/checkout/cart.ts'
import type { Subject } from '../../app/vocabulary/define.ts'

export type Given = {
  /** What ada did, in ledger order; nobody knows who it was without. */
  readonly ada?: readonly Entry[]
  /** What other customers did, one list each. */
  readonly others?: readonly (readonly Entry[])[]
  /** The order that the entry is about. */
  readonly about?: OrderEntry
  /** Ada's place in every ranking, for a shop that is larger than `others`. */
  readonly place?: Place
  /** What is about to be ordered. */
  readonly cart?: Cart
  /** What else is true of the shop. */
  readonly shop?: Partial<ShopReader>
  /** The shop's past as it was fitted; nothing asks for it unless told. */
  readonly forecast?: ShopForecast
  /** When she heard from the shop; nobody knows unless told. */
  readonly contacts?: readonly number[]
  /** Europe/London unless told. */
  readonly timeZone?: string
}

/** What facts look at: ada as of a moment, in a shop of her own and the others'. */
export const subjectOf = (given: Given, at: number): Subject => {
  const { ada, others = [], about, cart, place, shop, forecast, contacts, timeZone = 'Europe/London' } = given
  const customer = ada && historyOf('ada', ada)
  const everybody = others.map((entries, index) => historyOf(`other-${index}`, entries))
  if (customer !== undefined) everybody.push(customer)
  const figures = ShopFigures.of(everybody, at)
  const { customersCount, repeatCustomersCount, ordersLast30Days } = figures
  const { spentLast365Days, largestSpentLast365Days, medianGapMs } = figures
  const reader: ShopReader = {
    place: (ranking, customerId) => place ?? figures.place(ranking, customerId),
    customersCount,
    repeatCustomersCount,
    ordersLast30Days,
    spentLast365Days,
    largestSpentLast365Days,
    medianGapMs,
    ...shop,
  }
  return {
    at,
    timeZone,
    customer,
    order: about,
    cart,
    shop: reader,
    forecast,
    contacts: contacts && { contactsWith: () => contacts },
  }
}

const historyOf = (id: string, entries: readonly Entry[]): CustomerHistory => {
  const history = emptyHistory(id)
  for (const entry of entries) fold(history, entry)
  return history
}
