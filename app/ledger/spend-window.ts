import type { Change, CustomerFigures } from './customer-figures.ts'
import { LeavingQueue } from './leaving-queue.ts'
import { RankedNumbers } from './ranked-numbers.ts'

/**
 * Counted orders of the last so many milliseconds, and what was spent in them: orders of that time less their refunds, less
 * adjustments of that time. Of each customer and of all, moved on as time passes: an order is touched when it enters,
 * changes and leaves.
 */
export class SpendWindow {
  readonly #lengthMs: number
  readonly #customers: CustomerFigures
  readonly #leaving = new LeavingQueue()
  /** By customer. */
  readonly #orders: number[] = []
  readonly #spends: number[] = []
  #at: number
  #ranked: RankedNumbers | undefined
  #all: RankedNumbers | undefined
  #ordersOfAll = 0
  #spentByAll = 0

  constructor(lengthMs: number, customers: CustomerFigures, at: number) {
    this.#lengthMs = lengthMs
    this.#customers = customers
    this.#at = at
    const begins = at - lengthMs
    const movements: { readonly movedAt: number; readonly customer: number }[] = []
    for (let customer = 0; customer < customers.size; customer++) {
      for (const movedAt of momentsAfter(customers, customer, begins)) movements.push({ movedAt, customer })
      this.#count(customer)
    }
    movements.sort((left, right) => left.movedAt - right.movedAt)
    for (const { movedAt, customer } of movements) this.#leaving.add(movedAt, customer)
  }

  get orders(): number {
    return this.#ordersOfAll
  }

  get spent(): number {
    return this.#spentByAll
  }

  /** By what they spent, those who ordered in the window and are not apart; kept from the first question on. */
  get ranked(): RankedNumbers {
    this.#ranked ??= this.#rank((customer) => this.#customers.isRanked(customer))
    return this.#ranked
  }

  /** The most that anybody spent who ordered in the window, whoever it is. */
  get largest(): number | undefined {
    this.#all ??= this.#rank(() => true)
    return this.#all.largest
  }

  #rank(counts: (customer: number) => boolean): RankedNumbers {
    const ranked = new RankedNumbers()
    for (const [customer, orders] of this.#orders.entries())
      if (orders > 0 && counts(customer)) ranked.set(customer, this.#spends[customer])
    return ranked
  }

  advance(at: number): void {
    this.#at = at
    const end = at - this.#lengthMs
    for (let customer = this.#leaving.takeUntil(end); customer !== undefined; customer = this.#leaving.takeUntil(end))
      this.#count(customer)
  }

  enter(customer: number, { since, added, orders, spent }: Change): void {
    const begins = this.#at - this.#lengthMs
    // One that is awaited twice does no harm.
    for (const at of added) if (at > begins) this.#leaving.add(at, customer)
    if (since <= begins || this.#customers.adjustmentsOf(customer).length > 0) this.#count(customer)
    else this.#note(customer, (this.#orders[customer] ?? 0) + orders, (this.#spends[customer] ?? 0) + spent)
  }

  /** Counts anew what the customer adds to the window. */
  #count(customer: number): void {
    const { counted } = this.#customers
    const begins = this.#at - this.#lengthMs
    let orders = 0
    let spent = 0
    for (let place = counted.newestOf(customer); place !== 0; place = counted.before(place)) {
      if (counted.momentOf(place) <= begins) break
      orders++
      spent += counted.spentOn(place)
    }
    for (const { at, amount } of this.#customers.adjustmentsOf(customer)) if (at > begins) spent -= amount
    this.#note(customer, orders, spent)
  }

  #note(customer: number, orders: number, spent: number): void {
    this.#ordersOfAll += orders - (this.#orders[customer] ?? 0)
    this.#spentByAll += spent - (this.#spends[customer] ?? 0)
    this.#orders[customer] = orders
    this.#spends[customer] = spent
    const value = orders > 0 ? spent : undefined
    this.#all?.set(customer, value)
    this.#ranked?.set(customer, this.#customers.isRanked(customer) ? value : undefined)
  }
}

const momentsAfter = (customers: CustomerFigures, customer: number, begins: number): readonly number[] => {
  const { counted } = customers
  const moments = customers.adjustmentsOf(customer).map(({ at }) => at)
  for (let place = counted.newestOf(customer); place !== 0; place = counted.before(place))
    moments.push(counted.momentOf(place))
  return moments.filter((at) => at > begins)
}
