import { type CustomerHistory, orderedForACompany } from './customer.ts'
import { CustomerFigures, type IsApart } from './customer-figures.ts'
import { DAY_MS } from './entries.ts'
import { RankedNumbers } from './ranked-numbers.ts'
import { SortedNumbers } from './sorted-numbers.ts'
import { SpendWindow } from './spend-window.ts'

/** Where a customer stands: how many are strictly ahead and strictly behind, among how many ranked. Ties share a place. */
export type Place = { readonly ahead: number; readonly behind: number; readonly ranked: number }

/** What is ranked: net spend ever, net spend of the last 365 days, moment of the last order, number of orders. */
export type Ranking = 'ever' | 'year' | 'recency' | 'frequency'

/** All customers of a shop as of one moment. Money in minor units, times in milliseconds. */
export type ShopReader = {
  /** Undefined for a customer without a counted order (of the last 365 days, for `year`), and for whoever is ranked apart. */
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
const ALWAYS = Number.NEGATIVE_INFINITY

/**
 * Exact figures of a whole shop, moved forward entry by entry: `enter` after each change of a customer, `advance` to let
 * time pass. Nothing is scanned. Rankings, windows and gaps that nobody asks for are not kept; the first question
 * builds them.
 */
export class ShopFigures implements ShopReader {
  readonly #customers: CustomerFigures
  readonly #rankings: { [Each in Exclude<Ranking, 'year'>]?: RankedNumbers } = {}
  #year: SpendWindow | undefined
  #month: SpendWindow | undefined
  #gaps: SortedNumbers | undefined
  #at = Number.NEGATIVE_INFINITY
  #customersCount = 0
  #repeatCustomersCount = 0
  /** Everybody's histories, until the first question wakes the figures up. */
  #asleepOver: Iterable<CustomerHistory> | undefined

  /** Companies are apart unless told otherwise. */
  constructor(isApart: IsApart = orderedForACompany) {
    this.#customers = new CustomerFigures(isApart)
  }

  /** The figures of a whole shop as of `at`. */
  static of(histories: Iterable<CustomerHistory>, at: number, isApart?: IsApart): ShopFigures {
    const figures = new ShopFigures(isApart)
    figures.#at = at
    for (const history of histories) figures.enter(history)
    return figures
  }

  /** The figures of a shop whose histories are kept beside them, up to date: nothing is done before the first question. */
  static asleepOver(histories: Iterable<CustomerHistory>, isApart?: IsApart): ShopFigures {
    const figures = new ShopFigures(isApart)
    figures.#asleepOver = histories
    return figures
  }

  place(ranking: Ranking, customerId: string): Place | undefined {
    this.#wake()
    const customer = this.#customers.find(customerId)
    return customer === undefined ? undefined : this.#ranking(ranking).placeOf(customer)
  }

  get customersCount(): number {
    this.#wake()
    return this.#customersCount
  }

  get repeatCustomersCount(): number {
    this.#wake()
    return this.#repeatCustomersCount
  }

  get ordersLast30Days(): number {
    this.#wake()
    this.#month ??= new SpendWindow(MONTH_MS, this.#customers, this.#at)
    return this.#month.orders
  }

  get spentLast365Days(): number {
    return this.#lastYear().spent
  }

  get largestSpentLast365Days(): number | undefined {
    return this.#lastYear().largest
  }

  get medianGapMs(): number | undefined {
    this.#wake()
    this.#gaps ??= SortedNumbers.of(
      this.#everybody().flatMap((customer) => this.#customers.gapsSince(customer, ALWAYS)),
    )
    return this.#gaps.size < 2 ? undefined : this.#gaps.median
  }

  /** Moves the windows on to `at`; an earlier moment changes nothing. */
  advance(at: number): void {
    if (at <= this.#at) return
    this.#at = at
    this.#year?.advance(at)
    this.#month?.advance(at)
  }

  /** Takes over what a customer's history now says, of which nothing before the moment `since` has changed. */
  enter(history: CustomerHistory, since = ALWAYS): void {
    if (this.#asleepOver !== undefined) return
    const customer = this.#customers.meet(history.id)
    const ordersBefore = this.#customers.ordersOf(customer)
    const gapsBefore = this.#gaps && this.#customers.gapsSince(customer, since)
    const change = this.#customers.takeOver(customer, history, since)
    const orders = this.#customers.ordersOf(customer)
    this.#customersCount += sign(orders > 0) - sign(ordersBefore > 0)
    this.#repeatCustomersCount += sign(orders > 1) - sign(ordersBefore > 1)
    for (const gap of gapsBefore ?? []) this.#gaps?.remove(gap)
    if (this.#gaps) for (const gap of this.#customers.gapsSince(customer, since)) this.#gaps.add(gap)
    this.#rankings.ever?.set(customer, this.#valueOf('ever', customer))
    this.#rankings.recency?.set(customer, this.#valueOf('recency', customer))
    this.#rankings.frequency?.set(customer, this.#valueOf('frequency', customer))
    this.#year?.enter(customer, change)
    this.#month?.enter(customer, change)
  }

  #wake(): void {
    const histories = this.#asleepOver
    if (histories === undefined) return
    this.#asleepOver = undefined
    for (const history of histories) this.enter(history)
  }

  #lastYear(): SpendWindow {
    this.#wake()
    this.#year ??= new SpendWindow(YEAR_MS, this.#customers, this.#at)
    return this.#year
  }

  #ranking(ranking: Ranking): RankedNumbers {
    if (ranking === 'year') return this.#lastYear().ranked
    const held = this.#rankings[ranking]
    if (held !== undefined) return held
    const ranked = new RankedNumbers()
    for (const customer of this.#everybody()) ranked.set(customer, this.#valueOf(ranking, customer))
    this.#rankings[ranking] = ranked
    return ranked
  }

  /** Ranked is who has a counted order and is not apart. */
  #valueOf(ranking: Exclude<Ranking, 'year'>, customer: number): number | undefined {
    if (!this.#customers.isRanked(customer)) return undefined
    const { counted } = this.#customers
    if (ranking === 'ever') return this.#customers.spentBy(customer)
    if (ranking === 'frequency') return this.#customers.ordersOf(customer) || undefined
    return counted.countOf(customer) === 0 ? undefined : counted.momentOf(counted.newestOf(customer))
  }

  #everybody(): number[] {
    return Array.from({ length: this.#customers.size }, (_, customer) => customer)
  }
}

const sign = (isSo: boolean): 0 | 1 => (isSo ? 1 : 0)
