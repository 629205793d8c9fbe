import { type CustomerHistory, emptyHistory, fold } from '../ledger/customer.ts'
import type { Entry, OrderEntry } from '../ledger/entries.ts'
import type { ShopFigures } from '../ledger/shop-figures.ts'
import type { Crossings } from './crossings.ts'
import type { Grants } from './grants.ts'

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
  readonly crossings: Crossings
}

/** A Map, or whatever else finds an order that was put in. */
export type Orders = {
  readonly get: (id: string) => OrderEntry | undefined
  readonly set: (id: string, order: OrderEntry) => unknown
}

export const learn = (state: ShopState, entry: Entry): void => {
  state.figures.advance(entry.at)
  if (entry.kind === 'order') state.orders.set(entry.id, entry)
  const { customerId, order } = partiesOf(state, entry)
  if (customerId === null) return
  const history = state.customers.get(customerId) ?? emptyHistory(customerId)
  state.customers.set(customerId, history)
  fold(history, entry)
  if (entry.kind !== 'payment' && entry.kind !== 'customer') state.figures.enter(history, order?.at ?? entry.at)
}

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
