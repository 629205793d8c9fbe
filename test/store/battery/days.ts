import { describe, expect, test } from 'vitest'
import { beginDays } from '../../../app/engine/begin-day.ts'
import { drainLane } from '../../../app/engine/drain-lane.ts'
import type { Days } from '../../../app/engine/due-ticks.ts'
import { importLines } from '../../../app/engine/import-lines.ts'
import { LaneMemories } from '../../../app/engine/lane-memory.ts'
import type { Decision } from '../../../app/engine/ports.ts'
import { compareRules, prepareRule } from '../../../app/engine/prepare-rule.ts'
import { deferEntry } from '../../../app/engine/read-delivery.ts'
import { Recheck } from '../../../app/engine/recheck.ts'
import { replay } from '../../../app/engine/replay.ts'
import { DAY_MS, type Entry } from '../../../app/ledger/entries.ts'
import { compareKeys, keyOf } from '../../../app/ledger/ledger-order.ts'
import { readPayload } from '../../../app/shopify/payloads/read-payload.ts'
import { order, refund } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { document } from '../rows.ts'

const START = Date.parse('2026-03-02T12:00:00Z')
const LEDGER: Days = { follow: 'ledger' }

const surprises = document({
  name: 'Surprises',
  trigger: 'every.day',
  conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 1 }] },
  limits: { draw: { times: 2, per: 'week' }, perCustomer: { times: 1, days: 30 } },
})
const quiet = document({
  name: 'Gone quiet',
  trigger: 'customer.enters',
  crossing: { fact: 'customer.daysSinceLastOrder', operator: 'greaterThan', value: 6 },
  conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 1 }] },
})
const fallen = document({
  name: 'No longer among the best',
  trigger: 'customer.leaves',
  crossing: { fact: 'customer.spendRank', operator: 'lessThanInclusive', value: 2, leaveAt: 3 },
  conditions: { all: [] },
})
const weekly = document({
  name: 'A week after',
  trigger: 'every.day',
  conditions: { all: [{ fact: 'customer.daysSinceLastOrder', operator: 'equal', value: 7 }] },
})
const calls = document({
  name: 'A call, once they have had some rest from us',
  trigger: 'order.created',
  conditions: { all: [] },
  actions: [{ type: 'task.create', params: { kind: 'phone_call', title: 'Call' } }],
  limits: { whenHeardEnough: 'wait' },
})
const ordered = { fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 } as const
const RULES = [surprises, quiet, fallen, weekly, calls]

/** Eight customers who buy at odd times, some never again, over ten weeks. */
const trade: readonly Entry[] = Array.from({ length: 90 }, (_, index): Entry[] => {
  const at = START + Math.floor(((index * index * 37) % 7_000) * 14_400 * 1.0) * 60
  const bought = order(String(index), {
    customerId: `c${(index * 5) % 8}`,
    at,
    total: 1_000 + ((index * 7919) % 9_000),
  })
  return index % 9 === 4 ? [bought, refund(`r${index}`, String(index), 500, at + 2 * DAY_MS)] : [bought]
})
  .flat()
  .sort(compareKeys)

