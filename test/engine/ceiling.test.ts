import { expect, test } from 'vitest'
import { order, payment } from '../ledger/entries.ts'
import { openShop, rule, verdictsOf } from './shop.ts'

const code = (percent: number) => ({
  type: 'discount.code',
  params: { percent, combinesWith: ['orders'] },
})
const exclusive = { group: 'thanks', pick: 'best' } as const

test('a code that would go past the ceiling outranks nobody', () => {
  const rules = [
    rule({ name: 'Held', trigger: 'order.created', actions: [code(15)] }),
    rule({ name: 'Large', actions: [code(20)], exclusive }),
    rule({ name: 'Small', actions: [code(10)], exclusive }),
  ]
  const { live } = openShop(rules)

  live(order('1'))

  expect(verdictsOf(live(payment('1', 1)))).toEqual({ Large: 'over_ceiling', Small: 'granted' })
})

test('codes that are given at once are held to the ceiling together', () => {
  const { live } = openShop([
    rule({ name: 'First', actions: [code(15)], priority: 60 }),
    rule({ name: 'Second', actions: [code(15)] }),
  ])

  live(order('1'))

  expect(verdictsOf(live(payment('1', 1)))).toEqual({ First: 'granted', Second: 'over_ceiling' })
})

test('parts of a per cent that come to the ceiling exactly are not past it', () => {
  const { live } = openShop([
    rule({ name: 'First', actions: [code(0.1)], priority: 70 }),
    rule({ name: 'Second', actions: [code(16.6)], priority: 60 }),
    rule({ name: 'Third', actions: [code(8.3)] }),
  ])

  live(order('1'))

  expect(verdictsOf(live(payment('1', 1)))).toMatchObject({ Third: 'granted' })
})
