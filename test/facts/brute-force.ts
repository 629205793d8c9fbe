import { daysToAnniversary } from './anniversary.ts'
import { endOf, hasHappened, type Place } from './ledger-place.ts'
import {
  articlesOf,
  countedOrders,
  DAY,
  daysBefore,
  EVER,
  gapsOf,
  keptOrdersCount,
  medianOf,
  ordersSince,
  spentSince,
  sum,
} from './own-figures.ts'
import { type Customer, roundedQuotient, type Story } from './read-story.ts'

/**
 * The customer facts computed a second time: straight from the lines of an orders file, each from scratch for every
 * customer and moment, nothing kept, nothing clever, and not a line of it shared with the app or the local Shopify.
 */

/** As the app prints them: money decimal text, times ISO in UTC, what is missing left out. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** All facts of every customer of whom anything is known by the end of the moment `at`. */
export const everyonesFacts = (story: Story, at: number, timeZone = 'UTC'): Map<string, Facts> => {
  const now = endOf(at)
  const known = [...story.customers].filter(([, { orders, adjustments }]) =>
    [...orders.map(({ placed }) => placed), ...adjustments.map(({ place }) => place)].some((place) =>
      hasHappened(place, now),
    ),
  )
  const shop = shopAt(
    known.map(([, customer]) => customer),
    now,
  )
  return new Map(known.map(([id, customer]) => [id, factsOf(customer, now, shop, timeZone)]))
}

/** What a customer is compared with. Customers without a counted order are in no list of the ranked. */
export type Shop = {
  readonly spends: readonly bigint[]
  readonly spends365: readonly bigint[]
  readonly lastMoments: readonly number[]
  readonly orderCounts: readonly number[]
  readonly spent365: bigint
  readonly medianGap: number | undefined
}

export const shopAt = (customers: Iterable<Customer>, now: Place): Shop => {
  const everybody = [...customers]
  const buyers = everybody.filter((customer) => countedOrders(customer, now).length > 0)
  const year = daysBefore(now, 365)
  return {
    spends: buyers.map((customer) => spentSince(customer, now, EVER)),
    spends365: buyers
      .filter((customer) => ordersSince(customer, now, year) > 0)
      .map((customer) => spentSince(customer, now, year)),
    lastMoments: buyers.map((customer) => Number(countedOrders(customer, now).at(-1)?.placed.at)),
    orderCounts: buyers.map((customer) => countedOrders(customer, now).length),
    spent365: sum(everybody.map((customer) => spentSince(customer, now, year))),
    medianGap: medianOf(everybody.flatMap((customer) => gapsOf(customer, now))),
  }
}

