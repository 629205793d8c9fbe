import { describe, expect, test } from 'vitest'
import { emptyHistory } from '../../../app/ledger/customer.ts'
import type { RuleDocument } from '../../../app/rules/types.ts'
import { order, payment } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { decision, document, write } from '../rows.ts'

const leavingOut = (holdOutPercent: number): RuleDocument => document({ limits: { holdOutPercent } })

export const comparisonTests = (opened: () => TestStore): void => {
  const store = () => opened().store

  /** A rule whose versions, 1 and up, leave out these per cent. */
  const ruleWith = async (shop: string, ...percents: readonly number[]): Promise<string> => {
    const [first = 0, ...rest] = percents
    const { id } = await store().rules.create(shop, leavingOut(first), 'Testa')
    for (const [index, percent] of rest.entries())
      await store().rules.save(shop, id, leavingOut(percent), index + 1, 'Testa')
    return id
  }
  const namesIn = async (shop: string, ruleId: string, percent: number) =>
    (await store().comparisons.entrants(shop, ruleId, percent)).map(
      ({ customerId, isLeftOut, key }) => `${customerId} ${isLeftOut ? 'left out' : 'given'} ${key.kind}:${key.id}`,
    )

  describe('a comparison', () => {
    test('has each customer once, from their first decision on that asked who is left out', async () => {
      const shop = await openShop(store())
      const ruleId = await ruleWith(shop, 10)
      const made = (customerId: string, at: number, reason: 'capped' | 'held_out' | 'no_consent' | null) =>
        decision(payment(`${customerId}-${at}`, at), {
          ...{ ruleId, customerId, reason, orderId: `order-${at}` },
          verdict: reason === null ? 'granted' : 'withheld',
        })

      await write(store(), shop, {
        decisions: [
          made('ada', 3, null),
          made('ada', 2, 'capped'),
          made('ada', 1, 'no_consent'),
          made('bea', 5, null),
          made('bea', 4, 'held_out'),
          made('cleo', 1, 'no_consent'),
          { ...made('dora', 1, null), ruleId: 'another rule' },
          { ...made('nobody', 1, null), customerId: null },
        ],
      })

      expect(await store().comparisons.entrants(shop, ruleId, 10)).toEqual([
        {
          ...{ customerId: 'ada', orderId: 'order-2', isLeftOut: false },
          key: { at: 2, kind: 'payment', id: 'ada-2' },
        },
        { customerId: 'bea', orderId: 'order-4', isLeftOut: true, key: { at: 4, kind: 'payment', id: 'bea-4' } },
      ])
      expect(await namesIn(await openShop(store()), ruleId, 10)).toEqual([])
    })

    test('takes the first in ledger order where two came at one moment', async () => {
      const shop = await openShop(store())
      const ruleId = await ruleWith(shop, 10)
      const of = (entry: Parameters<typeof decision>[0]) => decision(entry, { ruleId })

      await write(store(), shop, { decisions: [of(payment('1')), of(order('10')), of(order('9'))] })

      expect(await namesIn(shop, ruleId, 10)).toEqual(['ada given order:9'])
    })

    test('begins anew where another share is left out, and goes on where another version leaves out the same', async () => {
      const shop = await openShop(store())
      const ruleId = await ruleWith(shop, 0, 10, 10, 20, 0)
      const by = (ruleVersion: number, customerId: string, isLeftOut = false) =>
        decision(payment(`${ruleVersion}-${customerId}`, ruleVersion), {
          ...{ ruleId, ruleVersion, customerId },
          ...(isLeftOut ? { verdict: 'withheld', reason: 'held_out' } : {}),
        })
      expect(await store().comparisons.percentOf(shop, ruleId)).toBeNull()

      await write(store(), shop, {
        decisions: [by(1, 'ada'), by(2, 'ada', true), by(2, 'bea'), by(3, 'bea', true), by(3, 'cleo')],
      })

      expect(await namesIn(shop, ruleId, 10)).toEqual([
        'ada left out payment:2-ada',
        'bea given payment:2-bea',
        'cleo given payment:3-cleo',
      ])
      expect(await namesIn(shop, ruleId, 0)).toEqual(['ada given payment:1-ada'])
      expect(await store().comparisons.percentOf(shop, ruleId)).toBe(10)

      await write(store(), shop, { decisions: [by(4, 'bea', true), by(5, 'bea')] })

      expect(await store().comparisons.percentOf(shop, ruleId)).toBe(20)
      expect(await namesIn(shop, ruleId, 20)).toEqual(['bea left out payment:4-bea'])
    })

    test('knows what its customers bought, where anything is known', async () => {
      const shop = await openShop(store())
      await write(store(), shop, {
        histories: [emptyHistory('ada'), emptyHistory('bea')],
        profiles: [{ customerId: 'cleo', firstName: 'Testa', lastName: null, copiedAt: 1 }],
      })

      const histories = await store().comparisons.histories(shop, ['ada', 'cleo', 'dora'])

      expect([...histories]).toEqual([['ada', emptyHistory('ada')]])
    })
  })
}
