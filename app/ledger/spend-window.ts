import { LeavingQueue } from './leaving-queue.ts'
import { RankedNumbers } from './ranked-numbers.ts'
import type { Standing } from './standing.ts'

/**
 * Counted orders of the last so many milliseconds, and what was spent in them: orders of that time less their refunds, less
 * adjustments of that time. Of each customer and of all, moved on as time passes: an order is touched when it enters,
 * changes and leaves.
 */
export class SpendWindow {
  readonly #lengthMs: number
  readonly #leaving = new LeavingQueue<Standing>()
  /** By customer. */
  readonly #orders: number[] = []
  readonly #spends: number[] = []
  #at: number
  #ranked: RankedNumbers | undefined
  #ordersOfAll = 0
  #spentByAll = 0

  constructor(lengthMs: number, standings: readonly Standing[], at: number) {
    this.#lengthMs = lengthMs
    this.#at = at
    const movements = standings.flatMap((standing) =>
      [...standing.moments, ...standing.adjustments.map((adjustment) => adjustment.at)]
        .filter((movedAt) => movedAt > at - lengthMs)
        .map((movedAt) => ({ movedAt, standing })),
    )
    movements.sort((left, right) => left.movedAt - right.movedAt)
    for (const { movedAt, standing } of movements) this.#leaving.add(movedAt, standing)
    for (const standing of standings) this.#count(standing)
  }

  get orders(): number {
    return this.#ordersOfAll
  }

  get spent(): number {
    return this.#spentByAll
  }

  /** By what they spent, those who ordered in the window; kept from the first question on. */
  get ranked(): RankedNumbers {
    if (this.#ranked !== undefined) return this.#ranked
    const ranked = new RankedNumbers()
    for (const [index, orders] of this.#orders.entries()) if (orders > 0) ranked.set(index, this.#spends[index])
    this.#ranked = ranked
    return ranked
  }

  advance(at: number): void {
    this.#at = at
    const end = at - this.#lengthMs
    for (let standing = this.#leaving.takeUntil(end); standing !== undefined; standing = this.#leaving.takeUntil(end))
      this.#count(standing)
  }

  /** `added` are moments that the customer did not have before; one that is awaited twice does no harm. */
  enter(standing: Standing, added: readonly number[]): void {
    for (const at of added) if (at > this.#at - this.#lengthMs) this.#leaving.add(at, standing)
    this.#count(standing)
  }

  /** What the customer now adds to the window. */
  #count({ index, moments, spends, adjustments }: Standing): void {
    const begins = this.#at - this.#lengthMs
    let orders = 0
    let spent = 0
    for (let place = moments.length - 1; place >= 0 && (moments[place] as number) > begins; place--) {
      orders++
      spent += spends[place] as number
    }
    for (const { at, amount } of adjustments) if (at > begins) spent -= amount
    this.#ordersOfAll += orders - (this.#orders[index] ?? 0)
    this.#spentByAll += spent - (this.#spends[index] ?? 0)
    this.#orders[index] = orders
    this.#spends[index] = spent
    this.#ranked?.set(index, orders > 0 ? spent : undefined)
  }
}
