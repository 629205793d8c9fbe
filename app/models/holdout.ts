import type { BgNbdParameters } from './bg-nbd.ts'
import type { Fit } from './fit.ts'
import { type Forecast, type Method, modelForecast, pastRate, recency } from './forecasts.ts'
import { type CustomerSummary, type PlacedOrder, summarise, utcDay } from './summaries.ts'

/** What is null could not be measured: no fit, no customer, or for an AUC everybody or nobody ordered. */
export type ByMethod = Readonly<Record<Method, number | null>>

export type Holdout = {
  /** Customers with an order in the calibration time. */
  readonly customers: number
  readonly weeks: number
  /** Mean over customers of |orders expected − orders placed|, a day's orders being one. */
  readonly meanAbsoluteError: ByMethod
  /** Chance that somebody who ordered had been given a higher chance than somebody who did not, ties half (0.5 = blind). */
  readonly auc: ByMethod
  /** What to use: for numbers of orders the least error, for who will order at all the best AUC; the model where equal. */
  readonly best: { readonly orders: Method; readonly chance: Method }
  /** The same in words. */
  readonly verdict: string
}

/**
 * Compares forecasts made from the orders up to and including `calibrateToDay` with the orders after it, up to and including
 * `endDay`. `calibrated` and `fit` are the summaries of those first orders and the model fitted to them; days as in `summarise`.
 */
export const holdOut = (
  orders: Iterable<PlacedOrder>,
  calibrated: readonly CustomerSummary[],
  fit: Fit<BgNbdParameters>,
  days: { readonly calibrateToDay: number; readonly endDay: number; readonly dayOf?: (at: number) => number },
): Holdout => {
  const weeks = Math.max(0, days.endDay - days.calibrateToDay) / 7
  const later = new Map(
    summarise(orders, days.endDay, days.dayOf ?? utcDay).map(({ customerId, x }) => [customerId, x]),
  )
  const placed = calibrated.map(({ customerId, x }) => (later.get(customerId) ?? x) - x)
  const forecasts = forecastsOf(fit)
  const by = (measure: (forecast: Forecast) => number | null): ByMethod => ({
    bgNbd: forecasts.bgNbd === null || weeks === 0 ? null : measure(forecasts.bgNbd),
    pastRate: weeks === 0 ? null : measure(forecasts.pastRate),
    recency: weeks === 0 ? null : measure(forecasts.recency),
  })
  const meanAbsoluteError = by(({ expectedOrders }) =>
    meanError(
      calibrated.map((customer) => expectedOrders(customer, weeks)),
      placed,
    ),
  )
  const auc = by(({ chanceOfOrder }) =>
    areaUnderCurve(
      calibrated.map((customer) => chanceOfOrder(customer, weeks)),
      placed.map((orders) => orders > 0),
    ),
  )
  const unmeasured = { orders: 'pastRate', chance: 'recency' } as const
  const best = {
    orders: bestOf(meanAbsoluteError, (left, right) => left - right) ?? (forecasts.bgNbd ? 'bgNbd' : unmeasured.orders),
    chance: bestOf(auc, (left, right) => right - left) ?? (forecasts.bgNbd ? 'bgNbd' : unmeasured.chance),
  }
  const found = { customers: calibrated.length, weeks, meanAbsoluteError, auc, best }
  return { ...found, verdict: inWords(found) }
}

/** Every method's forecast; null for a model that could not be fitted. */
export const forecastsOf = (fit: Fit<BgNbdParameters>) => ({
  bgNbd: fit.parameters === null ? null : modelForecast(fit.parameters),
  pastRate,
  recency,
})

/** Mann and Whitney's U ÷ pairs, ties half. Null when one of the two sides is empty. */
export const areaUnderCurve = (scores: readonly number[], happened: readonly boolean[]): number | null => {
  const order = [...scores.keys()].sort((left, right) => (scores[left] as number) - (scores[right] as number))
  let below = 0
  let won = 0
  let positives = 0
  for (let from = 0; from < order.length; ) {
    const score = scores[order[from] as number]
    let [yes, no] = [0, 0]
    for (; from < order.length && scores[order[from] as number] === score; from++) {
      if (happened[order[from] as number] === true) yes++
      else no++
    }
    won += yes * (below + no / 2)
    below += no
    positives += yes
  }
  return positives === 0 || below === 0 ? null : won / (positives * below)
}

const meanError = (expected: readonly number[], placed: readonly number[]): number | null =>
  expected.length === 0
    ? null
    : expected.reduce((sum, orders, index) => sum + Math.abs(orders - (placed[index] as number)), 0) / expected.length

/** The model first, so that it wins where equal. */
const METHODS = ['bgNbd', 'pastRate', 'recency'] as const satisfies readonly Method[]

const bestOf = (measured: ByMethod, compare: (left: number, right: number) => number): Method | undefined => {
  let best: { method: Method; value: number } | undefined
  for (const method of METHODS) {
    const value = measured[method]
    if (value !== null && (best === undefined || compare(value, best.value) < 0)) best = { method, value }
  }
  return best?.method
}

const WORDS: Readonly<Record<Method, string>> = {
  bgNbd: 'the model',
  pastRate: 'the past rate',
  recency: 'recency',
}

const inWords = ({ customers, weeks, meanAbsoluteError, auc, best }: Omit<Holdout, 'verdict'>): string => {
  if (customers === 0 || weeks === 0) return 'No time was held out, so nothing could be compared.'
  const error = METHODS.flatMap((method) => {
    const value = meanAbsoluteError[method]
    return value === null ? [] : [`${WORDS[method]} ${value.toFixed(3)}`]
  })
  const areas = METHODS.flatMap((method) => {
    const value = auc[method]
    return value === null ? [] : [`${WORDS[method]} ${value.toFixed(3)}`]
  })
  const orders = `Orders per customer over ${weeks.toFixed(1)} weeks were missed on average by: ${error.join(', ')}; ${WORDS[best.orders]} is used.`
  if (areas.length === 0) return `${orders} Who orders at all could not be compared: everybody did, or nobody.`
  return `${orders} Who orders at all was told apart (0.5 is blind, 1 perfect) by: ${areas.join(', ')}; ${WORDS[best.chance]} is used.`
}
