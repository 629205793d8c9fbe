import { CountedOrders } from './counted-orders.ts'
import { type CustomerHistory, isCounted, type RefundRecord, refundedOf } from './customer.ts'

/** What has become of a customer's counted orders, none of them before `since`: how many more there are, and what more was spent. */
export type Change = {
  readonly since: number
  /** Moments of orders and adjustments that have come in, and after a cancellation also those that have moved up. */
  readonly added: readonly number[]
  readonly orders: number
  readonly spent: number
}

/**
 * Whether no ranking counts a customer. Of one who was counted before, nothing but what lies at or after `since` needs to be
 * looked at: it is asked at every entry.
 */
export type IsApart = (history: CustomerHistory, since: number) => boolean

/** What a shop's figures know of its customers, who are counted from 0 in the order in which they were met. Money in minor units. */
export class CustomerFigures {
  readonly counted = new CountedOrders()
  readonly #customers = new Map<string, number>()
  readonly #spent: number[] = []
  /** Orders of before the first that is held, of those who have any. */
  readonly #openings = new Map<number, number>()
  /** Of the few who have any. */
  readonly #adjustments = new Map<number, readonly RefundRecord[]>()
  readonly #apart = new Set<number>()
  readonly #isApart: IsApart
  /** Whoever was asked for last is asked for again. */
  #lastId: string | undefined
  #last = 0

  constructor(isApart: IsApart) {
    this.#isApart = isApart
  }

  /** How many customers are known. */
  get size(): number {
    return this.#spent.length
  }

  find(customerId: string): number | undefined {
    if (this.#lastId === customerId) return this.#last
    const customer = this.#customers.get(customerId)
    if (customer === undefined) return undefined
    this.#lastId = customerId
    this.#last = customer
    return customer
  }

  meet(customerId: string): number {
    const known = this.find(customerId)
    if (known !== undefined) return known
    const customer = this.#spent.length
    this.#customers.set(customerId, customer)
    this.#spent.push(0)
    return customer
  }

  /** Counted orders, those that nobody can date included. */
  ordersOf(customer: number): number {
    return this.counted.countOf(customer) + (this.#openings.get(customer) ?? 0)
  }

  /** Net spend ever; undefined for somebody without a counted order. */
  spentBy(customer: number): number | undefined {
    return this.ordersOf(customer) > 0 ? this.#spent[customer] : undefined
  }

  /** Whether rankings count them. */
  isRanked(customer: number): boolean {
    return !this.#apart.has(customer)
  }

  adjustmentsOf(customer: number): readonly RefundRecord[] {
    return this.#adjustments.get(customer) ?? NONE
  }

  /** The gaps between counted orders, from the last one before `since` on. */
  gapsSince(customer: number, since: number): readonly number[] {
    const { counted } = this
    const gaps: number[] = []
    let later = counted.newestOf(customer)
    while (later !== 0 && counted.momentOf(later) >= since) {
      const earlier = counted.before(later)
      if (earlier !== 0) gaps.push(counted.momentOf(later) - counted.momentOf(earlier))
      later = earlier
    }
    return gaps
  }

  /** Takes over what the history now says, of which nothing before `since` has changed. */
  takeOver(customer: number, history: CustomerHistory, since: number): Change {
    const { orders, adjustments } = history
    const before = this.counted.cut(customer, since)
    let same = before.moments.length
    let counted = -same
    let spent = -before.spent
    let index = orders.length
    while (index > 0 && (orders[index - 1]?.at ?? since) >= since) index--
    const added: number[] = []
    for (; index < orders.length; index++) {
      const order = orders[index]
      if (order === undefined || !isCounted(order)) continue
      const spentOnIt = order.total - refundedOf(order)
      this.counted.add(customer, order.at, spentOnIt)
      counted++
      spent += spentOnIt
      if (before.moments[--same] !== order.at) added.push(order.at)
    }
    const known = this.adjustmentsOf(customer)
    if (adjustments.length !== known.length) {
      for (const { id, at } of adjustments) if (!known.some((other) => other.id === id)) added.push(at)
      this.#adjustments.set(customer, [...adjustments])
    }
    this.#spent[customer] = history.totalSpent
    if (this.#isApart(history, this.isRanked(customer) ? since : Number.NEGATIVE_INFINITY)) this.#apart.add(customer)
    else this.#apart.delete(customer)
    if (history.opening !== undefined) this.#openings.set(customer, history.opening.orders)
    else if (this.#openings.size > 0) this.#openings.delete(customer)
    return { since, added, orders: counted, spent }
  }
}

const NONE: readonly RefundRecord[] = []
