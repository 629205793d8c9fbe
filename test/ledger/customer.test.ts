import { describe, expect, test } from 'vitest'
import {
  amend,
  asOf,
  averageBefore,
  averageOrderValue,
  type CustomerHistory,
  emptyHistory,
  firstCountedOrder,
  firstOrderEver,
  fold,
  lastCountedOrder,
  lastDays,
  positionOf,
  roundHalfAwayFromZero,
} from '../../app/ledger/customer.ts'
import { DAY_MS, type Entry } from '../../app/ledger/entries.ts'
import { ShopFigures } from '../../app/ledger/shop-figures.ts'
import { adjustment, cancellation, order, payment, refund, tagChange } from './entries.ts'

const historyOf = (...entries: readonly Entry[]): CustomerHistory => {
  const history = emptyHistory('ada')
  for (const entry of entries) fold(history, entry)
  return history
}
const record = (orders: number, spent: number, at: number): Entry => ({
  ...tagChange('opening', { at }),
  counters: { orders, spent },
})
const sumsOf = ({ ordersCount, keptOrdersCount, grossSpent, totalSpent }: CustomerHistory) => ({
  ordersCount,
  keptOrdersCount,
  grossSpent,
  totalSpent,
})

describe('what counts', () => {
  test.each<{ says: string; entries: readonly Entry[]; is: ReturnType<typeof sumsOf> }>([
    {
      says: 'nothing happened: all is 0',
      entries: [],
      is: { ordersCount: 0, keptOrdersCount: 0, grossSpent: 0, totalSpent: 0 },
    },
    {
      says: 'a payment changes nothing, for the order counts from its own moment',
      entries: [order('1'), payment('1', 1)],
      is: { ordersCount: 1, keptOrdersCount: 1, grossSpent: 5000, totalSpent: 5000 },
    },
    {
      says: 'a part refund lowers the total spent and keeps the order',
      entries: [order('1'), refund('r1', '1', 1200, 1)],
      is: { ordersCount: 1, keptOrdersCount: 1, grossSpent: 5000, totalSpent: 3800 },
    },
    {
      says: 'an order refunded in full, in two parts, counts and is not kept',
      entries: [order('1'), refund('r1', '1', 4000, 1), refund('r2', '1', 1000, 2)],
      is: { ordersCount: 1, keptOrdersCount: 0, grossSpent: 5000, totalSpent: 0 },
    },
    {
      says: 'a refund of more than the order leaves less than nothing',
      entries: [order('1'), refund('r1', '1', 6000, 1)],
      is: { ordersCount: 1, keptOrdersCount: 0, grossSpent: 5000, totalSpent: -1000 },
    },
    {
      says: 'a cancelled order counts no longer',
      entries: [order('1'), order('2', { at: 1, total: 700 }), cancellation('1', 2)],
      is: { ordersCount: 1, keptOrdersCount: 1, grossSpent: 700, totalSpent: 700 },
    },
    {
      says: 'a refund before the cancellation of its order goes with the order',
      entries: [order('1'), refund('r1', '1', 2000, 1), cancellation('1', 2)],
      is: { ordersCount: 0, keptOrdersCount: 0, grossSpent: 0, totalSpent: 0 },
    },
    {
      says: 'a refund after the cancellation of its order counts nothing',
      entries: [order('1'), cancellation('1', 1), refund('r1', '1', 5000, 2)],
      is: { ordersCount: 0, keptOrdersCount: 0, grossSpent: 0, totalSpent: 0 },
    },
    {
      says: 'a second cancellation takes nothing twice',
      entries: [order('1'), order('2'), cancellation('1', 1), cancellation('1', 2)],
      is: { ordersCount: 1, keptOrdersCount: 1, grossSpent: 5000, totalSpent: 5000 },
    },
    {
      says: 'an adjustment lowers the total spent, also below nothing',
      entries: [order('1', { total: 1000 }), adjustment('a1', 1500, 1)],
      is: { ordersCount: 1, keptOrdersCount: 1, grossSpent: 1000, totalSpent: -500 },
    },
    {
      says: 'an adjustment of somebody who never ordered leaves what it leaves',
      entries: [adjustment('a1', 300)],
      is: { ordersCount: 0, keptOrdersCount: 0, grossSpent: 0, totalSpent: -300 },
    },
    {
      says: 'an order of total 0 stays in the story and does not count',
      entries: [order('1', { total: 0 })],
      is: { ordersCount: 0, keptOrdersCount: 0, grossSpent: 0, totalSpent: 0 },
    },
    {
      says: 'a test order does not count, nor does its refund',
      entries: [order('1', { counts: false }), refund('r1', '1', 5000, 1)],
      is: { ordersCount: 0, keptOrdersCount: 0, grossSpent: 0, totalSpent: 0 },
    },
    {
      says: 'an order of a negative total counts and is not kept, for nothing of it is left to keep',
      entries: [order('1', { total: -700 })],
      is: { ordersCount: 1, keptOrdersCount: 0, grossSpent: -700, totalSpent: -700 },
    },
    {
      says: 'a refund or cancellation of an order that nobody knows changes nothing',
      entries: [order('1'), refund('r1', '404', 100, 1), cancellation('404', 2)],
      is: { ordersCount: 1, keptOrdersCount: 1, grossSpent: 5000, totalSpent: 5000 },
    },
  ])('$says', ({ entries, is }) => {
    expect(sumsOf(historyOf(...entries))).toEqual(is)
  })
})

