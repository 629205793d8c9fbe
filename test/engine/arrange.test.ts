import { describe, expect, test } from 'vitest'
import { arrange, hasChanged, ordersNeeded, type Read } from '../../app/engine/arrange.ts'
import type { ClaimedDelivery } from '../../app/engine/ports.ts'
import type { Entry, LedgerKey } from '../../app/ledger/entries.ts'
import { nameOf } from '../../app/ledger/ledger-order.ts'
import { adjustment, cancellation, order, payment, refund, tagChange } from '../ledger/entries.ts'

/** What a delivery, standing at `key`, said. */
const read = (id: string, key: LedgerKey, entries: readonly Entry[], copiedAt?: number): Read => {
  const delivery: ClaimedDelivery = { id, topic: 'test', triggeredAt: key.at, body: Buffer.alloc(0), key, attempts: 0 }
  return { delivery, reading: { entries, ...(copiedAt === undefined ? {} : { copiedAt }) } }
}
const inWords = (reads: readonly Read[], known: readonly string[] = []) =>
  arrange(reads, new Set(known)).map(
    ({ entry, delivery, isAmendment, key }) =>
      `${isAmendment ? 'amend ' : ''}${nameOf(entry)} at ${key.at} by ${delivery.id}`,
  )
const at = (moment: number, kind: LedgerKey['kind'], id = '1'): LedgerKey => ({ at: moment, kind, id })

describe('a batch is arranged', () => {
  test('in ledger order, whatever order its deliveries came in', () => {
    const reads = [
      read('b', at(7, 'refund', 'r'), [refund('r', '1', 5, 7)]),
      read('a', at(3, 'order'), [order('1', { at: 3 })]),
      read('c', at(5, 'adjustment', 'x'), [adjustment('x', 5, 5)]),
    ]

    expect(inWords(reads)).toEqual(['order:1 at 3 by a', 'adjustment:x at 5 by c', 'refund:r at 7 by b'])
  })

  test('with each entry once, by the delivery that stands first, and later copies as amendments at their own place', () => {
    const copy = (total: number) => [order('1', { at: 3, total }), payment('1', 5)]
    const reads = [
      read('paid', at(5, 'payment'), copy(200), 5),
      read('created', at(3, 'order'), [order('1', { at: 3, total: 100 })], 3),
      read('updated', at(9, 'payment'), [order('1', { at: 3, total: 300 }), payment('1', 9)], 9),
    ]

    expect(inWords(reads)).toEqual([
      'order:1 at 3 by created',
      'payment:1 at 5 by paid',
      'amend order:1 at 5 by paid',
      'amend order:1 at 9 by updated',
    ])
  })

  test('with the order before all else that its only copy says', () => {
    const reads = [read('updated', at(9, 'payment'), [cancellation('1', 8), payment('1', 9), order('1', { at: 3 })], 9)]

    expect(inWords(reads)).toEqual([
      'order:1 at 3 by updated',
      'cancellation:1 at 8 by updated',
      'payment:1 at 9 by updated',
    ])
  })

  test('without what the ledger holds already, but for newer copies of orders', () => {
    const reads = [
      read('updated', at(9, 'payment'), [order('1', { at: 3 }), payment('1', 9)], 9),
      read('again', at(7, 'refund', 'r'), [refund('r', '1', 5, 7)]),
    ]

    expect(inWords(reads, ['order:1', 'payment:1', 'refund:r'])).toEqual(['amend order:1 at 9 by updated'])
  })

  test('with the time of the copy, or else of its message', () => {
    const [copied, told] = arrange(
      [read('a', at(3, 'order'), [order('1', { at: 3 })], 33), read('b', at(4, 'order', '2'), [order('2', { at: 4 })])],
      new Set(),
    )

    expect([copied?.copiedAt, told?.copiedAt]).toEqual([33, 4])
  })
})

test('the orders of payments, cancellations and refunds are asked for, and of nothing else', () => {
  const arrivals = arrange(
    [
      read('a', at(1, 'payment'), [
        payment('1', 1),
        cancellation('2', 2),
        refund('r', '3', 5, 3),
        order('4', { at: 4 }),
      ]),
      read('b', at(5, 'customer', 't'), [tagChange('t', { at: 5 }), adjustment('x', 5, 5)]),
    ],
    new Set(),
  )

  expect(ordersNeeded(arrivals)).toEqual(['1', '2', '3', '4'])
})

test.each([
  { says: 'nothing is new', copy: order('1', { at: 9 }), is: false },
  { says: 'the total is another', copy: order('1', { total: 1 }), is: true },
  { says: 'it counts no longer', copy: order('1', { counts: false }), is: true },
  { says: 'it has another article', copy: order('1', { skus: ['A'] }), is: true },
  { says: 'it goes to another country', copy: order('1', { country: 'FR' }), is: true },
])('a copy has changed: $says', ({ copy, is }) => {
  expect(hasChanged(order('1'), copy)).toBe(is)
})

test('a copy has not changed because a database gave its fields in another order', () => {
  const { kind, id, ...rest } = order('1')

  expect(hasChanged({ ...rest, id, kind }, order('1'))).toBe(false)
})
