import { describe, expect, test } from 'vitest'
import { emptyHistory } from '../../../app/ledger/customer.ts'
import type { LedgerKey } from '../../../app/ledger/entries.ts'
import { order } from '../../ledger/entries.ts'
import { type DatabaseKind, openShop, type TestStore } from '../open-test-store.ts'
import { batch, claimed, decision, delivery, inLane, newEntry, write } from '../rows.ts'

export const laneTests = (kind: DatabaseKind, opened: () => TestStore): void => {
  const store = () => opened().store
  const statusOf = async (shop: string) => {
    const rows = await store().database.query<{ resource_id: string; status: string }>(
      `SELECT resource_id, status FROM delivery WHERE shop = $1 ORDER BY id`,
      [shop],
    )
    return Object.fromEntries(rows.map(({ resource_id, status }) => [resource_id, status]))
  }
  /** As if they had been stored so long ago. */
  const age = (shop: string, id: string, ms: number) =>
    store().database.query(
      `UPDATE delivery SET stored_at = clock_timestamp() - $3 * interval '1 millisecond' WHERE shop = $1 AND resource_id = $2`,
      [shop, id, ms],
    )
  const insertAt = (shop: string, ...places: readonly (readonly [id: string, at: number])[]) =>
    store().inbox.insertMany(places.map(([id, at]) => delivery(shop, id, { key: { at, kind: 'order', id } })))

  describe('a lane', () => {
    test('is held by one at a time', async () => {
      const shop = await openShop(store())
      let inside = 0
      let most = 0
      const hold = () =>
        store().lanes.hold(shop, async (lane) => {
          most = Math.max(most, ++inside)
          await lane.askedRules()
          inside--
          return true
        })

      const held = await Promise.all(Array.from({ length: 5 }, hold))

      expect(most).toBe(1)
      expect(held).toContain(true)
      expect(await hold()).toBe(true)
    })

    // PGlite has one connection: whoever comes second waits until the first is done.
    test.runIf(kind === 'postgresql')(
      'is refused to a second holder at once, and does not hold up other lanes',
      async () => {
        const [shop, other] = [await openShop(store()), await openShop(store())]

        const answers = await store().lanes.hold(shop, async () => [
          await store().lanes.hold(shop, async () => 'mine'),
          await store().lanes.hold(other, async () => 'other'),
        ])

        expect(answers).toEqual([undefined, 'other'])
      },
    )

    test('is not to be had while the past is read, nor of a shop that nobody knows', async () => {
      const shop = await openShop(store(), { isRead: false })
      const hold = (id: string) => store().lanes.hold(id, async () => true)

      expect(await hold(shop)).toBeUndefined()
      await store().history.begin(shop)
      expect(await hold(shop)).toBeUndefined()
      await store().history.fail(shop, 'Shopify is out of order')
      expect(await hold(shop)).toBeUndefined()
      await store().history.begin(shop)
      await store().history.finish(shop)
      expect(await hold(shop)).toBe(true)
      expect(await hold('nobody.myshopify.com')).toBeUndefined()
    })

    test('is as it was when its work throws', async () => {
      const shop = await openShop(store())
      await insertAt(shop, ['1', 1])

      const broken = inLane(store(), shop, async (lane) => {
        const { deliveries } = await lane.claim({ settleMs: 0, limit: 10 })
        await lane.write(
          batch({
            entries: [newEntry(order('1'))],
            histories: [emptyHistory('ada')],
            decisions: [decision(order('1'))],
            processed: deliveries.map(({ id }) => ({ id, customerId: 'ada', late: false })),
            passed: { at: 1, kind: 'order', id: '1' },
          }),
        )
        throw new Error('broken off')
      })

      await expect(broken).rejects.toThrow('broken off')
      expect(await claimed(store(), shop)).toEqual(['1'])
      expect(await inLane(store(), shop, async ({ version, passed }) => ({ version, passed }))).toEqual({
        version: 1,
        passed: null,
      })
      expect((await store().figures.status(shop)).granted).toBe(0)
    })

    test('remembers how far it has passed, and counts its batches', async () => {
      const shop = await openShop(store())
      const passed: LedgerKey = { at: 5, kind: 'refund', id: 'R-1' }

      await write(store(), shop, { passed })

      expect(await inLane(store(), shop, async (lane) => [lane.passed, lane.version])).toEqual([passed, 2])
      expect(await inLane(store(), shop, async ({ currency, timeZone }) => [currency, timeZone])).toEqual([
        'GBP',
        'Europe/London',
      ])
    })
  })

  describe('a claim', () => {
    test('ends before the first that has not settled, however settled the later ones are', async () => {
      const shop = await openShop(store())
      await insertAt(shop, ['1', 1], ['2', 2], ['3', 3], ['4', 4])
      for (const id of ['1', '2', '4']) await age(shop, id, 60_000)

      const claim = await inLane(store(), shop, (lane) => lane.claim({ settleMs: 30_000, limit: 10 }))

      expect(claim.deliveries.map(({ key }) => key.id)).toEqual(['1', '2'])
      expect(claim.cut).toEqual({ at: 3, kind: 'order', id: '3' })
      expect(claim.waitMs).toBeGreaterThan(20_000)
      expect(claim.waitMs).toBeLessThanOrEqual(30_000)
    })

    test('is cut at its limit', async () => {
      const shop = await openShop(store())
      await insertAt(shop, ['1', 1], ['2', 2], ['3', 3])

      const claim = await inLane(store(), shop, (lane) => lane.claim({ settleMs: 0, limit: 2 }))

      expect(claim).toMatchObject({ cut: { at: 3, kind: 'order', id: '3' }, waitMs: 0 })
      expect(claim.deliveries).toHaveLength(2)
    })

    test('of nothing has no cut and nothing to wait for', async () => {
      const shop = await openShop(store())

      expect(await inLane(store(), shop, (lane) => lane.claim({ settleMs: 0, limit: 2 }))).toEqual({
        deliveries: [],
        cut: null,
        waitMs: null,
      })
    })

    test('gives the delivery as it was stored', async () => {
      const shop = await openShop(store())
      const body = Buffer.from([0, 255, 1])
      const key = { at: Date.parse('2026-11-22T10:00:00.123Z'), kind: 'cancellation', id: '9007199254740993' } as const
      await store().inbox.insertMany([delivery(shop, '1', { topic: 'orders/cancelled', body, key, triggeredAt: 42 })])

      const { deliveries } = await inLane(store(), shop, (lane) => lane.claim({ settleMs: 0, limit: 2 }))

      expect(deliveries).toEqual([
        { id: expect.stringMatching(/^\d+$/), topic: 'orders/cancelled', triggeredAt: 42, body, key, attempts: 0 },
      ])
    })
  })

  describe('a delivery that cannot be processed', () => {
    const park = async (shop: string) => {
      const [row] = await store().database.query<{ id: string }>(`SELECT id::text FROM delivery WHERE shop = $1`, [
        shop,
      ])
      await store().lanes.park(shop, row?.id ?? '', null, 'the database said no')
      return row?.id ?? ''
    }
    const isDue = (shop: string) =>
      store().database.query(`UPDATE delivery SET retry_at = clock_timestamp() WHERE shop = $1`, [shop])

    test('is parked, comes back after a while, and is failed after five attempts', async () => {
      const shop = await openShop(store())
      await insertAt(shop, ['1', 1])

      for (let attempt = 1; attempt < 5; attempt++) {
        await park(shop)
        expect(await statusOf(shop)).toEqual({ 1: 'parked' })
        expect(await claimed(store(), shop)).toEqual([])
        await isDue(shop)
        expect(await claimed(store(), shop)).toEqual(['1'])
      }
      await park(shop)

      await isDue(shop)
      expect(await claimed(store(), shop)).toEqual([])
      expect(await statusOf(shop)).toEqual({ 1: 'failed' })
    })

    test('is taken up again from its first attempt when a person says so', async () => {
      const shop = await openShop(store())
      await insertAt(shop, ['1', 1])
      let id = ''
      for (let attempt = 1; attempt <= 5; attempt++) id = await park(shop)

      expect(await store().activity.retryDelivery(shop, id)).toBe(true)

      const { deliveries } = await inLane(store(), shop, (lane) => lane.claim({ settleMs: 0, limit: 2 }))
      expect(deliveries).toMatchObject([{ attempts: 0 }])
    })

    test('is not taken up again when it was processed, or has no place in the ledger', async () => {
      const shop = await openShop(store())
      await insertAt(shop, ['1', 1])
      const { deliveries } = await inLane(store(), shop, (lane) => lane.claim({ settleMs: 0, limit: 2 }))
      await write(store(), shop, { processed: deliveries.map(({ id }) => ({ id, customerId: 'ada', late: false })) })
      await store().inbox.insertMany([delivery(shop, '2', { status: 'failed', key: null })])
      const ids = await store().database.query<{ id: string }>(`SELECT id::text FROM delivery WHERE shop = $1`, [shop])

      expect(await Promise.all(ids.map(({ id }) => store().activity.retryDelivery(shop, id)))).toEqual([false, false])
    })

    test('keeps the customer waiting whose it is', async () => {
      const shop = await openShop(store())
      await insertAt(shop, ['1', 1])
      const [row] = await store().database.query<{ id: string }>(`SELECT id::text FROM delivery WHERE shop = $1`, [
        shop,
      ])

      await store().lanes.park(shop, row?.id ?? '', 'ada', 'odd \u0000 text')

      expect(await inLane(store(), shop, (lane) => lane.parkedCustomers())).toEqual(new Set(['ada']))
    })
  })
}
