import { describe, expect, test } from 'vitest'
import { MOST_POLICY_BYTES } from '../../app/rules/checkout/compile-policy.ts'
import { keyOf } from '../../app/rules/checkout/standing-leaf.ts'
import type { Condition, Leaf } from '../../app/rules/types.ts'
import { compiledFrom, policyFrom, ruleWith } from './policies-for-tests.ts'

const regular: Leaf = { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }
const december: Leaf = { fact: 'shop.month', operator: 'equal', value: 12 }
const large: Leaf = { fact: 'cart.subtotal', operator: 'greaterThan', value: 5000 }
const inMonth = (month: number) => ({ readShop: () => month })
const standingLeavesIn = (condition: Condition, month: number) =>
  policyFrom([ruleWith({ conditions: { all: [condition] } })], inMonth(month)).numbers.length

describe('a policy', () => {
  test('is the same to the byte in whatever order its rules come', () => {
    const rules = ['c', 'a', 'b'].map((id, index) =>
      ruleWith({
        id,
        priority: index % 2,
        conditions: { any: [{ ...regular, value: index }, large] },
        exclusive: { group: id, pick: 'best' },
      }),
    )
    const numbers = new Map<string, number>()
    const numberOf = (key: string) => {
      if (!numbers.has(key)) numbers.set(key, numbers.size)
      return numbers.get(key) ?? 0
    }

    const first = policyFrom(rules, { numberOf })
    const second = policyFrom(rules.toReversed(), { numberOf })

    expect(second.text).toBe(first.text)
    expect(first.rules.map(({ ruleId }) => ruleId)).toEqual(['a', 'b', 'c'])
    expect(JSON.parse(first.text)).toEqual(first.policy)
  })

  test('asks nothing of a group that the shop settles, at any depth', () => {
    const nested: Condition = { not: { any: [{ all: [december, regular] }, { not: { any: [december, regular] } }] } }

    // In December the outer group needs only the regular; out of it, only the other way round. The permit is always asked.
    expect(standingLeavesIn({ all: [december, regular] }, 12)).toBe(2)
    expect(standingLeavesIn({ any: [december, regular] }, 12)).toBe(1)
    expect(standingLeavesIn(nested, 12)).toBe(2)
  })

  test('leaves out a rule that cannot hold, unless somebody holds it', () => {
    const never = ruleWith({ conditions: { all: [december, regular] } })

    expect(policyFrom([never], inMonth(11)).rules).toEqual([])
    expect(policyFrom([never], { ...inMonth(11), heldRuleIds: new Set(['rule-1']) }).rules).toHaveLength(1)
  })

  test('that is too large is refused with the sizes that make it so', () => {
    const rules = Array.from({ length: 100 }, (_, index) =>
      ruleWith({
        id: `rule-${index}`,
        offers: [{ on: 'order', worth: { percent: 1 }, message: `${index}${'é'.repeat(50)}`, subscriptions: false }],
      }),
    )
    const compiled = compiledFrom(rules)
    if (compiled.kind !== 'tooLarge') throw new Error(compiled.kind)

    expect(compiled.bytes).toBeGreaterThan(MOST_POLICY_BYTES)
    expect(compiled.rules).toHaveLength(100)
    expect(compiled.rules[0]?.bytes).toBeGreaterThan(100)
  })

  test('asks about ten product tags at most, the one of what is never discounted among them', () => {
    const tagged = (count: number) =>
      ruleWith({
        offers: [
          {
            on: 'products',
            worth: { percent: 1 },
            message: 'Tagged',
            select: {
              productTags: Array.from({ length: count }, (_, index) => `tag-${index}`),
              productTypes: [],
              skus: [],
            },
            subscriptions: false,
          },
        ],
        conditions: { any: [{ fact: 'cart.productTags', operator: 'includesAny', value: ['tag-0', 'asked'] }] },
      })

    expect(policyFrom([tagged(8)]).variables).toBe(
      '{"tags":["no-discount","tag-0","tag-1","tag-2","tag-3","tag-4","tag-5","tag-6","tag-7","asked"]}',
    )
    expect(compiledFrom([tagged(9)])).toMatchObject({ kind: 'tooManyTags' })
  })

  test('has no room for what compares the cart with the customer', () => {
    const conditions = { all: [{ ...large, value: { fact: 'customer.averageOrderValue' } }] }

    expect(() => compiledFrom([ruleWith({ conditions })])).toThrow('No checkout can answer cart.subtotal')
  })
})

describe('the key of a standing leaf', () => {
  const key = (leaf: Leaf) => keyOf({ kind: 'condition', leaf })
  const country: Leaf = { fact: 'customer.country', operator: 'in', value: ['GB', 'FR'] }

  test.each<[string, Leaf, Leaf]>([
    ['the order of a list', country, { ...country, value: ['FR', 'GB'] }],
    ['repetition', country, { ...country, value: ['GB', 'FR', 'GB'] }],
    ['a list of one', { ...country, value: ['GB'] }, { ...country, operator: 'equal', value: 'GB' }],
    ['minus nothing', { ...regular, value: -0 }, { ...regular, value: 0 }],
  ])('is the same whatever %s', (_, left, right) => {
    expect(key(left)).toBe(key(right))
  })

  test.each<[string, Leaf, Leaf]>([
    [
      'a bound and the other',
      { ...regular, operator: 'between', value: [1, 2] },
      { ...regular, operator: 'between', value: [2, 1] },
    ],
    ['a number and its text', { ...country, value: ['3'] }, { ...country, value: [3] }],
    [
      'a fact and its name',
      { ...country, operator: 'equal', value: { fact: 'x' } },
      { ...country, operator: 'equal', value: 'x' },
    ],
  ])('differs between %s', (_, left, right) => {
    expect(key(left)).not.toBe(key(right))
  })
})
