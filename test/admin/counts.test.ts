import { expect, test } from 'vitest'
import { count } from '../../app/admin/format/counts.ts'

const orders = { one: 'order', other: 'orders' }

test.each([
  [0, '0 orders'],
  [1, '1 order'],
  [2, '2 orders'],
  [3200, '3,200 orders'],
])('%i is said as "%s"', (number, says) => {
  expect(count(number, orders)).toBe(says)
})
