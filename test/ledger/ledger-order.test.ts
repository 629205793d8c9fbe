import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EntryKind, LedgerKey } from '../../app/ledger/entries.ts'
import {
  compareIds,
  compareKeys,
  keyOf,
  kindOfRank,
  kindRank,
  nameOf,
  sortableId,
} from '../../app/ledger/ledger-order.ts'

const KINDS: readonly EntryKind[] = [
  'order',
  'payment',
  'cancellation',
  'refund',
  'adjustment',
  'customer',
  'shop',
  'tick',
]

const anyId = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String),
  fc.constantFrom('0', '00', '007', '7', '10', '9', 'R-1', 'R-10', 'R-9', '#1001', '~', 'é', ''),
  fc.string({ maxLength: 6 }),
)
const anyKey: fc.Arbitrary<LedgerKey> = fc.record({
  at: fc.constantFrom(0, 1, 2),
  kind: fc.constantFrom(...KINDS),
  id: anyId,
})

describe('ledger order', () => {
  test('is by moment, whatever the kind', () => {
    const refund = { at: 1, kind: 'refund', id: '1' } as const
    const order = { at: 2, kind: 'order', id: '1' } as const

    expect([order, refund].sort(compareKeys)).toEqual([refund, order])
  })

  test('within one moment is order, payment, cancellation, refund, adjustment, customer, shop', () => {
    const keys = KINDS.map((kind): LedgerKey => ({ at: 5, kind, id: '1' }))

    expect(keys.toReversed().sort(compareKeys)).toEqual(keys)
  })

  test('within one moment and kind is by id, all-digit ids as numbers and before all others', () => {
    const ids = ['0', '9', '10', '100', '9007199254740993', '9007199254740994', '#1', 'A', 'R-10', 'R-9', 'a']

    expect(ids.toReversed().sort(compareIds)).toEqual(ids)
  })

  test.each([
    { left: '7', right: '007', says: 'the same number written twice keeps one order' },
    { left: '', right: 'a', says: 'an empty id is no number' },
    { left: '12', right: '1a', says: 'a digit too few makes a text' },
    { left: '99', right: '٣', says: 'digits of other scripts are text' },
  ])('$says: "$left" and "$right"', ({ left, right }) => {
    expect(Math.sign(compareIds(left, right))).toBe(-Math.sign(compareIds(right, left)))
    expect(compareIds(left, right)).not.toBe(0)
  })

  test('leaves no two different keys in one place, and orders any three alike', () => {
    fc.assert(
      fc.property(anyKey, anyKey, anyKey, (a, b, c) => {
        expect(Math.sign(compareKeys(a, b))).toBe(-Math.sign(compareKeys(b, a)) + 0)
        if (compareKeys(a, b) === 0) expect(a).toEqual(b)
        if (compareKeys(a, b) <= 0 && compareKeys(b, c) <= 0) expect(compareKeys(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('is what sortable ids give when a database compares them by code unit', () => {
    fc.assert(
      fc.property(anyId, anyId, (left, right) => {
        const [a, b] = [sortableId(left), sortableId(right)]
        if (a !== b) expect(a < b).toBe(compareIds(left, right) < 0)
      }),
    )
  })
})

test('a kind and its rank in the database name each other', () => {
  expect(KINDS.map(kindRank)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(KINDS.map((kind) => kindOfRank(kindRank(kind)))).toEqual(KINDS)
  expect(() => kindOfRank(8)).toThrow('No entry kind has rank 8')
})

test('a payment and its order have one id and two names', () => {
  const order = { kind: 'order', id: '1', at: 3, total: 5 } as const

  expect(nameOf(order)).toBe('order:1')
  expect(nameOf({ kind: 'payment', id: '1' })).toBe('payment:1')
  expect(keyOf(order)).toEqual({ at: 3, kind: 'order', id: '1' })
})
