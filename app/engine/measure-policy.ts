import { type CompiledPolicy, compilePolicy } from '../rules/checkout/compile-policy.ts'
import { keyOf, knownBy, standingLeavesOf } from '../rules/checkout/standing-leaf.ts'
import { type Opened, open } from '../rules/conditions.ts'
import type { Policies } from '../rules/policies.ts'
import type { Condition, Group } from '../rules/types.ts'
import { NO_DISCOUNT_TAG, numberNew, toCheckoutRule } from './compile-checkout.ts'
import type { RunnableRule } from './prepare-rule.ts'
import type { NumberedLeaf } from './standings.ts'

/** What is known already of a shop's checkout. */
export type CheckoutAsked = { readonly leaves: readonly NumberedLeaf[]; readonly heldRuleIds: ReadonlySet<string> }

/**
 * How large the policy of these rules can become, whatever the shop's own facts come to be: what they settle now may be
 * settled otherwise tomorrow, so a policy that only fits today does not fit.
 */
export const measurePolicy = (
  rules: readonly RunnableRule[],
  { leaves, heldRuleIds }: CheckoutAsked,
  policies: Policies,
  { currency, timeZone }: { readonly currency: string; readonly timeZone: string },
): CompiledPolicy => {
  const numbers = new Map(leaves.map(({ number, leaf }) => [keyOf(leaf), number]))
  const asked = rules.map((rule) => {
    const made = toCheckoutRule({ rule, endsAt: NEVER }, timeZone)
    return { ...made, conditions: withoutShop(made.conditions) }
  })
  for (const rule of asked) numberNew(standingLeavesOf(rule, true), numbers)
  return compilePolicy({
    rules: asked,
    heldRuleIds,
    ceilingPercent: policies.discountCeilingPercent,
    noDiscountTag: NO_DISCOUNT_TAG,
    leaveOutBusiness: policies.leaveOutBusiness,
    currency,
    numberOf: (key) => numbers.get(key) ?? numbers.size,
    newcomer: () => true,
    readShop: () => undefined,
  })
}

/** As long as any date. */
const NEVER = '9999-12-31T00:00:00Z'

/** In an `all` as if it held, in an `any` as if it did not: what is left is the largest that there can be. */
const withoutShop = (group: Group): Group => {
  const parts = partsOf(open(group)).flatMap((part): Condition[] => {
    if (!('fact' in part)) return [withoutShop(part)]
    return knownBy(part) === 'shop' ? [] : [part]
  })
  if ('all' in group) return { all: parts }
  if ('any' in group) return { any: parts }
  const [inner] = parts
  return inner === undefined ? { all: [] } : { not: inner }
}

const partsOf = (opened: Opened): readonly Condition[] => {
  switch (opened.kind) {
    case 'all':
    case 'any':
      return opened.parts
    case 'not':
      return [opened.part]
    case 'leaf':
      return [opened.leaf]
    default:
      return opened satisfies never
  }
}
