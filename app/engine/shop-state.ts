import { type CustomerHistory, emptyHistory, fold } from '../ledger/customer.ts'
import type { CustomerEntry, Entry, OrderEntry } from '../ledger/entries.ts'
import type { ShopFigures } from '../ledger/shop-figures.ts'
import type { Crossings } from './crossings.ts'
import type { FactReader } from './fact-reader.ts'
import type { Forecasts } from './forecasts.ts'
import type { Grants } from './grants.ts'
import type { RuleUses } from './rule-use.ts'
import type { Waiting } from './waiting.ts'

/**
 * All that deciding needs of a shop, as of the last entry. `learn` moves it forward in place: whoever must go back drops it
 * and folds the ledger again. Live, it holds the customers and orders of the batch, and everybody where a tick or a rule that
 * watches a group asks for everybody; in a backtest, all.
 */
export type ShopState = {
  readonly customers: Map<string, CustomerHistory>
  readonly orders: Orders
  readonly figures: ShopFigures
  readonly grants: Grants
  readonly uses: RuleUses
  readonly waiting: Waiting
  readonly crossings: Crossings
  readonly forecasts: Forecasts
  readonly reader: FactReader
  /** Customers of whom something could not be read yet: a day that begins leaves them alone. */
  readonly passedOver: ReadonlySet<string>
}

/** A Map, or whatever else finds an order that was put in. */
export type Orders = {
  readonly get: (id: string) => OrderEntry | undefined
  readonly set: (id: string, order: OrderEntry) => unknown
}

/** Returns whom and which order the entry is about, now that it is learned. */
export const learn = (state: ShopState, entry: Entry): Parties => {
  state.figures.advance(entry.at)
  if (entry.kind === 'order') state.orders.set(entry.id, entry)
  const parties = partiesOf(state, entry)
  const { customerId, order } = parties
  if (customerId === null) return parties
  const customer = parties.customer ?? emptyHistory(customerId)
  if (parties.customer === undefined) state.customers.set(customerId, customer)
  fold(customer, entry)
  // Nothing before its order's moment can be changed by what happens to an order; tags may set somebody apart.
  if (entry.kind !== 'payment' && (entry.kind !== 'customer' || isForFigures(entry)))
    state.figures.enter(customer, order?.at ?? entry.at)
  return { customerId, customer, order }
}

const isForFigures = ({ counters, addTags, removeTags }: CustomerEntry): boolean =>
  counters !== undefined || addTags.length + removeTags.length > 0

export type Parties = {
  readonly customerId: string | null
  readonly customer: CustomerHistory | undefined
  readonly order: OrderEntry | undefined
}

/** The customer and the order that an entry is about, where they are known; a tick is about nobody. */
export const partiesOf = (state: Pick<ShopState, 'customers' | 'orders'>, entry: Entry): Parties => {
  const orderId = orderIdOf(entry)
  const held = orderId === null ? undefined : state.orders.get(orderId)
  const order = held ?? (entry.kind === 'order' ? entry : undefined)
  const customerId = 'customerId' in entry ? entry.customerId : (order?.customerId ?? null)
  return { customerId, customer: customerId === null ? undefined : state.customers.get(customerId), order }
}

/** The order that an entry is about; null where it is about none. */
export const orderIdOf = (entry: Entry): string | null => {
  switch (entry.kind) {
    case 'order':
    case 'payment':
    case 'cancellation':
      return entry.id
    case 'refund':
      return entry.orderId
    case 'adjustment':
    case 'customer':
    case 'tick':
      return null
    default:
      return entry satisfies never
  }
}
