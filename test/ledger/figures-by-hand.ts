import { DAY_MS, type Entry } from '../../app/ledger/entries.ts'
import type { Place, ShopReader } from '../../app/ledger/shop-figures.ts'
import { CUSTOMERS, worthOf } from './any-ledger.ts'

/** All that a shop's figures say of the customers of `any-ledger.ts`. */
type Figures = Omit<ShopReader, 'place'> & {
  readonly places: Readonly<Record<'ever' | 'year' | 'recency' | 'frequency', readonly (Place | undefined)[]>>
}

export const figuresOf = (shop: ShopReader): Figures => {
  const placesBy = (ranking: 'ever' | 'year' | 'recency' | 'frequency') =>
    CUSTOMERS.map((id) => shop.place(ranking, id))
  return {
    places: {
      ever: placesBy('ever'),
      year: placesBy('year'),
      recency: placesBy('recency'),
      frequency: placesBy('frequency'),
    },
    customersCount: shop.customersCount,
    repeatCustomersCount: shop.repeatCustomersCount,
    ordersLast30Days: shop.ordersLast30Days,
    spentLast365Days: shop.spentLast365Days,
    largestSpentLast365Days: shop.largestSpentLast365Days,
    medianGapMs: shop.medianGapMs,
  }
}

/** The same as of an entry, counted anew from the whole list. */
export const figuresByHand = (ledger: readonly Entry[], { at, kind, id }: Entry): Figures => {
  const everybody = CUSTOMERS.map((customerId) => worthOf(ledger, customerId, { at, kind, id }))
  // Companies are in no ranking.
  const people = everybody.map((worth) => (worth.isBusiness ? undefined : worth))
  const buyers = everybody.filter(({ orders }) => orders.length > 0)
  const spentThisYear = everybody.map(({ year }) => (year.orders > 0 ? year.spent : undefined))
  const gaps = buyers
    .flatMap(({ orders }) => orders.slice(1).map((order, index) => order.at - (orders[index]?.at ?? Number.NaN)))
    .sort((left, right) => left - right)
  const middle = [gaps[Math.floor((gaps.length - 1) / 2)], gaps[Math.floor(gaps.length / 2)]]
  return {
    places: {
      ever: placesAmong(people.map((worth) => (worth?.orders.length ? worth.net : undefined))),
      year: placesAmong(people.map((worth) => (worth?.year.orders ? worth.year.spent : undefined))),
      recency: placesAmong(people.map((worth) => worth?.orders.at(-1)?.at)),
      frequency: placesAmong(people.map((worth) => worth?.orders.length || undefined)),
    },
    customersCount: buyers.length,
    repeatCustomersCount: buyers.filter(({ orders }) => orders.length > 1).length,
    ordersLast30Days: buyers.flatMap(({ orders }) => orders).filter((order) => order.at > at - 30 * DAY_MS).length,
    spentLast365Days: everybody.reduce((sum, { year }) => sum + year.spent, 0),
    largestSpentLast365Days: spentThisYear
      .filter((spent) => spent !== undefined)
      .sort((left, right) => left - right)
      .at(-1),
    medianGapMs: gaps.length < 2 ? undefined : ((middle[0] ?? 0) + (middle[1] ?? 0)) / 2,
  }
}

const placesAmong = (values: readonly (number | undefined)[]): readonly (Place | undefined)[] => {
  const ranked = values.filter((value) => value !== undefined)
  return values.map((own) =>
    own === undefined
      ? undefined
      : {
          ahead: ranked.filter((other) => other > own).length,
          behind: ranked.filter((other) => other < own).length,
          ranked: ranked.length,
        },
  )
}
