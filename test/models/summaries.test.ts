import { expect, test } from 'vitest'
import { summarise, utcDay } from '../../app/models/summaries.ts'

const order = (customerId: string, at: string, value: number) => ({ customerId, at: Date.parse(at), value })
const day = (date: string) => utcDay(Date.parse(date))

test('orders of one day are one, the first is the start, and weeks are days ÷ 7', () => {
  const orders = [
    order('ada', '2026-01-01T23:00:00Z', 100),
    order('ada', '2026-01-03T08:00:00Z', 10),
    order('ada', '2026-01-03T19:00:00Z', 20),
    order('ada', '2026-01-11T00:00:00Z', 50),
  ]

  expect(summarise(orders, day('2026-01-20'))).toEqual([
    { customerId: 'ada', x: 2, tx: 10 / 7, T: 19 / 7, meanValue: 40 },
  ])
})

test('a customer of one day has no repeat order and no mean', () => {
  const orders = [order('ada', '2026-01-05T09:00:00Z', 100), order('ada', '2026-01-05T10:00:00Z', 30)]

  expect(summarise(orders, day('2026-01-05'))).toEqual([{ customerId: 'ada', x: 0, tx: 0, T: 0, meanValue: null }])
})

test('orders of the last day belong to it, later ones to nobody', () => {
  const orders = [
    order('ada', '2026-01-01T00:00:00Z', 1),
    order('ada', '2026-01-08T23:59:59.999Z', 5),
    order('ada', '2026-01-09T00:00:00Z', 9),
    order('bob', '2026-01-09T00:00:00Z', 9),
  ]

  expect(summarise(orders, day('2026-01-08'))).toEqual([{ customerId: 'ada', x: 1, tx: 1, T: 1, meanValue: 5 }])
})

test('the sequence of the orders does not matter', () => {
  const orders = Array.from({ length: 40 }, (_, i) =>
    order(i % 3 === 0 ? 'ada' : 'bob', new Date(Date.UTC(2026, 0, 1 + ((i * 17) % 40))).toISOString(), i),
  )
  const byId = (left: { customerId: string }, right: { customerId: string }) =>
    left.customerId.localeCompare(right.customerId)

  const sorted = summarise(
    [...orders].sort((left, right) => left.at - right.at),
    day('2026-03-01'),
  )

  expect([...summarise(orders, day('2026-03-01'))].sort(byId)).toEqual([...sorted].sort(byId))
})

test('the shop says on which day a moment falls', () => {
  const orders = [order('ada', '2026-01-01T22:00:00Z', 1), order('ada', '2026-01-01T23:30:00Z', 4)]
  const inBerlin = (at: number) => utcDay(at + 3_600_000)

  expect(summarise(orders, day('2026-01-02'), inBerlin)).toEqual([
    { customerId: 'ada', x: 1, tx: 1 / 7, T: 1 / 7, meanValue: 4 },
  ])
})

test('nothing comes of nothing', () => {
  expect(summarise([], day('2026-01-01'))).toEqual([])
})
