import { type BgNbdParameters, chanceOfOrder, expectedOrders } from './bg-nbd.ts'
import type { BuyingHistory } from './bg-nbd-likelihood.ts'

/** Ways to look ahead: the model, and two that need none. */
export type Method = 'bgNbd' | 'pastRate' | 'recency'

export type Forecast = {
  /** Orders (days with one) in the next `weeks`. */
  readonly expectedOrders: (customer: BuyingHistory, weeks: number) => number
  /** Of at least one order in the next `weeks`, 0 to 1. */
  readonly chanceOfOrder: (customer: BuyingHistory, weeks: number) => number
}

export const modelForecast = (parameters: BgNbdParameters): Forecast => ({
  expectedOrders: (customer, weeks) => expectedOrders(parameters, customer, weeks),
  chanceOfOrder: (customer, weeks) => chanceOfOrder(parameters, customer, weeks),
})

/** Everybody goes on as so far: x / T repeat orders a week, at random moments. */
export const pastRate: Forecast = {
  expectedOrders: (customer, weeks) => rateOf(customer) * weeks,
  chanceOfOrder: (customer, weeks) => -Math.expm1(-rateOf(customer) * weeks),
}

/**
 * Who was here lately comes again. Orders: the past rate for those silent no longer than the time asked about, 0 for all
 * others (the hiatus rule, Wübben & von Wangenheim 2008). Chance: weeks / (silence + weeks), for whoever has been silent for
 * so long, with no other knowledge (Gott 1993): only silence ranks customers.
 */
export const recency: Forecast = {
  expectedOrders: (customer, weeks) => (customer.T - customer.tx <= weeks ? rateOf(customer) * weeks : 0),
  chanceOfOrder: ({ tx, T }, weeks) => (weeks > 0 ? weeks / (T - tx + weeks) : 0),
}

const rateOf = ({ x, T }: BuyingHistory): number => (T > 0 ? x / T : 0)
