import { DAY_MS, type Limits, type Reason } from '../rules/types.ts'

/** What each customer was granted by each rule, for the limits that look back. */
export class Grants {
  readonly #rules = new Map<string, OfRule>()

  record(ruleId: string, customerId: string, at: number): void {
    const ofRule: OfRule = this.#rules.get(ruleId) ?? { moments: [], ofCustomers: new Map() }
    this.#rules.set(ruleId, ofRule)
    ofRule.moments.push(at)
    const moments = ofRule.ofCustomers.get(customerId)
    if (moments === undefined) ofRule.ofCustomers.set(customerId, [at])
    else moments.push(at)
  }

  /** How many a rule has granted, to anybody, since a moment, itself included. */
  countSince(ruleId: string, from: number): number {
    return countIf(this.#rules.get(ruleId)?.moments ?? [], (moment) => moment >= from)
  }

  /**
   * Why the limits allow no grant at `at`, if they do not. "In N days" is (at − N × 24 h, at]; a late entry also sees
   * the grants made after its moment, so that being late never gives more.
   */
  refusal({ perCustomer, coolDownDays }: Limits, ruleId: string, customerId: string, at: number): Reason | undefined {
    const moments = this.#rules.get(ruleId)?.ofCustomers.get(customerId)
    if (moments === undefined) return undefined
    const grantedWithin = (days: number) => countIf(moments, (moment) => moment > at - days * DAY_MS)
    if (coolDownDays !== undefined && grantedWithin(coolDownDays) > 0) return 'cooling_down'
    if (perCustomer !== undefined && grantedWithin(perCustomer.days) >= perCustomer.times) return 'capped'
    return undefined
  }
}

/** When it granted, to anybody and to each customer. */
type OfRule = { readonly moments: number[]; readonly ofCustomers: Map<string, number[]> }

const countIf = (moments: readonly number[], counts: (moment: number) => boolean): number => {
  let count = 0
  for (const moment of moments) if (counts(moment)) count++
  return count
}
