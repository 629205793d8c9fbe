import { DAY_MS, type LedgerKey, type TickEntry } from '../ledger/entries.ts'
import { compareKeys, keyOf, nameOf } from '../ledger/ledger-order.ts'
import { ticksAfter } from '../ledger/ticks.ts'
import type { Arrival } from './arrange.ts'
import type { LaneTransaction } from './ports.ts'
import { TICK_TOPIC } from './read-delivery.ts'

/**
 * What makes a day begin: the clock, now being epoch milliseconds; or the ledger alone, for trade that is played from a file
 * and whose time is not ours.
 */
export type Days = { readonly follow: 'ledger' } | { readonly follow: 'clock'; readonly now: number }

/** Days that began longer ago than this, while nobody was there to look, are let go. */
const LONGEST_MISSED_MS = 2 * DAY_MS

/** The days that begin before the last of these arrivals and that nobody has seen begin yet, each as an arrival at its place. */
export const dueTicks = (
  arrivals: readonly Arrival[],
  { passed, begunDay }: Pick<LaneTransaction, 'passed' | 'begunDay'>,
  timeZone: string,
  days: Days,
): Arrival[] => {
  const entries = arrivals.flatMap(({ entry, isAmendment }) => (isAmendment ? [] : [entry]))
  const [first, last] = [entries[0], entries.at(-1)]
  if (first === undefined || last === undefined) return []
  const seen = new Set(entries.map(nameOf))
  const ticks: Arrival[] = []
  for (const tick of ticksAfter(startOf(passed ?? keyOf(first), days), timeZone)) {
    if (compareKeys(tick, last) >= 0 || (days.follow === 'clock' && tick.at > days.now)) return ticks
    if (isNewDay(tick, begunDay) && !seen.has(nameOf(tick))) ticks.push(tickArrival(tick, days))
  }
  return ticks
}

/** Each day begins once, whatever becomes of the lane's place in the ledger or of the shop's clocks. */
export const isNewDay = ({ id }: TickEntry, begunDay: string | null): boolean => begunDay === null || id > begunDay

const startOf = (after: LedgerKey, days: Days): LedgerKey =>
  days.follow === 'ledger' || after.at >= days.now - LONGEST_MISSED_MS
    ? after
    : { at: days.now - LONGEST_MISSED_MS, kind: 'tick', id: '' }

const tickArrival = (entry: TickEntry, days: Days): Arrival => ({
  key: keyOf(entry),
  entry,
  delivery: {
    id: nameOf(entry),
    topic: TICK_TOPIC,
    triggeredAt: days.follow === 'clock' ? days.now : entry.at,
    body: Buffer.alloc(0),
    key: keyOf(entry),
    attempts: 0,
  },
  copiedAt: entry.at,
  isAmendment: false,
  origin: 'live',
})
