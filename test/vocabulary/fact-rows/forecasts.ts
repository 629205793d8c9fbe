import type { ShopForecast } from '../../../app/models/shop-forecast.ts'
import { chanceOfOrder90d } from '../../../app/vocabulary/facts/customer-chance-of-order-90d.ts'
import { predictedOrders12m } from '../../../app/vocabulary/facts/customer-predicted-orders-12m.ts'
import { predictedSpend12m } from '../../../app/vocabulary/facts/customer-predicted-spend-12m.ts'
import type { Given } from '../subject.ts'
import { NOW, ordersOf, type Row, stranger } from './row.ts'

/** A shop where the plain methods were best, so that the figures can be worked out by hand: an order is worth (γ + z̄) ÷ 2. */
const forecast: ShopForecast = {
  day: Math.floor(NOW / 86_400_000),
  bgNbd: { r: 1, alpha: 1, a: 1, b: 1 },
  gammaGamma: { p: 1, q: 2, gamma: 50 },
  best: { orders: 'pastRate', chance: 'recency' },
}
/** One order and, after 43 days, another of 50.00; the last is 30 days ago. */
const twice: Given = { ada: ordersOf(73, 30), forecast }
const gone: Given = { ...twice, forecast: { ...forecast, bgNbd: null, gammaGamma: null } }
const unasked: Given = { ada: ordersOf(73, 30) }

export const forecastRows: readonly Row[] = [
  { fact: predictedOrders12m, of: 'one further order in 73 days, a fifth of a year', given: twice, is: 5 },
  { fact: predictedSpend12m, of: 'five orders expected, each of 50.00', given: twice, is: 25_000 },
  { fact: chanceOfOrder90d, of: 'silent for 30 days, where the last 90 tell more', given: twice, is: 0.75 },
  ...[predictedOrders12m, predictedSpend12m, chanceOfOrder90d].flatMap((fact) => [
    { fact, of: 'somebody who never ordered', given: { ...stranger, forecast }, is: undefined },
    { fact, of: 'a shop with too little data', given: gone, is: undefined },
    { fact, of: 'a shop where nothing asks for it', given: unasked, is: undefined },
  ]),
]
