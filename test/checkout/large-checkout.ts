import type { CheckoutRule } from '../../app/rules/checkout/checkout-rule.ts'
import { type CompiledPolicy, compilePolicy } from '../../app/rules/checkout/compile-policy.ts'
import type { Offer } from '../../app/rules/checkout/offer.ts'
import { packStanding } from '../../app/rules/checkout/standing.ts'

/**
 * A checkout at the edge of what a shop may have: every line is chosen by several rules, half of the worths are amounts. One rule
 * in so many is met.
 */
export const largeCheckout = (lineCount: number, ruleCount: number, oneIn = 1) => {
  const rules = Array.from({ length: ruleCount }, (_, index) => ruleAt(index))
  const compiled = policyOf(rules)
  if (compiled.kind !== 'policy') throw new Error(`No policy: ${JSON.stringify(compiled)}`)
  const upTo = Math.max(0, ...compiled.numbers)
  const permits = new Set(rules.filter((_, index) => index % oneIn === 0).map(({ id }) => id))
  const holds = (number: number) => {
    const ruleId = compiled.permits.get(number)
    return ruleId === undefined || permits.has(ruleId)
  }
  const standing = packStanding({ upTo, numberOfOrders: 4, holds })
  return { compiled, input: inputWith(compiled, standing, lineCount) }
}

const TAGS = ['sale', 'tea', 'gift-sets']

type CompiledForTest = CompiledPolicy & { readonly permits: ReadonlyMap<number, string> }

const policyOf = (rules: readonly CheckoutRule[]): CompiledForTest => {
  const numbers = new Map<string, number>()
  const permits = new Map<number, string>()
  const compiled = compilePolicy({
    rules,
    heldRuleIds: new Set(rules.slice(0, 5).map(({ id }) => id)),
    ceilingPercent: 80,
    noDiscountTag: 'no-discount',
    leaveOutBusiness: true,
    currency: 'GBP',
    numberOf: (key) => {
      const number = numbers.get(key) ?? numbers.size
      numbers.set(key, number)
      const [kind, ruleId] = JSON.parse(key) as string[]
      if (kind === 'permit' && ruleId !== undefined) permits.set(number, ruleId)
      return number
    },
    newcomer: () => false,
    readShop: () => undefined,
  })
  return { ...compiled, permits }
}

/** Two questions about the customer, one about the cart. */
const ruleAt = (index: number): CheckoutRule => ({
  id: `rule-${String(index).padStart(3, '0')}`,
  name: `Rule ${index}`,
  priority: index % 3,
  conditions: {
    all: [
      { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: index },
      { fact: 'customer.tags', operator: 'contains', value: `tag-${index}` },
      { fact: 'cart.subtotal', operator: 'greaterThan', value: 100 + (index % 10) },
    ],
  },
  guests: 'nobody',
  offers: [offerAt(index)],
  exclusive: index % 4 === 0 ? { group: `group ${index % 3}`, pick: 'best' } : undefined,
  isLimitedPerCustomer: index % 2 === 0,
})

const offerAt = (index: number): Offer => {
  const worth = index % 2 === 0 ? { percent: 1 + index / 10 } : { amount: 101 + index }
  const message = `Offer ${index} for regulars`
  const rest = { worth, minimum: 10, message, subscriptions: index % 4 === 0 }
  if (index % 3 === 0) return { on: 'order', ...rest }
  if (index % 3 === 1) return { on: 'shipping', ...rest }
  const selects = [
    { productTags: [TAGS[index % TAGS.length] ?? ''], productTypes: [], skus: [] },
    { productTags: [], productTypes: [`Type ${index % 8}`, `Type ${(index + 3) % 8}`], skus: [] },
    { productTags: [], productTypes: [], skus: [`SKU-${index}`, `SKU-${index * 4}`] },
  ]
  return {
    on: 'products',
    ...rest,
    select: selects[(index >> 2) % 3] ?? { productTags: [], productTypes: [], skus: [] },
  }
}

const inputWith = (compiled: CompiledPolicy & { kind: 'policy' }, standing: unknown, lineCount: number) => ({
  presentmentCurrencyRate: '1.17',
  shop: { localTime: { date: '2026-11-22' } },
  discount: {
    discountClasses: ['ORDER', 'PRODUCT', 'SHIPPING'],
    metafield: { jsonValue: compiled.policy },
  },
  cart: {
    cost: { subtotalAmount: { currencyCode: 'EUR' } },
    buyerIdentity: {
      isAuthenticated: true,
      customer: { numberOfOrders: 4, metafield: { jsonValue: standing } },
      purchasingCompany: null,
    },
    deliveryGroups: [
      {
        id: 'gid://shopify/CartDeliveryGroup/0',
        deliveryOptions: Array.from({ length: 5 }, (_, index) => ({
          handle: `option-${index}`,
          cost: { amount: '4.90' },
        })),
        deliveryAddress: { countryCode: 'DE' },
      },
    ],
    lines: Array.from({ length: lineCount }, (_, index) => ({
      id: `gid://shopify/CartLine/${index}`,
      quantity: 1 + (index % 3),
      cost: { subtotalAmount: { amount: `${10 + index}.${10 + (index % 90)}` } },
      sellingPlanAllocation: index % 5 === 0 ? { sellingPlan: { id: `gid://shopify/SellingPlan/${index}` } } : null,
      merchandise: {
        sku: `SKU-${index}`,
        product: {
          isGiftCard: false,
          productType: `Type ${index % 11}`,
          hasTags: compiled.tags.map((tag, place) => ({
            tag,
            hasTag: tag !== 'no-discount' && (index + place) % 4 === 0,
          })),
        },
      },
    })),
  },
})
