import { roundHalfAwayFromZero } from '../ledger/customer.ts'
import type { Entry, OrderEntry } from '../ledger/entries.ts'
import type { PlannedEffect } from '../vocabulary/define.ts'
import type { Decision } from './ports.ts'

type Code = Extract<PlannedEffect, { kind: 'code' }>

/** What one code or offer would have taken off one order, or what one task costs the shop, in minor units. */
export type Expense = {
  readonly ruleId: string
  readonly what: 'code' | 'offer' | 'task'
  readonly at: number
  readonly amount: number
}

/**
 * What granted actions would have cost on the orders that followed, at most: every code is taken to be used on its
 * customer's next counted order that it fits (after the grant, before it expires, from its minimum). A percentage is of that
 * order's total, an amount as it is, and all codes together take no more than the total. An order that is cancelled later
 * gives its codes' cost back, not the codes. An offer at the checkout costs what it would have taken off its order. Tasks cost what their rule says, when they are given; tags and notes nothing.
 */
export class GivenCost {
  readonly #waiting = new Map<string, { readonly ruleId: string; readonly code: Code }[]>()
  /** Codes and offers by the order that they were used on. */
  readonly #redeemed = new Map<string, Expense[]>()
  readonly #tasks: Expense[] = []

  /** One entry of the ledger, in order, with what was decided on it. */
  see(entry: Entry, decisions: readonly Decision[]): void {
    if (entry.kind === 'order' && entry.counts && entry.customerId !== null) this.#redeem(entry, entry.customerId)
    if (entry.kind === 'cancellation') this.#redeemed.delete(entry.id)
    for (const { ruleId, effects, offer, verdict } of decisions) {
      if (offer !== undefined && verdict === 'granted')
        this.#take(entry.id, { ruleId, what: 'offer', at: entry.at, amount: offer.amount })
      for (const { effect } of effects) {
        if (effect.kind === 'code') this.#give(ruleId, effect)
        if (effect.kind === 'task' && effect.cost !== undefined)
          this.#tasks.push({ ruleId, what: 'task', at: entry.at, amount: effect.cost })
      }
    }
  }

  expenses(): Expense[] {
    return [...this.#redeemed.values(), this.#tasks].flat()
  }

  #give(ruleId: string, code: Code): void {
    const held = this.#waiting.get(code.customerId)
    if (held === undefined) this.#waiting.set(code.customerId, [{ ruleId, code }])
    else held.push({ ruleId, code })
  }

  #take(orderId: string, expense: Expense): void {
    this.#redeemed.set(orderId, [...(this.#redeemed.get(orderId) ?? []), expense])
  }

  #redeem(order: OrderEntry, customerId: string): void {
    const held = this.#waiting.get(customerId)
    if (held === undefined) return
    const kept: typeof held = []
    let left = Math.max(0, order.total)
    for (const waiting of held) {
      const { endsAt } = waiting.code
      if (endsAt !== null && order.at >= endsAt) continue
      if (!reachesMinimum(order, waiting.code)) {
        kept.push(waiting)
        continue
      }
      const amount = Math.min(left, worthOf(waiting.code, order))
      left -= amount
      const { ruleId } = waiting
      this.#take(order.id, { ruleId, what: 'code', at: order.at, amount })
    }
    if (kept.length > 0) this.#waiting.set(customerId, kept)
    else this.#waiting.delete(customerId)
  }
}

const reachesMinimum = ({ subtotal, total }: OrderEntry, { minimumSubtotal }: Code): boolean =>
  minimumSubtotal === null || (subtotal ?? total) >= minimumSubtotal

const worthOf = ({ worth }: Code, { total }: OrderEntry): number =>
  'percent' in worth ? roundHalfAwayFromZero((Math.max(0, total) * worth.percent) / 100) : worth.amount
