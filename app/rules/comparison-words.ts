import { readMoney } from './money.ts'
import type { Words } from './types.ts'

/** What can be said of those whom a rule was for and those who were left out to compare; shares of 1, money in minor units. */
export type Comparison =
  | {
      /** How long it would take cannot be said: the rule was not tried on past orders, or they do not reach back far enough. */
      readonly state: 'untold'
      readonly percent: number
      readonly why: 'untried' | 'short_past'
    }
  | { readonly state: 'too_small'; readonly percent: number; readonly smallness: Smallness }
  | {
      readonly state: 'not_yet' | 'known'
      readonly percent: number
      /** Before the first customer came in it is a plan, made from the shop's past. */
      readonly isBegun: boolean
      /** Until the first answer; null when never at this pace. */
      readonly weeksLeft: number | null
      readonly windows: readonly ComparedWindow[]
    }

type Running = Extract<Comparison, { readonly windows: unknown }>

/** What happened to both groups within so many days of coming in, of the customers who have been watched for as long. */
export type ComparedWindow = {
  readonly days: number
  readonly given: ComparedGroup
  readonly leftOut: ComparedGroup
  /** Customers needed in each group to find a fifth more coming back; null where that cannot be said, or cannot be. */
  readonly needed: { readonly given: number; readonly leftOut: number } | null
  /** Null when never at this pace. */
  readonly weeksLeft: number | null
  /** What is held against each other once as many are watched as are needed; before, whoever looks again and again finds what is not there. */
  readonly found: Found | null
}

export type ComparedGroup = {
  /** Who came in; not all have been watched to the end. */
  readonly entered: number
  readonly watched: number
  readonly cameBack: number
  /** Net, all of them together. */
  readonly spent: number
}

export type Found = {
  readonly rate: Range & { readonly chanceHigher: number }
  /** Of a customer; null where too few bought. */
  readonly spent: Range | null
}
/** Of those whom the rule was for, less those left out; the truth lies between `from` and `to` with a chance of 95 %. */
export type Range = { readonly value: number; readonly from: number; readonly to: number }

/** Why it takes too long, by the window that would be known first; null where there is no such number. */
export type Smallness = {
  readonly days: number
  readonly baseRate: number
  readonly perWeek: number
  readonly needed: number | null
  readonly weeks: number | null
  /** What it would take: so many a week, or half of the customers left out, for so many weeks. */
  readonly perWeekNeeded: number | null
  readonly weeksAtHalf: number | null
  /** The smallest lift that would show within the 12 months, 0.5 being half as many again. */
  readonly liftInTime: number | null
}

/** The answer in a few words. */
export const sayComparison = (comparison: Comparison): string => {
  switch (comparison.state) {
    case 'untold':
      return comparison.why === 'untried'
        ? 'Try the rule on your past orders first: then we can say whether your shop is big enough to tell.'
        : 'Too little of your past is known to say whether your shop is big enough to tell.'
    case 'too_small':
      return 'Your shop is too small to tell.'
    case 'not_yet': {
      if (!comparison.isBegun)
        return `Your shop is big enough to tell: ${sayWeeks(comparison.weeksLeft ?? 0)} after the rule goes live.`
      const first = soonest(comparison.windows)
      return `Not yet known${first === undefined ? '' : sayWait(first)}.`
    }
    case 'known': {
      const longest = comparison.windows.findLast(({ found }) => found !== null)
      return longest?.found ? sayVerdict(longest.found.rate) : 'Not yet known.'
    }
    default:
      return comparison satisfies never
  }
}

/** What stands behind the answer, a line each. */
export const explainComparison = (comparison: Comparison): string[] => {
  switch (comparison.state) {
    case 'untold':
      return []
    case 'too_small':
      return explainSmallness(comparison.smallness, comparison.percent)
    case 'not_yet':
    case 'known':
      return explainWaiting(comparison)
    default:
      return comparison satisfies never
  }
}

/** How both groups differ within a window, or when that will be known; a line each. */
export const sayWindow = (window: ComparedWindow, { currency }: Words): string[] => {
  const { given, leftOut, found } = window
  if (found === null) return [`Not yet known${sayWait(window)}.`]
  const { rate, spent } = found
  const rates = `${perCent(given.cameBack / given.watched)} came back of those not left out, and ${perCent(leftOut.cameBack / leftOut.watched)} of those left out`
  const difference = `${sayMore(rate.value, inHundred, 'fewer')} in 100, very likely ${sayRange(rate, inHundred, 'fewer')}`
  const money = (amount: number) => readMoney(Math.round(amount), currency)
  return [
    `${rates}: ${difference}.`,
    `The chance that more come back with the rule is ${sayChance(rate.chanceHigher)}.`,
    spent === null
      ? 'Too few bought to compare what they spent.'
      : `They spent ${sayMore(spent.value, money, 'less')} each, very likely ${sayRange(spent, money, 'less')}.`,
  ]
}

/** What "very likely" means, and who is counted. */
export const COMPARISON_METHOD =
  'Everybody whom the rule was for counts from the first time on, also where a limit kept something back; who is left out was drawn by lot. The order that started the rule does not count, and refunds are taken off. “Very likely” is wrong once in 20 times. Nothing is compared before enough customers have been watched to find a fifth more coming back, for whoever looks early and often finds what is not there.'

