import { DAY_MS, type Limits, type Reason } from '../rules/types.ts'

/** What each customer was granted by each rule, for the limits that look back. */
export class Grants {
  readonly #moments = new Map<string, number[]>()
  readonly #ofRule = new Map<string, number[]>()

  record(ruleId: string, customerId: string, at: number): void {
    push(this.#moments, nameOf(ruleId, customerId), at)
    push(this.#ofRule, ruleId, at)
  }

  /** How many a rule has granted, to anybody, since a moment, itself included. */
  countSince(ruleId: string, from: number): number {
    return (this.#ofRule.get(ruleId) ?? []).filter((moment) => moment >= from).length
  }

  /**
   * Why the limits allow no grant at `at`, if they do not. "In N days" is (at − N × 24 h, at]; a late entry also sees
   * the grants made after its moment, so that being late never gives more.
   */
  refusal({ perCustomer, coolDownDays }: Limits, ruleId: string, customerId: string, at: number): Reason | undefined {
    const moments = this.#moments.get(nameOf(ruleId, customerId)) ?? []
    const grantedWithin = (days: number) => moments.filter((moment) => moment > at - days * DAY_MS).length
    if (coolDownDays !== undefined && grantedWithin(coolDownDays) > 0) return 'cooling_down'
    if (perCustomer !== undefined && grantedWithin(perCustomer.days) >= perCustomer.times) return 'capped'
    return undefined
  }
}

const nameOf = (ruleId: string, customerId: string): string => `${ruleId} ${customerId}`

const push = (moments: Map<string, number[]>, name: string, at: number): void => {
  const held = moments.get(name)
  if (held === undefined) moments.set(name, [at])
  else held.push(at)
}