const factsOf = (customer: Customer, now: Place, shop: Shop, timeZone: string): Facts => {
  const orders = countedOrders(customer, now)
  const gross = sum(orders.map(({ total }) => total))
  const spent = spentSince(customer, now, EVER)
  const spentLast = (days: number) => spentSince(customer, now, daysBefore(now, days))
  const ordersLast = (days: number) => ordersSince(customer, now, daysBefore(now, days))
  const always = {
    'customer.ordersCount': orders.length,
    'customer.keptOrdersCount': keptOrdersCount(customer, now),
    'customer.totalSpent': decimal(spent),
    'customer.grossSpent': decimal(gross),
    'customer.spentLast30Days': decimal(spentLast(30)),
    'customer.spentLast90Days': decimal(spentLast(90)),
    'customer.spentLast365Days': decimal(spentLast(365)),
    'customer.ordersLast30Days': ordersLast(30),
    'customer.ordersLast90Days': ordersLast(90),
    'customer.ordersLast365Days': ordersLast(365),
    'customer.skusBought': articlesOf(customer, now),
    // A file says nothing of the customers' records.
    'customer.tags': [],
    'customer.emailConsent': false,
    'customer.smsConsent': false,
  }
  const [first, last] = [orders.at(0), orders.at(-1)]
  if (first === undefined || last === undefined) return always

  const ownGap = medianOf(gapsOf(customer, now))
  const gap = ownGap ?? shop.medianGap
  const daysSinceLast = Math.floor((now.at - last.placed.at) / DAY)
  const silence = gap === undefined || gap === 0 ? undefined : daysSinceLast / (gap / DAY)
  const rank = rankIn(shop.spends, spent)
  const isRanked365 = ordersLast(365) > 0
  const rank365 = rankIn(shop.spends365, spentLast(365))
  const scores = {
    recency: scoreIn(shop.lastMoments, last.placed.at),
    frequency: scoreIn(shop.orderCounts, orders.length),
    monetary: scoreIn(shop.spends, spent),
  }
  const isNew = orders.length === 1 && (now.at - first.placed.at) / DAY < 60
  return withoutMissing({
    ...always,
    'customer.averageOrderValue': decimal(roundedQuotient(spent, BigInt(orders.length))),
    'customer.firstOrderAt': new Date(first.placed.at).toISOString(),
    'customer.lastOrderAt': new Date(last.placed.at).toISOString(),
    'customer.daysSinceFirstOrder': Math.floor((now.at - first.placed.at) / DAY),
    'customer.daysSinceLastOrder': daysSinceLast,
    'customer.daysUntilAnniversary': daysToAnniversary(first.placed.at, now.at, timeZone),
    'customer.medianDaysBetweenOrders': ownGap === undefined ? undefined : ownGap / DAY,
    'customer.silenceRatio': silence,
    'customer.lifecycle': isNew ? 'new' : stageOf(keptOrdersCount(customer, now), silence),
    'customer.spendRank': rank,
    'customer.spendTopPercent': (100 * (rank - 1)) / shop.spends.length,
    'customer.spendRank365': isRanked365 ? rank365 : undefined,
    'customer.spendTopPercent365': isRanked365 ? (100 * (rank365 - 1)) / shop.spends365.length : undefined,
    'customer.recencyScore': scores.recency,
    'customer.frequencyScore': scores.frequency,
    'customer.monetaryScore': scores.monetary,
    'customer.rfmGroup': `${scores.recency}${scores.frequency}${scores.monetary}`,
    'customer.revenueShare365': shop.spent365 === 0n ? undefined : Number(spentLast(365)) / Number(shop.spent365),
    'customer.refundRate': gross === 0n ? undefined : 1 - Number(spent) / Number(gross),
    'customer.country': last.country ?? undefined,
    'customer.isBusiness': false,
    'customer.isSubscriber': false,
  })
}

/** 1 + how many have strictly more. */
const rankIn = (spends: readonly bigint[], own: bigint): number => 1 + spends.filter((spent) => spent > own).length

/** 1 + the fifths of all who are strictly worse. */
const scoreIn = <Value extends number | bigint>(values: readonly Value[], own: Value): number =>
  1 + Math.floor((5 * values.filter((value) => value < own).length) / values.length)

const stageOf = (kept: number, silence: number | undefined): string => {
  if (silence === undefined) return 'active'
  if (kept >= 4 && silence <= 2) return 'loyal'
  return silence > 4 ? 'lapsed' : silence > 2 ? 'slipping' : 'active'
}

/** Rank by net spend after `since`, among all with a counted order after it; undefined for one without. */
export const standing = (story: Story, customer: Customer, now: Place, since: number) => {
  const isRanked = (other: Customer) => ordersSince(other, now, since) > 0
  if (!isRanked(customer)) return undefined
  const spends = [...story.customers.values()].filter(isRanked).map((other) => spentSince(other, now, since))
  const rank = rankIn(spends, spentSince(customer, now, since))
  return { rank, topPercent: (100 * (rank - 1)) / spends.length }
}

/** Pence as pounds. */
const decimal = (amount: bigint): string => {
  const size = amount < 0n ? -amount : amount
  return `${amount < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
}

const withoutMissing = (facts: Readonly<Record<string, Facts[string] | undefined>>): Facts =>
  Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
