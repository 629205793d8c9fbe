import { DAY_MS, type Entry } from '../../../app/ledger/entries.ts'
import type { FactValue } from '../../../app/rules/types.ts'
import type { Fact } from '../../../app/vocabulary/define.ts'
import { cancellation, order, refund } from '../../ledger/entries.ts'
import type { Given } from '../subject.ts'

/** One claim about a fact: what it is of somebody, in a shop, at a moment. */
export type Row = {
  readonly fact: Fact
  readonly of: string
  readonly given: Given
  readonly is: FactValue
  /** NOW unless told. */
  readonly at?: number
}

export const NOW = Date.parse('2026-06-30T12:00:00Z')
export const ago = (days: number, ms = 0): number => NOW - days * DAY_MS + ms

export const first = order('1', { at: ago(400), total: 10_000, country: 'FR' })
export const second = order('2', { at: ago(100), total: 4_001 })
export const third = order('3', {
  at: ago(2, -1),
  total: 3_000,
  country: null,
  discountCodes: ['TEA', 'TEA'],
  skus: ['A', 'B'],
})
export const testOrder = order('4', { at: ago(1), counts: false })

export const ada: readonly Entry[] = [first, second, refund('r', '2', 4_001, ago(50)), third, testOrder]
export const stranger: Given = { ada: [] }
export const nobody: Given = {}
export const bought: Given = { ada, about: third }
export const cancelled: Given = { ada: [first, cancellation('1', ago(1))] }

/** Orders of one customer, so many days before NOW each. */
export const ordersOf = (...daysAgo: readonly number[]): readonly Entry[] =>
  daysAgo.map((days, index) => order(`o${index}`, { at: ago(days) }))