const sayVerdict = ({ from, to }: Range): string => {
  if (from > 0) return 'The rule brings customers back.'
  if (to < 0) return 'Fewer customers come back with the rule than without it.'
  return 'No difference was found between those who were left out and the others.'
}

const explainSmallness = (small: Smallness, percent: number): string[] => {
  const { days, baseRate, perWeek, needed, weeks, perWeekNeeded, weeksAtHalf, liftInTime } = small
  if (perWeek === 0) return ['On your past orders nobody would have met this rule.']
  const pace = `${sayPace(perWeek)} would come in, and ${perCent(baseRate)} of such customers came back within ${days} days so far.`
  if (needed === null) return [pace, `${CAN_BE_NO_MORE.slice(0, 1).toUpperCase()}${CAN_BE_NO_MORE.slice(1)}.`]
  return [
    pace,
    `To see whether the rule brings back a fifth more takes ${whole(needed)} customers with ${percent}% of them left out${weeks === null ? '' : `: ${sayWeeks(weeks)}`}. More than 12 months is too long to wait for an answer.`,
    ...(perWeekNeeded === null ? [] : [`It would take about ${whole(Math.ceil(perWeekNeeded))} customers a week.`]),
    ...(weeksAtHalf === null || percent === 50
      ? []
      : [`With half of the customers left out it would be ${sayWeeks(weeksAtHalf)}.`]),
    liftInTime === null
      ? 'Whatever the rule does, 12 months would not show it.'
      : `Within 12 months it would show only if at least ${whole(liftInTime * 100)}% more came back.`,
    'The rule can do its work all the same, with nobody left out.',
  ]
}

const explainWaiting = ({ state, isBegun, percent, windows }: Running): string[] => {
  const first = soonest(windows)
  if (first === undefined) return []
  const { days, given, leftOut, needed } = first
  const takes =
    state === 'known' || needed === null
      ? []
      : [
          `To see whether a fifth more come back within ${days} days takes ${whole(needed.given)} customers and ${whole(needed.leftOut)} left out, ${percent}% of all, each watched for the ${days} days.`,
        ]
  const [all, left] = [given.entered + leftOut.entered, leftOut.entered]
  return isBegun ? [...takes, `So far ${whole(all)} have come in, ${whole(left)} of them left out.`] : takes
}

const CAN_BE_NO_MORE = 'so many come back by themselves that a fifth more cannot be'

/** Follows "not yet known". */
const sayWait = ({ needed, weeksLeft, given, leftOut }: ComparedWindow): string => {
  if (weeksLeft !== null) return `, ${sayWeeks(weeksLeft, 'more ')} at this pace`
  if (needed !== null) return ', and at this pace it never will be'
  // The rate of those who were watched says nothing in between: either it is not known, or it is too high.
  return given.watched + leftOut.watched === 0 ? ', and too early to say for how long' : `: ${CAN_BE_NO_MORE}`
}

/** The window that is known first. */
const soonest = (windows: readonly ComparedWindow[]): ComparedWindow | undefined =>
  windows.reduce<ComparedWindow | undefined>(
    (best, window) =>
      best === undefined ||
      (window.weeksLeft ?? Number.POSITIVE_INFINITY) < (best.weeksLeft ?? Number.POSITIVE_INFINITY)
        ? window
        : best,
    undefined,
  )

const WEEKS_A_YEAR = 365.25 / 7

/** From two years on in years: nobody counts that many weeks. */
const sayWeeks = (weeks: number, more = ''): string => {
  const years = Math.round(weeks / WEEKS_A_YEAR)
  if (years > 100) return `more than 100 ${more}years`
  if (weeks >= 2 * WEEKS_A_YEAR) return `about ${years} ${more}years`
  const rounded = Math.max(1, Math.ceil(weeks))
  return `about ${rounded} ${more}week${rounded === 1 ? '' : 's'}`
}

const sayPace = (perWeek: number): string => {
  if (perWeek < 0.75) return `About ${whole(Math.max(1, Math.round(perWeek * WEEKS_A_YEAR)))} a year`
  return perWeek < 1.5 ? 'About one customer a week' : `About ${whole(Math.round(perWeek))} customers a week`
}

type Say = (size: number) => string

const sayMore = (value: number, say: Say, under: string): string =>
  `${say(Math.abs(value))} ${value < 0 ? under : 'more'}`

const sayRange = ({ from, to }: Range, say: Say, under: string): string => {
  if (to < 0) return `between ${say(-to)} and ${say(-from)} ${under}`
  if (from < 0) return `between ${say(-from)} ${under} and ${say(to)} more`
  return `between ${say(from)} and ${say(to)} more`
}

const perCent = (share: number): string => `${(share * 100).toFixed(1)}%`

const inHundred: Say = (share) => (share * 100).toFixed(1)

const sayChance = (chance: number): string =>
  chance > 0.99 ? 'more than 99%' : chance < 0.01 ? 'less than 1%' : `${Math.round(chance * 100)}%`

const whole = (count: number): string => String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, ',')
