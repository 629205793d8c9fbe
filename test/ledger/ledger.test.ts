import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OrderEntry } from '../../app/ledger/entries.ts'
import { IdIndex } from '../../app/ledger/id-index.ts'
import { LedgerBuilder } from '../../app/ledger/ledger-builder.ts'
import { anyLedger } from './any-ledger.ts'
import { cancellation, order, payment } from './entries.ts'

const ledgerOf = (entries: Parameters<LedgerBuilder['add']>[0][]) => {
  const builder = new LedgerBuilder()
  for (const entry of entries) builder.add(entry)
  return builder.close()
}

test('gives back what was put in, in ledger order, whatever order it came in', () => {
  const shuffled = anyLedger.chain((entries) =>
    fc.record({
      entries: fc.constant(entries),
      mixed: fc.shuffledSubarray([...entries], { minLength: entries.length, maxLength: entries.length }),
    }),
  )
  fc.assert(
    fc.property(shuffled, fc.nat(), ({ entries, mixed }, cut) => {
      const ledger = ledgerOf(mixed)

      expect([...ledger]).toEqual(entries)
      expect([...ledger.first(cut)]).toEqual(entries.slice(0, cut))
      expect([ledger.length, ledger.at(-1), ledger.at(cut)]).toEqual([entries.length, entries.at(-1), entries[cut]])
    }),
  )
})

test('keeps all that an order says, and says no more', () => {
  const bare = order('1', { at: 1, total: 5 })
  const whole: OrderEntry = {
    ...order('2', { at: 2, total: 7 }),
    name: '#2',
    discountCodes: ['TEN'],
    skus: ['A'],
    subtotal: 6,
    discountTotal: 1,
    itemsCount: 2,
    vendors: ['V'],
    tags: [],
    source: 'web',
    hasNote: false,
    isRenewal: true,
  }
  const { subtotal: _, ...withoutSubtotal } = order('3', { at: 3, total: 9 })

  expect([...ledgerOf([withoutSubtotal, whole, bare])]).toStrictEqual([bare, whole, withoutSubtotal])
})

test('knows the orders that were learned, and no others', () => {
  const [early, late] = [order('7', { at: 1 }), order('3', { at: 2 })]
  const ledger = ledgerOf([early, payment('7', 1), late, cancellation('7', 3)])
  const learned = ledger.openOrders()

  learned.set('7', early)
  expect([learned.get('7'), learned.get('3'), learned.get('9')]).toEqual([early, undefined, undefined])

  learned.set('3', late)
  expect([learned.get('7'), learned.get('3')]).toEqual([early, late])
  expect(() => ledger.openOrders().set('3', late)).toThrow('Order 3 is not the next of its ledger')
})

test('an index finds each id and no other', () => {
  const ids = Array.from({ length: 5_000 }, (_, index) => (index % 2 === 0 ? String(index) : `order-${index}`))
  const index = new IdIndex(ids)

  expect(ids.filter((id, place) => index.placeOf(id) !== place)).toEqual([])
  expect(['', '1', 'order-2', '5000'].map((id) => index.placeOf(id))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(new IdIndex([]).placeOf('1')).toBeUndefined()
})
