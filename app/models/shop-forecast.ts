import { type BgNbdParameters, fitBgNbd } from './bg-nbd.ts'
import type { Forecast, Method } from './forecasts.ts'
import { modelForecast, pastRate, recency } from './forecasts.ts'
import { expectedOrderValue, fitGammaGamma, type GammaGammaParameters } from './gamma-gamma.ts'
import { holdOut } from './holdout.ts'
import { YEAR_WEEKS } from './predicted-spend.ts'
import { type CustomerSummary, type PlacedOrder, summarise } from './summaries.ts'

/**
 * What a shop's orders up to and including a day say of those to come. Plain data, so that it is stored as it is. Each kind
 * of forecast is made by whichever method was best in the shop's own latest weeks: see `holdOut`.
 */
export type ShopForecast = {
  /** As `dayOf` counts. */
  readonly day: number
  /** Null with too little data: then nothing is forecast. */
  readonly bgNbd: BgNbdParameters | null
  /** In the unit of the orders' values; null with too little data: then no spend is forecast. */
  readonly gammaGamma: GammaGammaParameters | null
  readonly best: { readonly orders: Method; readonly chance: Method }
}

/** What chanceOfOrder90d looks ahead. */
const QUARTER_WEEKS = 90 / 7

/** Days held out to find the best method: as many as it looks ahead, of a short past half; fewer tell nothing. */
const HELD_OUT_DAYS = 91
const FEWEST_HELD_OUT_DAYS = 28

/** Orders in any sequence give the same; those after the day are left out. */
export const fitShopForecast = (
  orders: readonly PlacedOrder[],
  day: number,
  dayOf: (at: number) => number,
): ShopForecast => {
  const customers = inOrder(summarise(orders, day, dayOf))
  const bgNbd = fitBgNbd(customers).parameters
  if (bgNbd === null) return { day, bgNbd, gammaGamma: null, best: MODEL }
  return { day, bgNbd, gammaGamma: fitGammaGamma(customers).parameters, best: bestOf(orders, customers, day, dayOf) }
}

const MODEL: ShopForecast['best'] = { orders: 'bgNbd', chance: 'bgNbd' }

const bestOf = (
  orders: readonly PlacedOrder[],
  customers: readonly CustomerSummary[],
  day: number,
  dayOf: (at: number) => number,
): ShopForecast['best'] => {
  const pastDays = Math.round(7 * customers.reduce((longest, { T }) => Math.max(longest, T), 0))
  const heldOut = Math.min(HELD_OUT_DAYS, Math.floor(pastDays / 2))
  if (heldOut < FEWEST_HELD_OUT_DAYS) return MODEL
  const calibrateToDay = day - heldOut
  const calibrated = inOrder(summarise(orders, calibrateToDay, dayOf))
  const fit = fitBgNbd(calibrated)
  return fit.parameters === null ? MODEL : holdOut(orders, calibrated, fit, { calibrateToDay, endDay: day, dayOf }).best
}

/** Sums of floating-point numbers depend on their sequence; a fit must not depend on who is listed first. */
const inOrder = (customers: readonly CustomerSummary[]): CustomerSummary[] =>
  customers.toSorted(
    (left, right) =>
      left.x - right.x || left.tx - right.tx || left.T - right.T || (left.meanValue ?? 0) - (right.meanValue ?? 0),
  )

// Of one customer

/** Orders, a day's being one, in the next 365 days; undefined with too little data. */
export const ordersInYear = (shop: ShopForecast, customer: CustomerSummary): number | undefined =>
  methodOf(shop, shop.best.orders)?.expectedOrders(customer, YEAR_WEEKS)

/** What is spent in the next 365 days, before refunds; undefined with too little data. */
export const spendInYear = (shop: ShopForecast, customer: CustomerSummary): number | undefined => {
  const orders = ordersInYear(shop, customer)
  const value = shop.gammaGamma === null ? undefined : expectedOrderValue(shop.gammaGamma, customer)
  return orders === undefined || value === undefined ? undefined : orders * value
}

/** Of at least one order in the next 90 days, 0 to 1; undefined with too little data. */
export const chanceInQuarter = (shop: ShopForecast, customer: CustomerSummary): number | undefined =>
  methodOf(shop, shop.best.chance)?.chanceOfOrder(customer, QUARTER_WEEKS)

const methodOf = ({ bgNbd }: ShopForecast, method: Method): Forecast | undefined => {
  if (bgNbd === null) return undefined
  return { bgNbd: modelForecast(bgNbd), pastRate, recency }[method]
}
