import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backtest } from '../../app/engine/backtest.ts'
import { compareRules, prepareRule } from '../../app/engine/prepare-rule.ts'
import { RuleBacktest, type RuleBacktestOptions, type RuleBacktestResult } from '../../app/engine/rule-backtest.ts'
import { DAY_MS, type Entry } from '../../app/ledger/entries.ts'
import type { RuleDocument } from '../../app/rules/types.ts'
import { firstOrderCard } from '../../app/vocabulary/templates/first-order-card.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { anyLedger } from '../ledger/any-ledger.ts'
import { order } from '../ledger/entries.ts'

const SHOP = { currency: 'GBP', timeZone: 'Europe/London' }

const tried = (
  entries: readonly Entry[],
  options: Omit<RuleBacktestOptions, 'currency' | 'timeZone' | 'others'> & Partial<RuleBacktestOptions>,
): RuleBacktestResult => {
  const run = new RuleBacktest({ others: [], ...SHOP, ...options })
  for (const entry of entries) for (const next of run.upTo(entry)) run.see(next)
  return run.result()
}

/** The same on the command line, which puts all rules to the ledger together. */
const together = (entries: readonly Entry[], documents: readonly RuleDocument[], from?: number) => {
  const rules = documents
    .map((document, index) =>
      prepareRule({ id: `r${index}`, version: 1, state: 'live', document, liveSince: null }, SHOP.currency),
    )
    .sort(compareRules)
  return backtest(entries, rules, { ...SHOP, from })
}

const documents = templates.map(({ document }) => document)
const anyDocument = fc.constantFrom(...documents)
/** Whoever hears from the shop by one rule hears less by the others. */
const anyUnheard = fc.constantFrom(
  ...documents.filter(
    (document) =>
      !prepareRule({ id: '', version: 1, state: 'live', document, liveSince: null }, SHOP.currency).isContact,
  ),
)

describe('one rule tried on a ledger', () => {
  test('says how many customers came in, and how many of them came back anyway', () => {
    const document: RuleDocument = {
      ...firstOrderCard.document,
      trigger: 'order.created',
      conditions: { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] },
    }
    const placed = (id: string, days: number, customerId = 'ada') => order(id, { at: days * DAY_MS, customerId })
    const entries = [placed('1', 0), placed('2', 5, 'bea'), placed('3', 10), placed('4', 77), placed('5', 84, 'bea')]

    expect(tried(entries, { document }).pace).toEqual({
      ...{ customers: 2, weeks: 12 },
      windows: [
        { days: 30, customers: 2, cameBack: 1 },
        { days: 60, customers: 2, cameBack: 1 },
        { days: 90, customers: 0, cameBack: 0 },
      ],
    })
    expect(tried([], { document }).pace).toBeNull()
  })

  test('comes to what the command line says of it, beside whatever rules nobody hears from', () => {
    const from = fc.constantFrom(undefined, 31 * DAY_MS)
    fc.assert(
      fc.property(anyLedger, anyDocument, anyDocument, anyUnheard, from, (entries, document, was, other, since) => {
        const result = tried(entries, {
          document,
          from: since,
          present: { version: 1, isLive: true, document: was },
          others: [{ id: 'other', document: other }],
        })
        const alone = together(entries, [document], since)
        const { byRule: _, overlap: __, ...expected } = alone

        expect(result).toMatchObject(expected)
        expect(result.change?.after).toEqual(pick(alone))
        expect(result.change?.before).toEqual(pick(together(entries, [was], since)))
        const pair = together(entries, [document, other], since).overlap
        expect(result.overlap).toEqual(
          pair.map(({ orders, customers }) => ({ ruleId: 'other', rule: other.name, orders, customers })),
        )
      }),
      { numRuns: 25 },
    )
  })

  test('names the customers who would get it newly and no longer, and those who got it last', () => {
    const above = (total: number): RuleDocument => ({
      format: 1,
      name: 'Large orders',
      trigger: 'order.created',
      conditions: { all: [{ fact: 'order.total', operator: 'greaterThan', value: total }] },
      actions: [{ type: 'customer.addTag', params: { tag: 'large' } }],
    })
    const entries = Array.from({ length: 30 }, (_, day) =>
      order(String(day), { customerId: `c${day % 15}`, name: `#${day}`, at: day * DAY_MS, total: (day % 15) * 100 }),
    )

    const { change, lately } = tried(entries, {
      document: above(2),
      present: { version: 7, isLive: false, document: above(13) },
    })

    expect(change).toMatchObject({ version: 7, isLive: false, newly: { customers: 11 }, noLonger: { customers: 0 } })
    expect(change?.newly.examples).toHaveLength(10)
    expect(change?.newly.examples[0]).toEqual({ customerId: 'c3', orderId: '3', orderName: '#3', at: 3 * DAY_MS })
    expect(lately.map(({ customerId }) => customerId)).toEqual(['c14', 'c13', 'c12', 'c11', 'c10'])
    expect(lately[0]).toMatchObject({ orderName: '#29', at: 29 * DAY_MS })
  })

  test('that looks at everybody every day names who came nearest on which day', () => {
    const document: RuleDocument = {
      format: 1,
      name: 'Gone for long',
      trigger: 'every.day',
      conditions: {
        all: [
          { fact: 'customer.daysSinceLastOrder', operator: 'greaterThan', value: 40 },
          { fact: 'customer.ordersCount', operator: 'greaterThan', value: 1 },
        ],
      },
      actions: [{ type: 'customer.addTag', params: { tag: 'gone' } }],
    }
    const entries = [
      order('1', { customerId: 'ada', at: 0 }),
      order('2', { customerId: 'ada', at: 10 * DAY_MS }),
      order('3', { customerId: 'bea', at: 11 * DAY_MS }),
      order('4', { customerId: 'ada', at: 45 * DAY_MS }),
    ]

    const { granted, asked, nearest } = tried(entries, { document })

    expect(granted).toBe(0)
    // 45 days, bea in the last 34 of them too.
    expect(asked).toBe(79)
    expect(nearest).toMatchObject({ customerId: 'ada', orderId: null })
    expect(nearest?.needs).toMatchObject({ text: expect.stringContaining('needs more than 40') })
    expect(new Date(nearest?.at ?? 0).toISOString().slice(0, 10)).toBe('1970-02-14')
  })
})

const pick = ({ granted, withheld, customers, cost }: ReturnType<typeof together>) => ({
  granted,
  withheld,
  customers,
  cost,
})