describe('places and averages', () => {
  const history = historyOf(
    order('1', { at: 0, total: 100 }),
    order('2', { at: 1, total: 0 }),
    order('3', { at: 2, total: 301 }),
    order('4', { at: 3, total: 50 }),
    cancellation('4', 4),
  )

  test('an order has its place among those that count', () => {
    expect(['1', '2', '3', '4', '404'].map((id) => positionOf(history, id))).toEqual([
      1,
      undefined,
      2,
      undefined,
      undefined,
    ])
  })

  test('the first and the last order are of those that count', () => {
    expect(firstCountedOrder(history)?.id).toBe('1')
    expect(lastCountedOrder(history)?.id).toBe('3')
    expect(lastCountedOrder(historyOf(order('1', { total: 0 })))).toBeUndefined()
  })

  test('the average is half away from zero, and missing without an order that counts', () => {
    expect(averageOrderValue(history)).toBe(201)
    expect(averageOrderValue(historyOf(order('1', { total: 1 }), order('2', { total: 2 }), adjustment('a', 6)))).toBe(
      -2,
    )
    expect(averageOrderValue(historyOf(adjustment('a', 6)))).toBeUndefined()
  })

  test.each([
    [0.5, 1],
    [-0.5, -1],
    [1.5, 2],
    [2.4999, 2],
    [-2.5, -3],
    [0, 0],
  ])('%d rounds to %d', (value, rounded) => {
    expect(roundHalfAwayFromZero(value)).toBe(rounded)
  })
})

describe('the average just before an order', () => {
  test('is of what counted then, less what had been refunded by then', () => {
    const history = historyOf(
      order('1', { at: 0, total: 1000 }),
      order('2', { at: 1, total: 400 }),
      refund('r1', '1', 200, 2),
      order('3', { at: 3, total: 9000 }),
      cancellation('2', 4),
      refund('r2', '1', 800, 5),
    )

    expect(['1', '2', '3', '404'].map((id) => averageBefore(history, id))).toEqual([undefined, 1000, 600, undefined])
  })

  test('follows an edit of an earlier order', () => {
    const history = historyOf(order('1', { total: 1000 }), order('2', { at: 1 }))

    amend(history, order('1', { total: 1500 }))

    expect(averageBefore(history, '2')).toBe(1500)
  })
})

describe('the last days', () => {
  const at = 500 * DAY_MS
  const onTheEdge = order('1', { at: at - 90 * DAY_MS })
  const justInside = order('2', { at: at - 90 * DAY_MS + 1, total: 900 })

  test('begin just after so many times 24 hours ago', () => {
    expect(lastDays(historyOf(onTheEdge, justInside), 90, at)).toEqual({ orders: 1, spent: 900 })
    expect(lastDays(historyOf(onTheEdge, justInside), 91, at)).toEqual({ orders: 2, spent: 5900 })
  })

  test('take off refunds of their orders, whenever made, and adjustments of their time', () => {
    const history = historyOf(
      onTheEdge,
      adjustment('a1', 7, at - 90 * DAY_MS),
      justInside,
      refund('r1', '1', 1000, at),
      refund('r2', '2', 100, at),
      adjustment('a2', 5, at),
    )

    expect(lastDays(history, 90, at)).toEqual({ orders: 1, spent: 900 - 100 - 5 })
  })

  test('leave out orders that do not count', () => {
    const history = historyOf(justInside, order('3', { at, total: 10 }), cancellation('3', at))

    expect(lastDays(history, 90, at)).toEqual({ orders: 1, spent: 900 })
  })
})

