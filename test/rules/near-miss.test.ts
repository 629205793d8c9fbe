import { expect, test } from 'vitest'
import { nearest } from '../../app/rules/near-miss.ts'

const NAMES = ['customer.ordersCount', 'customer.ordersLast90Days', 'customer.country', 'order.country', 'order.total']

test.each([
  ['customer.orderCount', 'customer.ordersCount'],
  ['customer.ordersCuont', 'customer.ordersCount'],
  ['Customer.OrdersCount', 'customer.ordersCount'],
  ['total', 'order.total'],
  ['customer.total', 'order.total'],
  ['order.contry', 'order.country'],
  ['country', undefined],
  ['shoeSize', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
])('%s probably means %s', (word, meant) => {
  expect(nearest(word, NAMES)).toBe(meant)
})
