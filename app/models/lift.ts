import { type Beta, betaDifference, meanOf } from './beta-difference.ts'

/** How many there were, and of how many of them it is true. */
export type Count = { readonly customers: number; readonly cameBack: number }

/** Shares of 1. The truth lies between `from` and `to` with a chance of 95 %. */
export type RateDifference = {
  readonly value: number
  readonly from: number
  readonly to: number
  /** That the first rate is the higher. */
  readonly chanceHigher: number
}

/**
 * The first rate less the second, and what is known of it: both are Beta posteriors on Jeffreys' prior, Beta(½, ½), and the
 * interval leaves 2.5 % out on either side. Of the priors that know nothing, Jeffreys' covers about what it promises also with
 * few events (Agresti & Min 2005), where a uniform one pulls both rates to a half. `value` is what was seen. Null without a customer on one side.
 */
export const rateDifference = (left: Count, right: Count): RateDifference | null => {
  if (left.customers === 0 || right.customers === 0) return null
  const between = betaDifference(posterior(left), posterior(right))
  return {
    value: left.cameBack / left.customers - right.cameBack / right.customers,
    from: between.quantile(0.025),
    to: between.quantile(0.975),
    chanceHigher: 1 - between.chanceAtMost(0),
  }
}

/** The rate to expect; Jeffreys' prior keeps it off 0 and 1 where few were seen. Null where nobody was. */
export const expectedRate = (count: Count): number | null => (count.customers === 0 ? null : meanOf(posterior(count)))

const posterior = ({ customers, cameBack }: Count): Beta => ({ a: cameBack + 0.5, b: customers - cameBack + 0.5 })

/** Customers in each group, whole. */
export type GroupSizes = { readonly given: number; readonly leftOut: number }

/** How much of the customers is left out, 0 to 1, both excluded. */
export type LeftOutShare = number

/**
 * How many it takes to find a rate that is `lift` (0.2 is a fifth) above `baseRate`, if it is, in 80 of 100 studies, while
 * 5 of 100 find a difference where there is none: Fleiss, Tytun & Ury 1980 for groups of unequal size, without their correction
 * for continuity, which belongs to another test. Null where there is no such rate between 0 and 1.
 */
export const sizesNeeded = (baseRate: number, lift: number, leftOutShare: LeftOutShare): GroupSizes | null => {
  const raised = baseRate * (1 + lift)
  if (!(baseRate > 0 && raised > baseRate && raised < 1 && leftOutShare > 0 && leftOutShare < 1)) return null
  const ratio = (1 - leftOutShare) / leftOutShare
  const pooled = (baseRate + ratio * raised) / (1 + ratio)
  const alike = Math.sqrt((ratio + 1) * pooled * (1 - pooled))
  const apart = Math.sqrt(ratio * baseRate * (1 - baseRate) + raised * (1 - raised))
  const leftOut = (FALSE_ALARM * alike + POWER * apart) ** 2 / (ratio * (raised - baseRate) ** 2)
  return { given: Math.ceil(leftOut * ratio), leftOut: Math.ceil(leftOut) }
}

/** Standard normal quantiles of 0.975 and 0.8. */
const FALSE_ALARM = 1.959963984540054
const POWER = 0.8416212335729143

/** The smallest lift that so many customers can show, to 0.01; null where even rates of nearly 1 could not be told from the base rate. */
export const liftToBeFound = (baseRate: number, customers: number, leftOutShare: LeftOutShare): number | null => {
  const isFound = (lift: number) => {
    const needed = sizesNeeded(baseRate, lift, leftOutShare)
    return needed !== null && needed.given + needed.leftOut <= customers
  }
  if (!(baseRate > 0)) return null
  const steps = Math.ceil((1 / baseRate - 1) * 100) - 1
  if (steps < 1 || !isFound(steps / 100)) return null
  let [tooSmall, enough] = [0, steps]
  while (enough - tooSmall > 1) {
    const middle = (tooSmall + enough) >> 1
    if (isFound(middle / 100)) enough = middle
    else tooSmall = middle
  }
  return enough / 100
}

export type Progress = {
  readonly needed: number
  /** Weeks since each customer came in, longest ago first. */
  readonly weeksIn: readonly number[]
  /** At which more come in. */
  readonly perWeek: number
  /** How long each is watched. */
  readonly watchedWeeks: number
}

/** Weeks until as many as are needed have been watched to the end, more coming in at an even pace; null when never. */
export const weeksLeft = ({ needed, weeksIn, perWeek, watchedWeeks }: Progress): number | null => {
  if (needed <= 0) return 0
  const last = weeksIn[needed - 1]
  if (last !== undefined) return Math.max(0, watchedWeeks - last)
  return perWeek > 0 ? (needed - weeksIn.length) / perWeek + watchedWeeks : null
}