describe('tags', () => {
  test('are a set in the order they were added', () => {
    const history = historyOf(
      tagChange('1', { add: ['vip', 'tea'] }),
      tagChange('2', { add: ['tea', 'staff'], remove: ['vip'], at: 1 }),
    )

    expect(history.tags).toEqual(['tea', 'staff'])
  })

  test('stay as they are now in an earlier state, for they are not dated', () => {
    const history = historyOf(order('1'), tagChange('1', { add: ['vip'], at: 5 }))

    expect(asOf(history, { at: 1, kind: 'shop', id: '' }).tags).toEqual(['vip'])
  })
})

describe('a newer copy of an order', () => {
  test('holds from the moment of the order on', () => {
    const history = historyOf(order('1'), order('2', { at: 1, total: 100 }), refund('r1', '1', 1000, 2))

    amend(history, order('1', { total: 6000, country: 'FR' }))

    expect(sumsOf(history)).toEqual({ ordersCount: 2, keptOrdersCount: 2, grossSpent: 6100, totalSpent: 5100 })
    expect(history.orders[0]).toMatchObject({ country: 'FR', at: 0, refunds: [{ amount: 1000 }] })
    expect(sumsOf(asOf(history, { at: 0, kind: 'order', id: '1' })).totalSpent).toBe(6000)
  })

  test('can make an order count no longer, and again', () => {
    const history = historyOf(order('1'))

    amend(history, order('1', { total: 0, counts: false }))
    expect(sumsOf(history)).toEqual({ ordersCount: 0, keptOrdersCount: 0, grossSpent: 0, totalSpent: 0 })

    amend(history, order('1'))
    expect(sumsOf(history)).toEqual({ ordersCount: 1, keptOrdersCount: 1, grossSpent: 5000, totalSpent: 5000 })
  })

  test('of a cancelled order changes no sum', () => {
    const history = historyOf(order('1'), cancellation('1', 1))

    amend(history, order('1', { total: 9000 }))

    expect(sumsOf(history)).toEqual({ ordersCount: 0, keptOrdersCount: 0, grossSpent: 0, totalSpent: 0 })
  })

  test('of an order that nobody knows changes nothing', () => {
    const history = historyOf(order('1'))

    amend(history, order('2'))

    expect(history).toEqual(historyOf(order('1')))
  })
})

describe('orders of before the first that is held', () => {
  const shown = order('9', { at: 100, total: 3_000 })

  test('are part of every count and sum, and of the place of later orders', () => {
    const history = historyOf(record(3, 6_000, 50), shown)

    expect(sumsOf(history)).toEqual({ ordersCount: 4, keptOrdersCount: 4, grossSpent: 9_000, totalSpent: 9_000 })
    expect(positionOf(history, '9')).toBe(4)
    expect(averageOrderValue(history)).toBe(2_250)
    expect(firstOrderEver(history)).toBeUndefined()
    expect(lastCountedOrder(history)?.id).toBe('9')
  })

  test('are fewer by those that are held after all, and none when all are', () => {
    const older = order('1', { at: 10, total: 2_000 })

    expect(historyOf(older, record(3, 6_000, 50), shown).opening).toMatchObject({ orders: 2, spent: 4_000 })
    const all = historyOf(older, order('2', { at: 20 }), order('3', { at: 30 }), record(3, 12_000, 50), shown)
    expect(all.opening).toBeUndefined()
    expect(firstOrderEver(all)?.id).toBe('1')
  })

  test('open the story once', () => {
    expect(historyOf(record(3, 6_000, 50), shown, record(9, 99_000, 200)).ordersCount).toBe(4)
  })

  test('were not there before their moment', () => {
    const history = historyOf(record(3, 6_000, 50), shown)

    expect(asOf(history, { at: 49, kind: 'shop', id: '' }).ordersCount).toBe(0)
    expect(sumsOf(asOf(history, { at: 99, kind: 'shop', id: '' }))).toMatchObject({ ordersCount: 3, totalSpent: 6_000 })
    expect(asOf(history, { at: 100, kind: 'shop', id: '' })).toEqual(history)
  })

  test('are counted in the figures of the shop', () => {
    const figures = ShopFigures.of([historyOf(record(3, 6_000, 50)), { ...historyOf(shown), id: 'bea' }], 200)

    expect([figures.customersCount, figures.repeatCustomersCount]).toEqual([2, 1])
    expect(figures.place('ever', 'ada')).toEqual({ ahead: 0, behind: 1, ranked: 2 })
    expect(figures.place('frequency', 'bea')).toEqual({ ahead: 1, behind: 0, ranked: 2 })
    expect(figures.place('recency', 'ada')).toBeUndefined()
    expect(figures.place('year', 'ada')).toBeUndefined()
  })
})
