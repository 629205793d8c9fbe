import { createHash } from 'node:crypto'
import { DAY_MS, type TickEntry } from '../ledger/entries.ts'
import { tickOf } from '../ledger/ticks.ts'
import type { Draw } from '../rules/types.ts'
import { firstDayOf, nextFirstDay } from './budget-period.ts'

/** How a customer came to be drawn, kept with the decision so that anybody can draw again. */
export type Lot = {
  /** What was hashed before the customer's id: the rule's seed, which is the name it was first saved under, and the first day of the period. */
  readonly seed: string
  /** 0 to 1; the lowest win. */
  readonly lot: number
  /** How many were in the pot that day. */
  readonly among: number
}

/**
 * The first 52 bits of SHA-256 over seed and customer as a number from 0 to 1: the same for ever, and as good as random
 * to whoever is drawn.
 */
export const lotOf = (seed: string, customerId: string): number =>
  Number.parseInt(createHash('sha256').update(`${seed} ${customerId}`).digest('hex').slice(0, 13), 16) / 2 ** 52

export type Period = { readonly seed: string; readonly startsAt: number; readonly open: number }

/**
 * The period that a tick lies in. Its places open one after another, spread over its days, so that three a week are not
 * all given on Monday: on day d of n, ⌈times × d ÷ n⌉ are open, those of earlier days that nobody took included.
 */
export const periodOf = ({ id: day }: TickEntry, { times, per }: Draw, ruleSeed: string, timeZone: string): Period => {
  const first = firstDayOf(per, day)
  const dayOf = daysBetween(first, day) + 1
  const days = daysBetween(first, nextFirstDay(per, first))
  return {
    seed: `${ruleSeed} ${first}`,
    startsAt: tickOf(first, timeZone).at,
    open: Math.ceil((times * dayOf) / days),
  }
}

const daysBetween = (day: string, later: string): number => (Date.parse(later) - Date.parse(day)) / DAY_MS
