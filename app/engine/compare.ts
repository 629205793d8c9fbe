import { DAY_MS } from '../ledger/entries.ts'
import { bootstrapDifference } from '../models/bootstrap-difference.ts'
import {
  type Count,
  expectedRate,
  type GroupSizes,
  liftToBeFound,
  rateDifference,
  sizesNeeded,
  weeksLeft,
} from '../models/lift.ts'
import type { ComparedGroup, ComparedWindow, Comparison, Found, Smallness } from '../rules/comparison-words.ts'
import { type Study, WATCHED_DAYS } from './lift.ts'
import type { PastPace } from './past-pace.ts'

/** Left out unless the rule says otherwise. */
export const USUAL_PERCENT = 10
/** The lift that a comparison is made for: a fifth more come back. */
const LIFT = 0.2
/** Nobody waits longer for an answer. */
const MOST_WEEKS = 52
/** From so many on the comparison's own customers say how many come back, and from so many weeks on how many come in; before, the past does. */
const ENOUGH_CUSTOMERS = 100
const ENOUGH_WEEKS = 4
const WEEK_MS = 7 * DAY_MS

export type ComparisonOptions = {
  /** Of the customers left out, 1 to 90. */
  readonly percent: number
  /** Null where the rule was never tried, and never ran. */
  readonly past: PastPace | null
  /** How far the ledger is known, epoch milliseconds. */
  readonly asOf: number
}

/** What can be said as of now of a rule's comparison, or of one that is yet to begin. */
export const compare = (study: Study, { percent, past, asOf }: ComparisonOptions): Comparison => {
  const share = percent / 100
  const perWeek = perWeekOf(study, past, asOf)
  const rates = WATCHED_DAYS.map((days) => ({ days, baseRate: baseRateOf(study, past, days) }))
  const isBegun = study.entered('given').length + study.entered('leftOut').length > 0
  if (!isBegun && past === null) return { state: 'untold', percent, why: 'untried' }
  if (!isBegun && perWeek !== 0 && rates.every(({ baseRate }) => baseRate === null))
    return { state: 'untold', percent, why: 'short_past' }

  const windows = rates.map(({ days, baseRate }) => {
    const needed = baseRate === null ? null : sizesNeeded(baseRate, LIFT, share)
    return windowOf(study, { days, needed, perWeek: perWeek ?? 0, share, asOf })
  })
  const waits = windows.flatMap((window) => (window.weeksLeft === null ? [] : [window.weeksLeft]))
  const wait = waits.length === 0 ? null : Math.min(...waits)
  if (!isBegun && (wait === null || wait > MOST_WEEKS)) {
    return { state: 'too_small', percent, smallness: smallnessOf(rates, perWeek ?? 0, share) }
  }
  const isKnown = windows.some(({ found }) => found !== null)
  return { state: isKnown ? 'known' : 'not_yet', percent, isBegun, weeksLeft: wait, windows }
}

/** Customers a week, both groups together; null where nothing is known of it. */
const perWeekOf = (study: Study, past: PastPace | null, asOf: number): number | null => {
  const moments = [study.entered('given'), study.entered('leftOut')]
  const entered = moments.reduce((sum, { length }) => sum + length, 0)
  const weeks = (asOf - Math.min(...moments.flatMap(([first]) => (first === undefined ? [] : [first])))) / WEEK_MS
  const before = past === null || past.weeks <= 0 ? null : past.customers / Math.max(1, past.weeks)
  if (entered > 0 && (weeks >= ENOUGH_WEEKS || before === null)) return entered / Math.max(1, weeks)
  return before
}

/**
 * Of both groups together, so that how many are needed says nothing of how they differ: estimating it anew while the study
 * runs then leaves its error as good as unchanged (blinded re-estimation, Gould 1992).
 */
const baseRateOf = (study: Study, past: PastPace | null, days: number): number | null => {
  const [given, leftOut] = [study.watched(days, 'given'), study.watched(days, 'leftOut')]
  const own: Count = {
    customers: given.customers + leftOut.customers,
    cameBack: given.cameBack + leftOut.cameBack,
  }
  if (own.customers >= ENOUGH_CUSTOMERS) return expectedRate(own)
  const before = past?.windows.find((window) => window.days === days)
  return (before && expectedRate(before)) ?? expectedRate(own)
}

type WindowOptions = {
  readonly days: number
  readonly needed: GroupSizes | null
  readonly perWeek: number
  readonly share: number
  readonly asOf: number
}

const windowOf = (study: Study, { days, needed, perWeek, share, asOf }: WindowOptions): ComparedWindow => {
  const weeksOf = (side: 'given' | 'leftOut', ofAll: number) =>
    needed &&
    weeksLeft({
      needed: needed[side],
      weeksIn: study.entered(side).map((at) => (asOf - at) / WEEK_MS),
      perWeek: perWeek * ofAll,
      watchedWeeks: days / 7,
    })
  const [given, leftOut] = [weeksOf('given', 1 - share), weeksOf('leftOut', share)]
  const groups = { given: groupOf(study, days, 'given'), leftOut: groupOf(study, days, 'leftOut') }
  const isKnown = needed !== null && groups.given.watched >= needed.given && groups.leftOut.watched >= needed.leftOut
  return {
    days,
    ...groups,
    needed,
    weeksLeft: isKnown ? 0 : given === null || leftOut === null ? null : Math.max(given, leftOut),
    found: isKnown ? find(study, days) : null,
  }
}

const groupOf = (study: Study, days: number, side: 'given' | 'leftOut'): ComparedGroup => {
  const { customers, cameBack, spends } = study.watched(days, side)
  return {
    entered: study.entered(side).length,
    watched: customers,
    cameBack,
    spent: spends.reduce((sum, spent) => sum + spent, 0),
  }
}

const find = (study: Study, days: number): Found | null => {
  const [given, leftOut] = [study.watched(days, 'given'), study.watched(days, 'leftOut')]
  const rate = rateDifference(given, leftOut)
  // The same seed each time: who looks again without anything having happened sees the same.
  return rate && { rate, spent: bootstrapDifference(given.spends, leftOut.spends, { seed: days }) }
}

const smallnessOf = (
  rates: readonly { readonly days: number; readonly baseRate: number | null }[],
  perWeek: number,
  share: number,
): Smallness => {
  const weeksAt = (needed: number | null, days: number): number | null =>
    needed === null || perWeek === 0 ? null : needed / perWeek + days / 7
  const all = rates.map(({ days, baseRate: known }) => {
    const baseRate = known ?? 0
    const needed = total(sizesNeeded(baseRate, LIFT, share))
    const timeToEnter = MOST_WEEKS - days / 7
    return {
      days,
      baseRate,
      perWeek,
      needed,
      weeks: weeksAt(needed, days),
      perWeekNeeded: needed === null ? null : needed / timeToEnter,
      weeksAtHalf: weeksAt(total(sizesNeeded(baseRate, LIFT, 1 / 2)), days),
      liftInTime: liftToBeFound(baseRate, Math.floor(perWeek * timeToEnter), share),
    }
  })
  return all.reduce((best, one) => ((one.needed ?? Infinity) < (best.needed ?? Infinity) ? one : best))
}

const total = (sizes: GroupSizes | null): number | null => sizes && sizes.given + sizes.leftOut
