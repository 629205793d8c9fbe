import type { CustomerHistory } from '../ledger/customer.ts'
import { fitShopForecast, type ShopForecast } from '../models/shop-forecast.ts'
import { dayNumberIn } from '../vocabulary/calendar.ts'
import { placedBy } from '../vocabulary/forecast.ts'

/** What the shop's past says of its customers' next orders, fitted anew when a day begins, while a rule asks for it. */
export class Forecasts {
  #current: ShopForecast | undefined
  #isNew = false

  constructor(stored?: ShopForecast) {
    this.#current = stored
  }

  get current(): ShopForecast | undefined {
    return this.#current
  }

  renew(histories: Iterable<CustomerHistory>, at: number, timeZone: string): void {
    this.#current = forecastFrom(histories, at, timeZone)
    this.#isNew = true
  }

  /** What is to be stored, once. */
  takeNew(): ShopForecast | null {
    if (!this.#isNew) return null
    this.#isNew = false
    return this.#current ?? null
  }
}

/** Of histories as they stood at a moment; days in the shop's time zone. */
export const forecastFrom = (histories: Iterable<CustomerHistory>, at: number, timeZone: string): ShopForecast => {
  const dayOf = dayNumberIn(timeZone)
  const orders = []
  for (const history of histories) for (const order of placedBy(history)) orders.push(order)
  return fitShopForecast(orders, dayOf(at), dayOf)
}
