import type { CustomerHistory } from '../ledger/customer.ts'
import type { OrderEntry } from '../ledger/entries.ts'
import type { ParityOffer } from './parity-terms.ts'

/** Which orders carried a code that is open to all by its terms, by customers that are known. */
export class CodeUses {
  uses = 0
  firstUses = 0
  /** Who used it on their first order. */
  readonly usedOnFirst = new Set<string>()
  readonly #codes: ReadonlySet<string>
  readonly #runsAt: ParityOffer['runsAt']
  #orders = 0
  #firstOrders = 0

  constructor(codes: readonly string[], runsAt: ParityOffer['runsAt']) {
    this.#codes = new Set(codes.map((code) => code.toLowerCase()))
    this.#runsAt = runsAt
  }

  /** `before` is the customer's history just before the order; renewals pass no checkout. */
  see(order: OrderEntry, before: CustomerHistory | undefined): void {
    if (order.customerId === null || order.isRenewal || !this.#runsAt(order.at)) return
    const isFirst = (before?.ordersCount ?? 0) === 0
    this.#orders++
    if (isFirst) this.#firstOrders++
    if (!order.discountCodes.some((code) => this.#codes.has(code.toLowerCase()))) return
    this.uses++
    if (!isFirst) return
    this.firstUses++
    this.usedOnFirst.add(order.customerId)
  }

  /** Of the orders while it ran, the share that were first orders. */
  get firstShare(): number {
    return this.#orders === 0 ? 1 : this.#firstOrders / this.#orders
  }

  /**
   * So many uses, all on first orders, are no accident: were any order as likely to use it, all of them would be first orders
   * less than once in 100 shops like this one. Never fewer than five; infinite where nobody orders twice.
   */
  get usesNeeded(): number {
    const { firstShare } = this
    if (firstShare >= 1) return Number.POSITIVE_INFINITY
    return Math.max(FEWEST, Math.ceil(Math.log(CHANCE) / Math.log(firstShare)))
  }

  get isForNewcomers(): boolean {
    return this.uses > 0 && this.firstUses === this.uses && this.uses >= this.usesNeeded
  }
}

const FEWEST = 5
const CHANCE = 0.01
