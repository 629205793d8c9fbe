import type { CustomerHistory } from '../ledger/customer.ts'
import { DAY_MS, type LedgerKey } from '../ledger/entries.ts'
import { compareKeys } from '../ledger/ledger-order.ts'
import type { Count } from '../models/lift.ts'
import { REASONS, type Reason } from '../rules/types.ts'
import type { Decision } from './ports.ts'

/** How long customers are watched, each time from the moment at which they came in. */
export const WATCHED_DAYS = [30, 60, 90] as const

/**
 * A customer from the first decision of a rule on that got as far as asking who is left out. Whatever limits kept back
 * afterwards, everybody stays in the group they came into (intention to treat): whoever counted only those who really got
 * something would compare the lucky with everybody.
 */
export type Entrant = {
  readonly customerId: string
  /** The entry of that decision. */
  readonly key: LedgerKey
  /** The order that started the rule; null where none did. */
  readonly orderId: string | null
  readonly isLeftOut: boolean
}

/** What is kept back with these was kept back after it was asked who is left out. */
export const REASONS_AFTER_LOT: readonly Reason[] = REASONS.slice(REASONS.indexOf('held_out') + 1)

type Judged = Pick<Decision, 'customerId' | 'key' | 'orderId' | 'verdict' | 'reason'>

/** Whom a decision lets in; undefined where it does not. Only a customer's first counts. */
export const entrantOf = ({ customerId, key, orderId, verdict, reason }: Judged): Entrant | undefined => {
  const isLeftOut = reason === 'held_out'
  const isIn = verdict === 'granted' || isLeftOut || (reason !== null && REASONS_AFTER_LOT.includes(reason))
  return customerId !== null && isIn ? { customerId, key, orderId, isLeftOut } : undefined
}

export type WatchedGroup = Count & { readonly spends: Float64Array }

/** Counted orders and net spend within `days` × 24 h after coming in, as things stood when that time was over. */
export const outcomeOf = (
  { key, orderId }: Pick<Entrant, 'key' | 'orderId'>,
  history: CustomerHistory | undefined,
  days: number,
): { readonly orders: number; readonly spent: number } => {
  const end = key.at + days * DAY_MS
  let [orders, spent] = [0, 0]
  for (let index = (history?.orders.length ?? 0) - 1; index >= 0; index--) {
    const order = history?.orders[index]
    if (order === undefined || order.at < key.at) break
    if (order.at > end || order.id === orderId) continue
    if (compareKeys({ at: order.at, kind: 'order', id: order.id }, key) <= 0) continue
    if (!order.counts || (order.cancelledAt !== null && order.cancelledAt <= end)) continue
    orders++
    spent += order.total
    for (const refund of order.refunds) if (refund.at <= end) spent -= refund.amount
  }
  return { orders, spent }
}

/** Both groups and what became of them, customer by customer; moments in epoch milliseconds. */
export class Study {
  readonly #asOf: number
  readonly #entered = { given: [] as number[], leftOut: [] as number[] }
  readonly #watched = WATCHED_DAYS.map((days) => ({ days, given: newTally(), leftOut: newTally() }))

  /** Whoever came in later than this is not seen, and nobody is watched beyond it. */
  constructor(asOf: number) {
    this.#asOf = asOf
  }

  add(entrant: Entrant, history: CustomerHistory | undefined): void {
    const { at } = entrant.key
    if (at > this.#asOf) return
    const side = entrant.isLeftOut ? 'leftOut' : 'given'
    this.#entered[side].push(at)
    for (const window of this.#watched) {
      if (at + window.days * DAY_MS > this.#asOf) continue
      const { orders, spent } = outcomeOf(entrant, history, window.days)
      if (orders > 0) window[side].cameBack++
      window[side].spends.push(spent)
    }
  }

  /** Moments at which customers came in, oldest first. */
  entered(side: 'given' | 'leftOut'): readonly number[] {
    return this.#entered[side].sort((left, right) => left - right)
  }

  /** By days: those who have been watched that long. */
  watched(days: number, side: 'given' | 'leftOut'): WatchedGroup {
    const tally = this.#watched.find((window) => window.days === days)?.[side] ?? newTally()
    return { customers: tally.spends.length, cameBack: tally.cameBack, spends: Float64Array.from(tally.spends) }
  }
}

type Tally = { cameBack: number; readonly spends: number[] }

const newTally = (): Tally => ({ cameBack: 0, spends: [] })
