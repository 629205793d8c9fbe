import { chanceInQuarter, fitShopForecast, ordersInYear, spendInYear } from '../../app/models/shop-forecast.ts'
import { type PlacedOrder, summarise } from '../../app/models/summaries.ts'
import type { Facts } from '../facts/brute-force.ts'
import { endOf } from '../facts/ledger-place.ts'
import { countedOrders, DAY } from '../facts/own-figures.ts'
import type { Story } from '../facts/read-story.ts'

/**
 * What the models say, put together from the lines of an orders file by other hands than the app's. The models themselves are
 * held to the papers elsewhere: here it is which orders, which days, and which customer.
 */
export const withForecasts = (
  facts: ReadonlyMap<string, Facts>,
  story: Story,
  at: number,
  timeZone = 'UTC',
): Map<string, Facts> => {
  const orders = [...story.customers].flatMap(([customerId, customer]) =>
    countedOrders(customer, endOf(at)).map(
      ({ placed, total }): PlacedOrder => ({ customerId, at: placed.at, value: Number(total) / 100 }),
    ),
  )
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone })
  const dayOf = (moment: number) => Date.parse(clock.format(moment)) / Number(DAY)
  const shop = fitShopForecast(orders, dayOf(at), dayOf)
  const summaries = new Map(summarise(orders, dayOf(at), dayOf).map((summary) => [summary.customerId, summary]))
  return new Map(
    [...facts].map(([id, known]) => {
      const summary = summaries.get(id)
      if (summary === undefined) return [id, known]
      const spend = spendInYear(shop, summary)
      const said = {
        'customer.predictedOrders12m': ordersInYear(shop, summary),
        'customer.predictedSpend12m': spend?.toFixed(2),
        'customer.chanceOfOrder90d': chanceInQuarter(shop, summary),
      }
      return [id, { ...known, ...(JSON.parse(JSON.stringify(said)) as Facts) }]
    }),
  )
}
