import { expect, test } from 'vitest'
import { kindRank } from '../../app/ledger/ledger-order.ts'
import type { DeliveryRow } from '../../app/store/activity.ts'
import { broughtBy, entriesOf } from '../../app/web/api/brought-by.ts'

const SECOND_MS = 1_000

/** Stored `second` seconds after the start of the day. */
const delivery = (id: string, topic: string, kind: 'order' | 'payment' | 'refund', second: number): DeliveryRow => ({
  id,
  topic,
  resourceId: '1061',
  entryKind: kindRank(kind),
  entryId: '1061',
  at: null,
  storedAt: at(second),
  status: 'processed',
  problem: null,
  late: false,
  customerId: null,
})
const at = (second: number) => new Date(Date.parse('2026-11-22') + second * SECOND_MS)

const placed = delivery('7', 'orders/create', 'order', 1)
const paid = delivery('8', 'orders/paid', 'payment', 2)
const changed = delivery('9', 'orders/updated', 'payment', 3)
const changedLater = delivery('40', 'orders/updated', 'payment', 900)
const refunded = delivery('41', 'refunds/create', 'refund', 901)
const payment = { entryKind: 'payment', entryId: '1061' }

test.each<[string, readonly DeliveryRow[], DeliveryRow | undefined]>([
  ['the first copy that says so', [changed, paid, placed], paid],
  ['the creation, where it alone was there', [changedLater, placed], placed],
  ['no copy stored after the decision', [changedLater], undefined],
  ['no refund of the order', [refunded], undefined],
])('what was decided on a payment was brought by %s', (_, rows, expected) => {
  expect(broughtBy(payment, at(10), rows)).toBe(expected)
})

test('an order of many copies is asked for once', () => {
  expect(entriesOf([changed, paid, placed, refunded])).toEqual([
    { kind: 'order', id: '1061' },
    { kind: 'payment', id: '1061' },
    { kind: 'cancellation', id: '1061' },
    { kind: 'refund', id: '1061' },
  ])
})
