import { describe, expect, test } from 'vitest'
import { fitBgNbd } from '../../app/models/bg-nbd.ts'
import { chanceInQuarter, fitShopForecast, ordersInYear, spendInYear } from '../../app/models/shop-forecast.ts'
import { type PlacedOrder, summarise, utcDay } from '../../app/models/summaries.ts'

const DAY_MS = 86_400_000
const LAST_DAY = 730

/** Buyers of different habits, some of whom stop, without chance: the same shop every time. */
const shop: readonly PlacedOrder[] = Array.from({ length: 160 }, (_, index): PlacedOrder[] => {
  const [first, gap, stops] = [(index * 7) % 400, 12 + ((index * 13) % 90), 60 + ((index * 37) % 500)]
  return Array.from({ length: 1 + Math.floor(stops / gap) }, (_unused, order) => ({
    customerId: `c${index}`,
    at: (first + order * gap) * DAY_MS,
    value: 20 + ((index * 11 + order * 3) % 50),
  }))
})
  .flat()
  .filter(({ at }) => at <= LAST_DAY * DAY_MS)

const customers = summarise(shop, LAST_DAY)

describe('what a shop’s past says', () => {
  const fitted = fitShopForecast(shop, LAST_DAY, utcDay)

  test('is the fitted model, whatever the sequence of the orders', () => {
    const again = fitShopForecast(shop.toReversed(), LAST_DAY, utcDay)

    expect(again).toEqual(fitted)
    const { bgNbd } = fitted
    const direct = fitBgNbd(customers).parameters
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(Number(bgNbd?.[name]) / Number(direct?.[name])).toBeCloseTo(1, 3)
    }
  })

  test('gives every customer figures that can be, and more to who was here lately', () => {
    for (const customer of customers) {
      const chance = chanceInQuarter(fitted, customer) ?? Number.NaN
      expect(chance).toBeGreaterThanOrEqual(0)
      expect(chance).toBeLessThanOrEqual(1)
      expect(ordersInYear(fitted, customer)).toBeGreaterThanOrEqual(0)
      expect(spendInYear(fitted, customer)).toBeGreaterThanOrEqual(0)
    }
    const base = { customerId: 'x', x: 8, T: 60, meanValue: 40 }
    const [here, gone] = [
      { ...base, tx: 59 },
      { ...base, tx: 10 },
    ]
    expect(chanceInQuarter(fitted, here)).toBeGreaterThan(chanceInQuarter(fitted, gone) ?? 1)
  })

  test('leaves out orders after its day', () => {
    expect(fitShopForecast(shop, 500, utcDay)).toEqual(
      fitShopForecast(
        shop.filter(({ at }) => utcDay(at) <= 500),
        500,
        utcDay,
      ),
    )
  })

  test('uses the plain method where that was nearer to the truth', () => {
    // Everybody goes on buying every ten days for ever: nobody drops out, and who was silent longest comes next.
    const steady = Array.from({ length: 40 }, (_, index) =>
      Array.from({ length: 40 }, (_unused, order) => ({
        customerId: `s${index}`,
        at: (index + order * (8 + (index % 5))) * DAY_MS,
        value: 30,
      })),
    ).flat()

    expect(fitShopForecast(steady, 300, utcDay).best.orders).toBe('pastRate')
  })

  test.each([
    { what: 'no order', orders: [] },
    { what: 'one order', orders: shop.slice(0, 1) },
    { what: 'nobody who came again', orders: customers.map(({ customerId }) => ({ customerId, at: 0, value: 1 })) },
  ])('is nothing with $what', ({ orders }) => {
    const none = fitShopForecast(orders, LAST_DAY, utcDay)
    const customer = { customerId: 'x', x: 1, tx: 1, T: 2, meanValue: 5 }

    expect(none.bgNbd).toBeNull()
    expect([ordersInYear, spendInYear, chanceInQuarter].map((forecast) => forecast(none, customer))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
