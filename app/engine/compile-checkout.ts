import { emptyHistory } from '../ledger/customer.ts'
import type { ShopReader } from '../ledger/shop-figures.ts'
import type { CheckoutRule } from '../rules/checkout/checkout-rule.ts'
import { type CompiledPolicy, compilePolicy } from '../rules/checkout/compile-policy.ts'
import { keyOf, type StandingLeaf, standingLeavesOf } from '../rules/checkout/standing-leaf.ts'
import { parseTime } from '../rules/iso-time.ts'
import type { Policies } from '../rules/policies.ts'
import { dayIn } from '../vocabulary/calendar.ts'
import { factReader } from './fact-reader.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { type NumberedLeaf, newcomerAnswer } from './standings.ts'

/** A rule that is asked at the checkout, as the policy is made of it. */
export type RuleAtCheckout = { readonly rule: RunnableRule; readonly endsAt: string | null }

export type CheckoutCompilation = {
  readonly compiled: CompiledPolicy
  /** Leaves that had no number yet, under the next ones. */
  readonly added: readonly NumberedLeaf[]
}

export type CheckoutInput = {
  readonly rules: readonly RuleAtCheckout[]
  /** Of which customers may keep an offer. */
  readonly heldRuleIds: ReadonlySet<string>
  /** Every leaf that ever got a number, rising from 0. */
  readonly leaves: readonly NumberedLeaf[]
  readonly policies: Policies
  readonly currency: string
  readonly timeZone: string
  readonly shop: ShopReader
  /** Epoch milliseconds. */
  readonly now: number
}

/** No product with this tag is ever discounted. */
export const NO_DISCOUNT_TAG = 'no-discount'

/** The policy of these rules as things stand now. Numbers are given out in the order of the rules' ids. */
export const compileCheckout = (input: CheckoutInput): CheckoutCompilation => {
  const { heldRuleIds, leaves, policies, currency, timeZone, shop, now } = input
  const rules = input.rules
    .map((each) => toCheckoutRule(each, timeZone))
    .sort((left, right) => (left.id < right.id ? -1 : 1))
  const numbers = new Map(leaves.map(({ number, leaf }) => [keyOf(leaf), number]))
  // Whether an offer is kept has its number before anybody keeps one: everybody would have to be told anew for the first.
  const added = rules.flatMap((rule) => numberNew(standingLeavesOf(rule, true), numbers))
  const subject = { at: now, timeZone, order: undefined, shop }
  const compiled = compilePolicy({
    rules,
    heldRuleIds,
    ceilingPercent: policies.discountCeilingPercent,
    noDiscountTag: NO_DISCOUNT_TAG,
    leaveOutBusiness: policies.leaveOutBusiness,
    currency,
    numberOf: (key) => {
      const number = numbers.get(key)
      if (number === undefined) throw new Error(`No number was given to ${key}`)
      return number
    },
    newcomer: newcomerAnswer(
      input.rules.map(({ rule }) => rule),
      factReader({ ...subject, customer: emptyHistory('') }),
    ),
    readShop: factReader({ ...subject, customer: undefined }),
  })
  return { compiled, added }
}

export const numberNew = (asked: readonly StandingLeaf[], numbers: Map<string, number>): NumberedLeaf[] => {
  const added: NumberedLeaf[] = []
  for (const leaf of asked) {
    const key = keyOf(leaf)
    if (numbers.has(key)) continue
    const number = numbers.size
    numbers.set(key, number)
    added.push({ number, leaf })
  }
  return added
}

export const toCheckoutRule = ({ rule, endsAt }: RuleAtCheckout, timeZone: string): CheckoutRule => {
  const { id, name, priority, evaluable, checkout, exclusive } = rule
  const end = endsAt === null ? undefined : parseTime(endsAt)
  return {
    id,
    name,
    priority,
    conditions: evaluable.conditions,
    guests: checkout?.guests ?? 'nobody',
    offers: checkout?.offers ?? [],
    exclusive,
    isLimitedPerCustomer: isLimitedPerCustomer(rule),
    // The last moment before the end: one that ends at midnight gives nothing on the day that begins.
    ...(end !== undefined && { endsOn: dayIn(timeZone, end - 1) }),
  }
}

export const isLimitedPerCustomer = ({ limits }: Pick<RunnableRule, 'limits'>): boolean =>
  limits.perCustomer !== undefined || limits.coolDownDays !== undefined
