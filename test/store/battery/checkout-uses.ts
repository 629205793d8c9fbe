import { describe, expect, test } from 'vitest'
import { grant } from '../../engine/shop.ts'
import { cancellation, order } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { decision, document, inLane, newEntry, write } from '../rows.ts'

const OF_ORDER = { entry: { kind: 'order', id: '1' }, orderId: '1', usedBy: '1', state: 'booked', amount: 862 } as const

export const checkoutUseTests = (opened: () => TestStore): void => {
  const store = () => opened().store

  describe('what rules of the checkout took off orders', () => {
    test('is counted by those whom a rule was for, and those of them whose order came with it', async () => {
      const shop = await openShop(store())
      const overrun = { reason: 'capped', figures: { times: 1, days: 90 } } as const
      await write(store(), shop, {
        decisions: [
          decision(order('1'), { offer: { amount: 862, isQualified: true, foundBy: 'message' } }),
          decision(order('2'), { offer: { amount: 1, isQualified: true }, verdict: 'withheld', reason: 'not_carried' }),
          decision(order('3'), { offer: { amount: 5, isQualified: false, foundBy: 'replay', overrun } }),
          // Kept from them by a limit: neither for them nor given.
          decision(order('4'), { offer: { amount: 1, isQualified: false }, verdict: 'withheld', reason: 'capped' }),
          decision(order('5')),
        ],
      })

      expect(await store().checkoutUses.shares(shop)).toEqual([
        { ruleId: 'rule-1', qualified: 2, carried: 1, overruns: 1 },
      ])
      const found = { ruleId: 'rule-1', cameBack: false }
      expect(await store().checkoutUses.onOrders(shop, ['1', '2', '3', '4'])).toEqual([
        { ...found, orderId: '1', amount: 862, foundBy: 'message', overrun: null },
        { ...found, orderId: '3', amount: 5, foundBy: 'replay', overrun },
      ])
    })

    test('comes back with an order that was called off', async () => {
      const shop = await openShop(store())
      const offer = { amount: 862, isQualified: true, foundBy: 'message' } as const
      await write(store(), shop, {
        entries: [newEntry(order('1'))],
        decisions: [decision(order('1'), { offer })],
        grants: { given: [grant(OF_ORDER)], changed: [] },
      })
      await write(store(), shop, {
        entries: [newEntry(cancellation('1', 1))],
        grants: { given: [], changed: [grant({ ...OF_ORDER, state: 'released' })] },
      })

      expect(await store().checkoutUses.onOrders(shop, ['1'])).toMatchObject([{ amount: 862, cameBack: true }])
    })

    test('is found where a guest’s order is called off, and no other guest’s', async () => {
      const shop = await openShop(store())
      const ofGuest = (orderId: string) =>
        grant({ ...OF_ORDER, entry: { kind: 'order', id: orderId }, orderId, customerId: '' })
      await write(store(), shop, { grants: { given: [ofGuest('1'), ofGuest('2')], changed: [] } })

      const found = await inLane(store(), shop, (lane) => lane.grantsOf([], { calledOffOrderIds: ['1'] }))

      expect(found).toMatchObject([{ customerId: '', orderId: '1' }])
    })

    test('is listed where nobody can tell for which rule, once and latest first', async () => {
      const shop = await openShop(store())
      const unclear = (orderId: string, at: number) => ({ orderId, at, title: 'Perennial', amount: 500 })
      await write(store(), shop, { entries: [newEntry(order('1', { name: '#1043' }))] })
      await write(store(), shop, { unclearOffers: [unclear('1', 1), unclear('2', 2)] })
      await write(store(), shop, { unclearOffers: [unclear('1', 1)] })

      expect(await store().checkoutUses.unclear(shop, 10)).toMatchObject([
        { orderId: '2', name: null, title: 'Perennial', amount: 500 },
        { orderId: '1', name: '#1043' },
      ])
    })

    test('is read by what the checkout was told at the time', async () => {
      const shop = await openShop(store())
      const told = (from: number, to: number) => inLane(store(), shop, (lane) => lane.toldAtCheckout(from, to))
      expect(await told(0, Date.now())).toEqual([])
      await store().checkoutPolicies.set(shop, {
        text: '[]',
        variables: '{}',
        terms: { title: 'Perennial', classes: ['order'], onSubscriptions: false },
        rules: [{ ruleId: 'rule-1', bytes: 10 }],
      })

      expect(await told(0, Date.now() + 60_000)).toEqual([
        { since: expect.any(Number), until: null, ruleIds: ['rule-1'] },
      ])
      expect(await told(0, 1)).toEqual([])
    })

    test('may be a rule’s that never gave anything before it was paused', async () => {
      const shop = await openShop(store())
      const { id } = await store().rules.create(shop, document({ name: 'Paused' }), 'x')

      expect(await inLane(store(), shop, (lane) => lane.formerRules([id]))).toMatchObject([{ id, version: 1 }])
    })
  })
}
