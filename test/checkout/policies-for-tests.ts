import type { CheckoutCart, CheckoutLine } from '../../app/rules/checkout/checkout-cart.ts'
import type { CheckoutRule } from '../../app/rules/checkout/checkout-rule.ts'
import { type CompiledPolicy, compilePolicy, type PolicyInput } from '../../app/rules/checkout/compile-policy.ts'
import { type Decided, decideOffers } from '../../app/rules/checkout/decide-offers.ts'

/** Good rules and carts, with whatever a test wants different. */

export const ruleWith = (more: Partial<CheckoutRule> = {}): CheckoutRule => ({
  id: 'rule-1',
  name: 'Regulars get it too',
  priority: 50,
  conditions: { all: [{ fact: 'cart.itemsCount', operator: 'greaterThanInclusive', value: 0 }] },
  guests: 'newcomer',
  offers: [{ on: 'order', worth: { percent: 10 }, message: 'For you', subscriptions: false }],
  exclusive: undefined,
  isLimitedPerCustomer: false,
  ...more,
})

export const lineWith = (id: string, amount: number, more: Partial<CheckoutLine> = {}): CheckoutLine => ({
  id,
  quantity: 1,
  amount,
  productTags: [],
  productType: undefined,
  sku: undefined,
  isGiftCard: false,
  isSubscription: false,
  ...more,
})

export const cartWith = (lines: readonly CheckoutLine[], more: Partial<CheckoutCart> = {}): CheckoutCart => ({
  lines,
  deliveries: [],
  currency: 'GBP',
  rate: 1,
  country: 'GB',
  customer: undefined,
  isBusiness: false,
  today: '2026-11-22',
  ...more,
})

/** Numbers as they come; everything is true of newcomers. */
export const compiledFrom = (rules: readonly CheckoutRule[], more: Partial<PolicyInput> = {}): CompiledPolicy => {
  const numbers = new Map<string, number>()
  return compilePolicy({
    rules,
    heldRuleIds: new Set(),
    ceilingPercent: 25,
    noDiscountTag: 'no-discount',
    leaveOutBusiness: true,
    currency: 'GBP',
    numberOf: (key) => {
      const number = numbers.get(key) ?? numbers.size
      numbers.set(key, number)
      return number
    },
    newcomer: () => true,
    readShop: () => undefined,
    ...more,
  })
}

export const policyFrom = (
  rules: readonly CheckoutRule[],
  more: Partial<PolicyInput> = {},
): CompiledPolicy & { kind: 'policy' } => {
  const compiled = compiledFrom(rules, more)
  if (compiled.kind !== 'policy') throw new Error(`No policy: ${JSON.stringify(compiled)}`)
  return compiled
}

/** What a guest gets, who counts as a newcomer. */
export const decidedFor = (
  rules: readonly CheckoutRule[],
  cart: CheckoutCart,
  more: Partial<PolicyInput> = {},
): Decided => decideOffers(policyFrom(rules, more).policy, undefined, cart)
