import { expect, test } from 'vitest'
import type { EntryKind } from '../../app/ledger/entries.ts'
import { kindRank } from '../../app/ledger/ledger-order.ts'
import type { DeliveryRow } from '../../app/store/activity.ts'
import { broughtBy, entriesOf } from '../../app/web/api/brought-by.ts'

const delivery = (id: string, topic: string, kind: EntryKind): DeliveryRow => ({
  id,
  topic,
  resourceId: '1061',
  entryKind: kindRank(kind),
  entryId: '1061',
  at: null,
  storedAt: new Date('2026-11-22'),
  status: 'processed',
  problem: null,
  late: false,
  customerId: null,
})
const placed = delivery('7', 'orders/create', 'order')
const paid = delivery('8', 'orders/paid', 'payment')
const changed = delivery('9', 'orders/updated', 'payment')
const refunded = delivery('41', 'refunds/create', 'refund')
const today = delivery('42', 'tick', 'tick')

test.each<[string, string | null, string, readonly DeliveryRow[], DeliveryRow | undefined]>([
  ['a payment', '8', 'payment', [changed, paid, placed], paid],
  ['a payment that came with the order', '7', 'payment', [changed, placed], placed],
  ['a payment whose message stands on another page', '8', 'payment', [changed, placed, refunded], undefined],
  ['a day that began', null, 'tick', [refunded, today], today],
  ['a day that began on another page', null, 'tick', [refunded], undefined],
])(
  'what was decided on %s stands at the message that brought it, and nowhere else',
  (_, deliveryId, entryKind, rows, expected) => {
    expect(broughtBy({ deliveryId, entryKind, entryId: '1061' }, rows)).toBe(expected)
  },
)

test('an order of many copies is asked for once', () => {
  expect(entriesOf([changed, paid, placed, refunded])).toEqual([
    { kind: 'order', id: '1061' },
    { kind: 'payment', id: '1061' },
    { kind: 'cancellation', id: '1061' },
    { kind: 'refund', id: '1061' },
  ])
})
