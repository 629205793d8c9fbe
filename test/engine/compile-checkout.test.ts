import { expect, test } from 'vitest'
import { compileCheckout } from '../../app/engine/compile-checkout.ts'
import type { NumberedLeaf } from '../../app/engine/standings.ts'
import { ShopFigures } from '../../app/ledger/shop-figures.ts'
import { DEFAULT_POLICIES } from '../../app/rules/policies.ts'
import { rule } from './shop.ts'

const regulars = rule({
  name: 'Regulars',
  trigger: 'checkout',
  conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 }] },
  actions: [{ type: 'discount.order', params: { percent: 10, message: 'Ten off' } }],
})

const compile = (leaves: readonly NumberedLeaf[], heldRuleIds: readonly string[] = []) =>
  compileCheckout({
    rules: [{ rule: regulars, endsAt: null }],
    heldRuleIds: new Set(heldRuleIds),
    leaves,
    policies: DEFAULT_POLICIES,
    ...{ currency: 'GBP', timeZone: 'UTC', now: 0 },
    shop: ShopFigures.of([], 0),
  })

test('the first offer that somebody keeps asks nothing that customers were not told of', () => {
  const { added } = compile([])

  expect(added.map(({ leaf }) => leaf.kind)).toEqual(['permit', 'held', 'condition'])
  expect(compile(added, [regulars.id]).added).toEqual([])
})
