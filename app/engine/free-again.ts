import { DAY_MS, type Limits } from '../rules/types.ts'

/**
 * From when on a rule's limits let it give to a customer again who was given something at these moments, oldest first; at
 * the earliest `at`. "In N days" is (moment − N × 24 h, moment], so a grant stops counting exactly N × 24 h later.
 */
export const freeAgain = ({ perCustomer, coolDownDays }: Limits, grantedAt: readonly number[], at: number): number => {
  const last = grantedAt.at(-1)
  const cooledDown = coolDownDays === undefined || last === undefined ? at : last + coolDownDays * DAY_MS
  const oldestThatCounts = perCustomer && grantedAt.at(-perCustomer.times)
  const uncapped = oldestThatCounts === undefined ? at : oldestThatCounts + (perCustomer?.days ?? 0) * DAY_MS
  return Math.max(at, cooledDown, uncapped)
}