export const dayTests = (opened: () => TestStore): void => {
  const store = () => opened().store
  const receive = (shop: string, entries: readonly Entry[]) =>
    store().inbox.insertMany(
      entries.map((entry) => {
        const key = keyOf(entry)
        const delivery = { id: '0', topic: '', triggeredAt: entry.at, body: Buffer.alloc(0), key, attempts: 0 }
        return deferEntry(shop, { key, entry, delivery, copiedAt: entry.at, isAmendment: false, origin: 'live' })
      }),
    )
  /** As a process does that has just started: nothing remembered. */
  const drain = (shop: string, days: Days = LEDGER) =>
    drainLane(
      shop,
      {
        lanes: store().lanes,
        platform: { read: readPayload },
        memories: new LaneMemories(),
        recheck: new Recheck(store().alarms, 1),
      },
      { settleMs: 0, days: () => days },
    )
  const goLive = async (shop: string, documents: typeof RULES) => {
    for (const each of documents) {
      const rule = await store().rules.create(shop, each, 'test')
      await store().rules.setState(shop, rule.id, { state: 'live' }, rule, 'test')
    }
  }
  const decisionsOf = async (shop: string) => {
    const { rows } = await store().figures.decisions(shop, 0)
    return rows.map((row) => said({ ...row, at: row.at.getTime() }))
  }
  const said = ({ at, ruleName, customerId, verdict, reason }: Said) =>
    `${new Date(at).toISOString()} ${ruleName} ${customerId} ${reason ?? verdict}`
  type Said = Pick<Decision, 'ruleName' | 'customerId' | 'verdict'> & {
    readonly at: number
    readonly reason: string | null
  }

  const replayed = (documents: typeof RULES, entries: readonly Entry[]): readonly string[] => {
    const rules = documents
      .map((each) => prepareRule({ id: each.name, version: 1, state: 'live', document: each, liveSince: 0 }, 'GBP'))
      .sort(compareRules)
    const lines: string[] = []
    replay(entries, rules, { currency: 'GBP', timeZone: 'Europe/London' }, (_entry, decisions) =>
      lines.push(...decisions.map((decision) => said({ ...decision, at: decision.key.at }))),
    )
    return lines
  }

  describe('days that begin', () => {
    test('are decided in a lane as in a replay, whatever the batches and however often the process ends', async () => {
      const shop = await openShop(store())
      await goLive(shop, RULES)

      for (let from = 0; from < trade.length; from += 7) {
        await receive(shop, trade.slice(from, from + 7))
        await drain(shop)
      }

      const expected = replayed(RULES, trade)
      expect(expected.filter((each) => /T0[56]:00:00.000Z A call.* granted$/.test(each)).length).toBeGreaterThan(2)
      for (const { name } of RULES) expect(expected.filter((each) => each.includes(name)).length).toBeGreaterThan(2)
      expect(await decisionsOf(shop)).toEqual(expected)
    })

    test('make a task for each customer they are about', async () => {
      const shop = await openShop(store())
      const task = { type: 'task.create', params: { kind: 'gift', title: 'Tea' } }
      await goLive(shop, [{ ...weekly, actions: [task], priority: 70 }])
      await receive(shop, [
        order('1', { customerId: 'ada', at: START }),
        order('2', { customerId: 'bea', at: START }),
        order('3', { customerId: 'cleo', at: START + 8 * DAY_MS }),
      ])
      await drain(shop)
      for (const effect of await store().effects.due(shop, 10)) await store().effects.createTask(shop, effect)

      const rows = await store().database.query<{ customer_id: string; priority: number }>(
        `SELECT customer_id, priority FROM task WHERE shop = $1 ORDER BY customer_id`,
        [shop],
      )
      expect(rows).toEqual([
        { customer_id: 'ada', priority: 70 },
        { customer_id: 'bea', priority: 70 },
      ])
    })

    test('stand on the activity page with whom they were about', async () => {
      const shop = await openShop(store())
      await goLive(shop, [weekly])
      await receive(shop, [
        order('1', { customerId: 'ada', at: START }),
        order('2', { customerId: 'bea', at: START }),
        order('3', { customerId: 'cleo', at: START + 8 * DAY_MS }),
      ])
      await drain(shop)

      const { rows } = await store().activity.deliveries(shop, 'decided', null)
      expect(rows.map(({ topic, entryId, status }) => [topic, entryId, status])).toEqual([
        ['tick', '2026-03-10', 'processed'],
      ])
      const decisions = await store().activity.decisionsOf(shop, [{ kind: 'tick', id: '2026-03-10' }])
      expect(decisions.map(({ customerId, ofAll }) => [customerId, ofAll])).toEqual([
        ['ada', 2],
        ['bea', 2],
      ])
    })

    test('begin by the clock where nothing else comes in, once, and not for a rule that went live later', async () => {
      const shop = await openShop(store())
      const now = Date.now()
      const days: Days = { follow: 'clock', now }
      await receive(shop, [order('1', { customerId: 'ada', at: now - 7.5 * DAY_MS })])
      await drain(shop, days)
      await goLive(shop, [
        { ...weekly, conditions: { all: [{ fact: 'customer.ordersCount', operator: 'equal', value: 1 }] } },
      ])
      const mine = async () => (await store().shops.withLiveRules(['every.day'])).filter((each) => each.shop === shop)

      expect(await beginDays(await mine(), now, store().inbox)).toEqual([])
      await store().database.query(`UPDATE rule SET live_since = $2 WHERE shop = $1`, [
        shop,
        new Date(now - 3 * DAY_MS),
      ])
      expect(await beginDays(await mine(), now, store().inbox)).toEqual([shop])
      expect(await beginDays(await mine(), now, store().inbox)).toEqual([])
      await drain(shop, days)
      await drain(shop, days)

      const verdicts = (await decisionsOf(shop)).map((each) => each.split(' ').at(-1))
      expect(verdicts).toHaveLength(2)
      expect(new Set(verdicts)).toEqual(new Set(['granted']))
    })

    test('that passed long ago while nobody looked are let go by the clock', async () => {
      const shop = await openShop(store())
      const now = START + 40 * DAY_MS
      await goLive(shop, [weekly])
      await store().database.query(`UPDATE rule SET live_since = $2 WHERE shop = $1`, [shop, new Date(START)])
      await receive(shop, [order('1', { customerId: 'ada', at: START })])
      await drain(shop, { follow: 'clock', now: START })
      await receive(shop, [order('2', { customerId: 'bea', at: now })])
      await drain(shop, { follow: 'clock', now })

      const { rows } = await store().activity.deliveries(shop, 'all', null)
      expect(rows.filter(({ topic }) => topic === 'tick')).toHaveLength(2)
      expect(await decisionsOf(shop)).toEqual([])
    })
  })

  describe('a day begins once', () => {
    const everybody = { ...weekly, conditions: { all: [ordered] } }
    const bought = (id: string, days: number, customerId = 'ada') =>
      order(id, { customerId, at: START + days * DAY_MS })
    const daysOf = async (shop: string) => (await decisionsOf(shop)).map((each) => each.slice(0, 10))

    test('though the past is read again after it, and the lane stands before it', async () => {
      const shop = await openShop(store())
      await goLive(shop, [everybody])
      await receive(shop, [bought('1', 0), bought('2', 2.1)])
      await drain(shop)
      const before = await daysOf(shop)
      await store().history.begin(shop)
      await store().history.finish(shop)
      await store().database.query(
        `UPDATE lane SET passed_at = $2, passed_kind = 'order', passed_id = '1' WHERE shop = $1`,
        [shop, new Date(START)],
      )
      await receive(shop, [bought('3', 2.2)])
      await drain(shop)

      expect(before).toEqual(['2026-03-03', '2026-03-04'])
      expect(await daysOf(shop)).toEqual(before)
      expect((await store().activity.counts(shop)).failed).toBe(0)
    })

    test('though the shop moves to another time zone', async () => {
      const shop = await openShop(store())
      await goLive(shop, [everybody])
      await receive(shop, [bought('1', 0), bought('2', 1.75)])
      await drain(shop)
      await store().database.query(`UPDATE shop SET time_zone = 'America/New_York' WHERE id = $1`, [shop])
      await receive(shop, [bought('3', 1.99)])
      await drain(shop)
      await receive(shop, [bought('4', 3)])
      await drain(shop)

      expect(await daysOf(shop)).toEqual(['2026-03-03', '2026-03-04', '2026-03-05'])
    })

    test('though an order is dated in the future', async () => {
      const shop = await openShop(store())
      const clock = (days: number): Days => ({ follow: 'clock', now: START + days * DAY_MS })
      await goLive(shop, [everybody])
      await store().database.query(`UPDATE rule SET live_since = $2 WHERE shop = $1`, [shop, new Date(START)])
      await receive(shop, [bought('1', 0), bought('2', 300, 'bea')])
      await drain(shop, clock(0.1))
      await receive(shop, [bought('3', 1.1)])
      await drain(shop, clock(1.2))

      expect((await daysOf(shop)).slice(0, 1)).toEqual(['2026-03-03'])
      const { rows } = await store().activity.deliveries(shop, 'all', null)
      expect(rows.filter(({ late }) => late)).toEqual([])
    })

    test('for nobody who is gone, or of whom something could not be read yet', async () => {
      const shop = await openShop(store())
      await goLive(shop, [everybody])
      const gone = {
        kind: 'customer',
        id: 'bea:gone',
        customerId: 'bea',
        addTags: [],
        removeTags: [],
        isGone: true,
      } as const
      await receive(shop, [bought('1', 0), bought('2', 0, 'bea'), bought('3', 0, 'cleo'), { ...gone, at: START + 1 }])
      await drain(shop)
      await receive(shop, [bought('4', 0.5, 'cleo')])
      const [waiting] = await store().database.query<{ id: string }>(
        `SELECT id::text FROM delivery WHERE shop = $1 AND status = 'pending'`,
        [shop],
      )
      await store().lanes.park(shop, waiting?.id ?? '', 'cleo', 'cannot be read')
      await receive(shop, [bought('5', 1, 'dora')])
      await drain(shop)

      expect((await decisionsOf(shop)).map((each) => each.split(' ').slice(-2).join(' '))).toEqual(['ada granted'])
    })
  })

  describe('a rule that watches a group', () => {
    test('fires for nobody whom an import of the past shows inside', async () => {
      const shop = await openShop(store())
      await goLive(shop, [quiet])
      await receive(shop, [order('1', { customerId: 'bea', at: START })])
      await drain(shop)
      const past = [1, 2].map((day) => ({
        orderId: `old-${day}`,
        customerId: 'ada',
        processedAt: new Date(START - day * DAY_MS).toISOString(),
        currency: 'GBP',
        totalPrice: '10.00',
      }))
      await importLines(
        store().inbox,
        shop,
        'GBP',
        past.map((line) => JSON.stringify(line)),
      )
      await drain(shop)
      await receive(shop, [order('2', { customerId: 'cleo', at: START + 20 * DAY_MS })])
      await drain(shop)
      await receive(shop, [order('3', { customerId: 'cleo', at: START + 22 * DAY_MS })])
      await drain(shop)

      expect(await decisionsOf(shop)).toEqual([])
    })

    test('fires for nobody who was in it when it went live, then or again', async () => {
      const shop = await openShop(store())
      await receive(shop, [
        order('1', { customerId: 'ada', at: START }),
        order('2', { customerId: 'ada', at: START + 1 }),
      ])
      await drain(shop)
      await goLive(shop, [quiet])
      await receive(shop, [order('3', { customerId: 'bea', at: START + 10 * DAY_MS })])
      await drain(shop)
      const [rule] = await store().rules.list(shop)
      if (rule === undefined) throw new Error('The rule is not there')
      await store().rules.setState(shop, rule.id, { state: 'paused' }, rule, 'test')
      await receive(shop, [order('4', { customerId: 'bea', at: START + 11 * DAY_MS })])
      await drain(shop)
      await store().rules.setState(shop, rule.id, { state: 'live' }, { ...rule, state: 'paused', runs: null }, 'test')
      await receive(shop, [order('5', { customerId: 'cleo', at: START + 30 * DAY_MS })])
      await drain(shop)
      await receive(shop, [order('6', { customerId: 'cleo', at: START + 32 * DAY_MS })])
      await drain(shop)

      expect(await decisionsOf(shop)).toEqual([])
    })
  })
}
