import { type CustomerHistory, isCounted, roundHalfAwayFromZero } from '../ledger/customer.ts'
import type { ShopForecast } from '../models/shop-forecast.ts'
import { type CustomerSummary, type PlacedOrder, summarise } from '../models/summaries.ts'
import { dayNumberIn } from './calendar.ts'
import type { Subject } from './define.ts'

/** The models count in hundreds of minor units, whatever the currency calls them. */
const UNIT = 100

/** Counted orders as the models look at them, at their totals before refunds. */
export const placedBy = ({ id, orders }: CustomerHistory): PlacedOrder[] =>
  orders.filter(isCounted).map(({ at, total }) => ({ customerId: id, at, value: total / UNIT }))

/** Of a customer with a counted order, in a shop whose past has been fitted; days in the shop's time zone. */
export const forecastOf = <Kind extends (shop: ShopForecast, customer: CustomerSummary) => number | undefined>(
  forecast: Kind,
  customer: CustomerHistory,
  at: number,
  { forecast: shop, timeZone }: Subject,
): number | undefined => {
  if (shop === undefined || customer.ordersCount === 0) return undefined
  const dayOf = dayNumberIn(timeZone)
  const [summary] = summarise(placedBy(customer), dayOf(at), dayOf)
  return summary && forecast(shop, summary)
}

/** In whole minor units. */
export const toMinorUnits = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : roundHalfAwayFromZero(value * UNIT)
