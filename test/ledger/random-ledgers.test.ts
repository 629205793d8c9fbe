import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  amend,
  asOf,
  averageOrderValue,
  type CustomerHistory,
  emptyHistory,
  fold,
  lastDays,
} from '../../app/ledger/customer.ts'
import type { Entry, LedgerKey, OrderEntry } from '../../app/ledger/entries.ts'
import { keyOf } from '../../app/ledger/ledger-order.ts'
import { anyLedger, CUSTOMERS, ownerOf, worthOf } from './any-ledger.ts'

const historyOf = (ledger: readonly Entry[], customerId: string, until = ledger.length): CustomerHistory => {
  const history = emptyHistory(customerId)
  for (const entry of ledger.slice(0, until)) if (ownerOf(ledger, entry) === customerId) fold(history, entry)
  return history
}

test('what is kept while folding is what the whole list comes to, after every entry', () => {
  fc.assert(
    fc.property(anyLedger, (ledger) => {
      for (const customerId of CUSTOMERS) {
        const history = emptyHistory(customerId)
        for (const entry of ledger) {
          if (ownerOf(ledger, entry) === customerId) fold(history, entry)
          const worth = worthOf(ledger, customerId, entry)

          expect(history).toMatchObject({
            ordersCount: worth.orders.length,
            keptOrdersCount: worth.kept,
            grossSpent: worth.gross,
            totalSpent: worth.net,
          })
          expect(lastDays(history, 365, entry.at)).toEqual(worth.year)
        }
      }
    }),
  )
})

test('the state at an entry is the same whether it is folded up to there or asked for later', () => {
  fc.assert(
    fc.property(anyLedger, fc.constantFrom(...CUSTOMERS), (ledger, customerId) => {
      const whole = historyOf(ledger, customerId)

      for (const [index, entry] of ledger.entries()) {
        expect(asOf(whole, keyOf(entry))).toEqual(historyOf(ledger, customerId, index + 1))
      }
    }),
  )
})

test('an order that is amended leaves the history that it would have made from the start', () => {
  fc.assert(
    fc.property(anyLedger, fc.nat(), fc.constantFrom(0, 100, 777), (ledger, drawn, total) => {
      const orders = ledger.filter((entry): entry is OrderEntry => entry.kind === 'order' && entry.customerId !== null)
      const edited = orders[drawn % Math.max(1, orders.length)]
      fc.pre(edited !== undefined)
      const copy: OrderEntry = { ...edited, total, counts: total !== 0, country: 'FR' }
      const rewritten = ledger.map((entry) => (entry === edited ? copy : entry))
      const customerId = edited.customerId ?? ''

      const history = historyOf(ledger, customerId)
      amend(history, copy)

      expect(history).toEqual(historyOf(rewritten, customerId))
      const last: LedgerKey = { at: Number.MAX_SAFE_INTEGER, kind: 'shop', id: '' }
      expect(averageOrderValue(asOf(history, last))).toBe(averageOrderValue(historyOf(rewritten, customerId)))
    }),
  )
})
