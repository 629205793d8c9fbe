import { describe, expect, test } from 'vitest'
import { emptyHistory } from '../../../app/ledger/customer.ts'
import { compareKeys } from '../../../app/ledger/ledger-order.ts'
import { grant } from '../../engine/shop.ts'
import { cancellation, order, payment, refund } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { claimed, decision, delivery, inLane, newEntry, write } from '../rows.ts'

export const ledgerTests = (opened: () => TestStore): void => {
  const store = () => opened().store

  describe('the whole story of a shop', () => {
    test('is told in ledger order, across the pages in which it is read', async () => {
      const shop = await openShop(store())
      // Ids as numbers, payments after orders, and moments that many share: the database would order each otherwise.
      const story = Array.from({ length: 2_600 }, (_, index) => {
        const id = String((index * 7919) % 2_600)
        const at = [1_000, 86_400_000, -3][Number(id) % 3] ?? 0
        return Number(id) % 2 === 0 ? order(id, { at }) : payment(id, at)
      })
      await write(store(), shop, { entries: story.map((entry) => newEntry(entry)) })

      const told = (await Array.fromAsync(store().ledger.pages(shop, null))).flat()
      const early = (await Array.fromAsync(store().ledger.pages(shop, 1_000))).flat()

      expect(told).toEqual([...story].sort(compareKeys))
      expect(early).toEqual(told.filter(({ at }) => at <= 1_000))
      expect(await store().ledger.count(shop, null)).toBe(2_600)
      expect(await store().ledger.count(shop, 1_000)).toBe(early.length)
    })
  })

  describe('the ledger behind a lane', () => {
    test('holds each entry once, a payment beside its order', async () => {
      const shop = await openShop(store())
      const bought = order('1', { total: 5000 })

      await write(store(), shop, { entries: [newEntry(bought), newEntry(payment('1', 1))] })
      await write(store(), shop, { entries: [newEntry(order('1', { total: 1 }))] })

      const [known, orders] = await inLane(store(), shop, async (lane) => [
        await lane.known([bought, payment('1', 99), cancellation('1'), order('2')]),
        await lane.orders(['1', '2']),
      ])
      expect(known).toEqual(new Set(['order:1', 'payment:1']))
      expect(orders).toEqual([{ entry: bought, copiedAt: 0 }])
    })

    test('takes over a newer copy of an order', async () => {
      const shop = await openShop(store())
      await write(store(), shop, { entries: [newEntry(order('1'))] })

      await write(store(), shop, { amended: [{ entry: order('1', { total: 7 }), copiedAt: 9 }] })

      expect(await inLane(store(), shop, (lane) => lane.orders(['1']))).toEqual([
        { entry: order('1', { total: 7 }), copiedAt: 9 },
      ])
    })

    test('gives the entries, grants and decisions of one customer', async () => {
      const shop = await openShop(store())
      const [mine, hers] = [order('1'), order('2', { customerId: 'bea' })]
      const mineGiven = grant({ amount: 250, expiresAt: 9, offers: [{ percent: 10 }], isContact: true })
      await write(store(), shop, {
        entries: [
          newEntry(mine),
          newEntry(refund('r', '1', 5, 3)),
          newEntry(hers, 'bea'),
          newEntry(order('3', { customerId: null }), null),
        ],
        decisions: [
          decision(mine),
          decision(mine, { ruleId: 'rule-2', verdict: 'withheld', reason: 'capped' }),
          decision(hers, { customerId: 'bea' }),
        ],
        grants: { given: [mineGiven, grant({ customerId: 'bea' })], changed: [] },
      })

      await inLane(store(), shop, async (lane) => {
        const entries = (await lane.entriesOfCustomer('ada')).map(({ entry, origin }) => [entry.id, origin])
        expect(entries.sort()).toEqual([
          ['1', 'live'],
          ['r', 'live'],
        ])
        expect(await lane.grantsOf(['ada', 'cleo'], { calledOffOrderIds: [] })).toEqual([mineGiven])
        expect((await lane.decisionsOf('ada')).map(({ ruleId, verdict }) => `${ruleId} ${verdict}`).sort()).toEqual([
          'rule-1 granted',
          'rule-2 withheld',
        ])
      })
    })

    test('keeps texts that PostgreSQL has no place for, without what it cannot hold', async () => {
      const shop = await openShop(store())
      const odd = { ...emptyHistory('ada'), tags: ['nul\u0000', 'half\ud800', 'whole😀', '\\u0000'] }

      await write(store(), shop, {
        entries: [newEntry(order('1', { skus: ['a\u0000b'] }))],
        histories: [odd],
        decisions: [decision(order('1'), { ruleName: 'n\u0000ame', facts: { 'customer.tags': ['\udfff'] } })],
      })

      const [history] = await inLane(store(), shop, (lane) => lane.customers(['ada']))
      expect(history?.tags).toEqual(['nul', 'half\ufffd', 'whole😀', '\\u0000'])
    })

    test('gives every customer once, whatever their ids are written in', async () => {
      const shop = await openShop(store())
      const letters = [
        'a',
        'A',
        'b',
        'B',
        'ä',
        'Z',
        'z',
        '~',
        '-',
        ' ',
        '0',
        '9',
        '10',
        'ß',
        'ﬁ',
        '～',
        '😀',
        'i',
        'ı',
        'İ',
        '한',
      ]
      const ids = letters.flatMap((left) =>
        letters.flatMap((right) => letters.slice(0, 10).map((last) => `${left}${right}${last}`)),
      )
      await write(store(), shop, { histories: ids.map(emptyHistory) })

      const given = await inLane(store(), shop, async (lane) => {
        const seen: string[] = []
        for await (const { id } of lane.everyCustomer()) seen.push(id)
        return seen
      })

      expect(ids.length).toBeGreaterThan(4_000)
      expect(given.toSorted()).toEqual(ids.toSorted())
    })

    test('has no history of somebody of whom only the name is known', async () => {
      const shop = await openShop(store())
      await write(store(), shop, { profiles: [{ customerId: 'ada', firstName: 'Testa', lastName: null, copiedAt: 1 }] })

      expect(await inLane(store(), shop, (lane) => lane.customers(['ada']))).toEqual([])
      expect(await store().people.customers(shop, ['ada', 'bea'])).toEqual(
        new Map([['ada', { firstName: 'Testa', lastName: null }]]),
      )
    })
  })

  describe('what a customer is called', () => {
    const profile = (firstName: string, copiedAt: number) => ({
      customerId: 'ada',
      firstName,
      lastName: null,
      copiedAt,
    })
    const nameIn = async (shop: string) => (await store().people.customers(shop, ['ada'])).get('ada')?.firstName

    test('is what the newest copy says, in whatever order copies come', async () => {
      const shop = await openShop(store())

      await write(store(), shop, { profiles: [profile('Newer', 5), profile('Old', 3)] })
      expect(await nameIn(shop)).toBe('Newer')
      await write(store(), shop, { profiles: [profile('Older', 4)] })
      expect(await nameIn(shop)).toBe('Newer')
      await write(store(), shop, { profiles: [profile('Newest', 6)] })
      expect(await nameIn(shop)).toBe('Newest')
    })

    test('is forgotten with the customer, while what they bought stays', async () => {
      const shop = await openShop(store())
      await write(store(), shop, {
        profiles: [profile('Testa', 5)],
        histories: [{ ...emptyHistory('ada'), ordersCount: 3 }],
      })

      await write(store(), shop, { forgetCustomerIds: ['ada'] })

      expect(await nameIn(shop)).toBeNull()
      expect(await inLane(store(), shop, (lane) => lane.customers(['ada']))).toMatchObject([{ ordersCount: 3 }])
    })
  })

  describe('entries that must wait their turn', () => {
    test('go back into the inbox, settled, once', async () => {
      const shop = await openShop(store())
      const waiting = delivery(shop, '1', {
        topic: 'deferred',
        eventId: 'payment:1',
        key: { at: 7, kind: 'payment', id: '1' },
      })

      await write(store(), shop, { deferred: [waiting] })
      await write(store(), shop, { deferred: [waiting] })

      expect(await claimed(store(), shop, { settleMs: 60_000 })).toEqual(['1'])
      expect((await store().activity.deliveries(shop, 'all', null)).rows).toEqual([])
    })
  })
}
