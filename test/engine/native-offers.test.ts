import { expect, test } from 'vitest'
import { nativeOf } from '../../app/engine/native-offers.ts'
import type { Leaf } from '../../app/rules/types.ts'
import { rule } from './shop.ts'

test.each<{ asks: Leaf; is: ReturnType<typeof nativeOf>['is'] }>([
  { asks: { fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 }, is: 'native' },
  { asks: { fact: 'cart.subtotal', operator: 'greaterThan', value: 0 }, is: 'not' },
  { asks: { fact: 'shop.hour', operator: 'greaterThan', value: 17 }, is: 'not' },
])('a rule that asks $asks.fact is $is for a discount of Shopify’s own', ({ asks, is }) => {
  const asking = rule({
    trigger: 'checkout',
    conditions: { all: [asks] },
    actions: [{ type: 'discount.order', params: { percent: 10, message: 'Ten off' } }],
  })

  expect(nativeOf(asking).is).toBe(is)
})
