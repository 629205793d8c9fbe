import { DAY_MS, type Limits, type Reason } from '../rules/types.ts'

/** What each customer was granted by each rule, for the limits that look back. */
export class Grants {
  readonly #moments = new Map<string, number[]>()

  record(ruleId: string, customerId: string, at: number): void {
    const name = nameOf(ruleId, customerId)
    const moments = this.#moments.get(name)
    if (moments === undefined) this.#moments.set(name, [at])
    else moments.push(at)
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
