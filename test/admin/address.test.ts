import { expect, test } from 'vitest'
import { keepAddress, shopInAddress } from '../../app/admin/address.ts'

test.each([
  { to: '/tasks', search: '?shop=a.myshopify.com', is: '/tasks?shop=a.myshopify.com' },
  { to: '/tasks?view=all', search: '?shop=a.myshopify.com&view=mine', is: '/tasks?view=all&shop=a.myshopify.com' },
  { to: '/tasks', search: '?host=aGk&hmac=x', is: '/tasks?host=aGk' },
  { to: '/rules', search: '', is: '/rules' },
])('from $search to $to keeps only what every page needs', ({ to, search, is }) => {
  expect(keepAddress(to, search)).toBe(is)
})

test('an address without a shop names none', () => {
  expect(shopInAddress('?host=aGk')).toBe('')
})
