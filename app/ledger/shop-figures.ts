import { type CustomerHistory, countedMoments, isCounted, refundedOf } from './customer.ts'
import { DAY_MS } from './entries.ts'
import { LeavingQueue } from './leaving-queue.ts'
import { SortedNumbers } from './sorted-numbers.ts'

/** Where a customer stands: how many are strictly ahead and strictly behind, among how many ranked. Ties share a place. */
export type Place = { readonly ahead: number; readonly behind: number; readonly ranked: number }

/** What is ranked: net spend ever, net spend of the last 365 days, moment of the last order, number of orders. */
export type Ranking = 'ever' | 'year' | 'recency' | 'frequency'

/** All customers of a shop as of one moment. Money in minor units, times in milliseconds. */
export type ShopReader = {
  /** Undefined for a customer without a counted order (of the last 365 days, for `year`). */
  readonly place: (ranking: Ranking, customerId: string) => Place | undefined
  /** Customers with a counted order. */
  readonly customersCount: number
  /** Of those, customers with more than one. */
  readonly repeatCustomersCount: number
  readonly ordersLast30Days: number
  /** Net spend of the last 365 days: orders of those days less their refunds, and less adjustments of those days. */
  readonly spentLast365Days: number
  /** The same of the largest customer; undefined when nobody ordered in them. */
  readonly largestSpentLast365Days: number | undefined
  /** Median of all gaps between two counted orders of one customer; undefined below two gaps. */
  readonly medianGapMs: number | undefined
}

const YEAR_MS = 365 * DAY_MS
const MONTH_MS = 30 * DAY_MS

/**
 * Exact figures of a whole shop, moved forward entry by entry: `enter` after each change of a customer, `advance` to let
 * time pass. Nothing is scanned: an order is touched when it enters, changes and leaves. Rankings and gaps that nobody
 * asks for are not kept; the first question builds them.
 */
export class ShopFigures implements ShopReader {
  readonly #customers = new Map<string, Standing>()
  readonly #rankings = new Map<Ranking, SortedNumbers>()
  readonly #leavingYear = new LeavingQueue()
  readonly #leavingMonth = new LeavingQueue()
  #gaps: SortedNumbers | undefined
  #at = Number.NEGATIVE_INFINITY
  #customersCount = 0
  #repeatCustomersCount = 0
  #ordersLast30Days = 0
  #spentLast365Days = 0

