import { describe, expect, test } from 'vitest'
import { drainLane } from '../../../app/engine/drain-lane.ts'
import { importLines } from '../../../app/engine/import-lines.ts'
import { LaneMemories } from '../../../app/engine/lane-memory.ts'
import { learnHistory } from '../../../app/engine/learn-history.ts'
import { Recheck } from '../../../app/engine/recheck.ts'
import { readPayload } from '../../../app/shopify/payloads/read-payload.ts'
import { order } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { newEntry, write } from '../rows.ts'

const MINUTE_MS = 60_000
const START = Date.parse('2026-03-01T12:00:00Z')

export const drainTests = (opened: () => TestStore): void => {
  const store = () => opened().store
  const drain = async (shop: string): Promise<number | null> => {
    const { lanes, alarms } = store()
    const ports = {
      lanes,
      platform: { read: readPayload },
      memories: new LaneMemories(),
      recheck: new Recheck(alarms, 1),
    }
    return drainLane(shop, ports, { settleMs: 0, days: () => ({ follow: 'ledger' }) })
  }
  const orderLine = (id: string, customerId: string, minute: number, totalPrice = '10.00') =>
    JSON.stringify({
      orderId: id,
      customerId,
      processedAt: new Date(START + minute * MINUTE_MS).toISOString(),
      currency: 'GBP',
      totalPrice,
    })
  const statusOf = async (shop: string) => {
    const rows = await store().database.query<{ resource_id: string; status: string }>(
      `SELECT resource_id, status FROM delivery WHERE shop = $1`,
      [shop],
    )
    return Object.fromEntries(rows.map(({ resource_id, status }) => [resource_id, status]))
  }
  const ordersCounts = async (shop: string) => {
    const histories = await Array.fromAsync(store().figures.everyCustomer(shop))
    return Object.fromEntries(histories.map(({ id, orders }) => [id, orders.map((order) => order.id)]))
  }

  describe('orders that cost nothing', () => {
    const countedOf = async (shop: string) => (await store().people.history(shop, 'ada'))?.ordersCount
    /** A past in which Shopify shows one free order, last changed at this moment. */
    const readPast = async (shop: string, copiedAt: number) => {
      const { countFreeOrders } = await store().policies.find(shop)
      const shown = order('shown', { total: 0, counts: countFreeOrders })
      await learnHistory(
        shop,
        { currency: 'GBP', scopes: [], countFreeOrders },
        {
          history: store().history,
          platform: {
            async *readHistory() {
              yield { readings: [{ entries: [shown], copiedAt }], read: 1, of: 1 }
            },
          },
        },
      )
    }

    test('count from the moment that the shop says so, those learned earlier too, and no longer when it takes it back', async () => {
      const shop = await openShop(store())
      await readPast(shop, 1)
      await importLines(store().inbox, shop, 'GBP', [orderLine('free', 'ada', 1, '0.00'), orderLine('paid', 'ada', 2)])
      await drain(shop)
      expect(await countedOf(shop)).toBe(1)

      await store().policies.set(shop, { countFreeOrders: true }, 'Sam')
      await readPast(shop, 1)
      expect(await countedOf(shop)).toBe(3)
      await importLines(store().inbox, shop, 'GBP', [orderLine('free too', 'ada', 3, '0.00')])
      await drain(shop)
      expect(await countedOf(shop)).toBe(4)

      await store().policies.set(shop, { countFreeOrders: false }, 'Sam')
      await readPast(shop, 1)
      expect(await countedOf(shop)).toBe(1)
    })

    test('stand as the newest copy says', async () => {
      const shop = await openShop(store())
      await write(store(), shop, { entries: [{ ...newEntry(order('shown', { total: 0 })), copiedAt: 5 }] })
      await store().policies.set(shop, { countFreeOrders: true }, 'Sam')

      await readPast(shop, 4)
      expect(await countedOf(shop)).toBe(0)

      await readPast(shop, 5)
      expect(await countedOf(shop)).toBe(1)
    })
  })

  describe('draining a lane', () => {
    test('learns everything and ends with nothing to wait for', async () => {
      const shop = await openShop(store())
      await importLines(store().inbox, shop, 'GBP', [
        orderLine('2', 'ada', 2),
        orderLine('1', 'ada', 1),
        orderLine('3', 'bea', 3),
      ])

      expect(await drain(shop)).toBeNull()

      expect(await ordersCounts(shop)).toEqual({ ada: ['1', '2'], bea: ['3'] })
    })

    test('puts aside what cannot be processed, with all that comes later about that customer, and goes on', async () => {
      const shop = await openShop(store())
      await store().database.script(
        `ALTER TABLE customer ADD CONSTRAINT no_ada CHECK (shop <> '${shop}' OR id <> 'ada') NOT VALID`,
      )
      const lines = [
        orderLine('1', 'ada', 1),
        orderLine('2', 'bea', 2),
        orderLine('3', 'ada', 3),
        orderLine('4', 'bea', 4),
      ]
      await importLines(store().inbox, shop, 'GBP', lines)

      expect(await drain(shop)).toBeNull()

      expect(await statusOf(shop)).toEqual({ 1: 'parked', 2: 'processed', 3: 'parked', 4: 'processed' })
      expect(await ordersCounts(shop)).toEqual({ bea: ['2', '4'] })
      const { rows } = await store().activity.deliveries(shop, 'failed', null)
      expect(rows.map(({ resourceId, problem }) => [resourceId, problem])).toEqual([
        ['3', expect.stringContaining('waits for an earlier message about the same customer')],
        ['1', expect.stringContaining('no_ada')],
      ])

      await store().database.script(`ALTER TABLE customer DROP CONSTRAINT no_ada`)
      await store().database.query(`UPDATE delivery SET retry_at = clock_timestamp() WHERE shop = $1`, [shop])
      expect(await drain(shop)).toBeNull()

      expect(await ordersCounts(shop)).toEqual({ ada: ['1', '3'], bea: ['2', '4'] })
    })
  })
}