  /** The figures of a whole shop as of `at`. */
  static of(histories: Iterable<CustomerHistory>, at: number): ShopFigures {
    const figures = new ShopFigures()
    figures.#at = at
    const movements: [at: number, customerId: string][] = []
    for (const history of histories) {
      for (const { at: movedAt } of figures.#place(history).recent) movements.push([movedAt, history.id])
    }
    movements.sort(([left], [right]) => left - right)
    for (const [movedAt, customerId] of movements) figures.#await(movedAt, customerId)
    return figures
  }

  place(ranking: Ranking, customerId: string): Place | undefined {
    const value = this.#customers.get(customerId)?.values[ranking]
    if (value === undefined) return undefined
    const numbers = this.#ranking(ranking)
    return { ahead: numbers.countAbove(value), behind: numbers.countBelow(value), ranked: numbers.size }
  }

  get customersCount(): number {
    return this.#customersCount
  }

  get repeatCustomersCount(): number {
    return this.#repeatCustomersCount
  }

  get ordersLast30Days(): number {
    return this.#ordersLast30Days
  }

  get spentLast365Days(): number {
    return this.#spentLast365Days
  }

  get largestSpentLast365Days(): number | undefined {
    return this.#ranking('year').largest
  }

  get medianGapMs(): number | undefined {
    this.#gaps ??= gapsOf([...this.#customers.values()])
    return this.#gaps.size < 2 ? undefined : this.#gaps.median
  }

  /** Moves the windows on to `at`; an earlier moment changes nothing. */
  advance(at: number): void {
    if (at <= this.#at) return
    this.#at = at
    for (const customerId of this.#leavingYear.takeUntil(at - YEAR_MS)) this.#refresh(customerId)
    for (const customerId of this.#leavingMonth.takeUntil(at - MONTH_MS)) this.#refresh(customerId)
  }

  /** Takes over what a customer's history now says. */
  enter(history: CustomerHistory): void {
    const known = new Set(this.#customers.get(history.id)?.recent.map((movement) => movement.at))
    for (const { at } of this.#place(history).recent) if (!known.has(at)) this.#await(at, history.id)
  }

  #await(at: number, customerId: string): void {
    this.#leavingYear.add(at, customerId)
    if (at > this.#at - MONTH_MS) this.#leavingMonth.add(at, customerId)
  }

  #refresh(customerId: string): void {
    const standing = this.#customers.get(customerId)
    if (standing === undefined) return
    const window = windowOf(standing.recent, this.#at)
    this.#take(standing, { ...standing, ...window, values: { ...standing.values, year: yearOf(window) } })
  }

  #place(history: CustomerHistory): Standing {
    const standing = this.#customers.get(history.id) ?? nothing()
    this.#customers.set(history.id, standing)
    const moments = countedMoments(history)
    const window = windowOf(recentMovements(history, this.#at - YEAR_MS), this.#at)
    this.#take(standing, {
      ...window,
      moments,
      values: {
        ever: moments.length > 0 ? history.totalSpent : undefined,
        year: yearOf(window),
        recency: moments.at(-1),
        frequency: moments.length > 0 ? moments.length : undefined,
      },
    })
    return standing
  }

  /** Replaces what a customer adds to the shop's figures. */
  #take(standing: Standing, next: Standing): void {
    for (const [ranking, numbers] of this.#rankings) replace(numbers, standing.values[ranking], next.values[ranking])
    if (this.#gaps !== undefined) replaceGaps(this.#gaps, standing.moments, next.moments)
    this.#customersCount += sign(next.moments.length > 0) - sign(standing.moments.length > 0)
    this.#repeatCustomersCount += sign(next.moments.length > 1) - sign(standing.moments.length > 1)
    this.#ordersLast30Days += next.ordersLast30Days - standing.ordersLast30Days
    this.#spentLast365Days += next.spentLast365Days - standing.spentLast365Days
    Object.assign(standing, next)
  }

  #ranking(ranking: Ranking): SortedNumbers {
    const held = this.#rankings.get(ranking)
    if (held !== undefined) return held
    const values = [...this.#customers.values()].flatMap(({ values }) => values[ranking] ?? [])
    const numbers = SortedNumbers.of(values)
    this.#rankings.set(ranking, numbers)
    return numbers
  }
}

type Movement = { readonly at: number; readonly orders: 0 | 1; readonly spent: number }
/** What one customer adds to the shop's figures. */
type Standing = {
  values: Readonly<Record<Ranking, number | undefined>>
  /** Counted orders and adjustments of the last 365 days. */
  recent: readonly Movement[]
  /** Of counted orders. */
  moments: readonly number[]
  ordersLast30Days: number
  spentLast365Days: number
}

const nothing = (): Standing => ({
  values: { ever: undefined, year: undefined, recency: undefined, frequency: undefined },
  recent: [],
  moments: [],
  ordersLast30Days: 0,
  spentLast365Days: 0,
})

const sign = (isSo: boolean): 0 | 1 => (isSo ? 1 : 0)

type Window = Pick<Standing, 'recent' | 'ordersLast30Days' | 'spentLast365Days'>

const windowOf = (movements: readonly Movement[], at: number): Window => {
  const recent = movements.filter((movement) => movement.at > at - YEAR_MS)
  let ordersLast30Days = 0
  let spentLast365Days = 0
  for (const movement of recent) {
    spentLast365Days += movement.spent
    if (movement.at > at - MONTH_MS) ordersLast30Days += movement.orders
  }
  return { recent, ordersLast30Days, spentLast365Days }
}

/** Ranked by the year is who ordered in it. */
const yearOf = ({ recent, spentLast365Days }: Window): number | undefined =>
  recent.some(({ orders }) => orders > 0) ? spentLast365Days : undefined

/** Counted orders and adjustments after `from`. */
const recentMovements = (history: CustomerHistory, from: number): Movement[] => {
  const movements: Movement[] = []
  for (const order of history.orders) {
    if (order.at > from && isCounted(order)) {
      movements.push({ at: order.at, orders: 1, spent: order.total - refundedOf(order) })
    }
  }
  for (const { at, amount } of history.adjustments) if (at > from) movements.push({ at, orders: 0, spent: -amount })
  return movements
}

const replace = (numbers: SortedNumbers, was: number | undefined, is: number | undefined): void => {
  if (was === is) return
  if (was !== undefined) numbers.remove(was)
  if (is !== undefined) numbers.add(is)
}

const gapsBetween = (moments: readonly number[]): number[] =>
  moments.slice(1).map((at, index) => at - (moments[index] ?? at))

const gapsOf = (standings: readonly Standing[]): SortedNumbers =>
  SortedNumbers.of(standings.flatMap(({ moments }) => gapsBetween(moments)))

const replaceGaps = (gaps: SortedNumbers, was: readonly number[], is: readonly number[]): void => {
  if (was === is) return
  let same = 0
  while (same < was.length && was[same] === is[same]) same++
  const from = Math.max(0, same - 1)
  for (const gap of gapsBetween(was.slice(from))) gaps.remove(gap)
  for (const gap of gapsBetween(is.slice(from))) gaps.add(gap)
}
