import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drainLane } from '../../../app/engine/drain-lane.ts'
import { LaneMemories } from '../../../app/engine/lane-memory.ts'
import { compareRules } from '../../../app/engine/prepare-rule.ts'
import { deferEntry } from '../../../app/engine/read-delivery.ts'
import { Recheck } from '../../../app/engine/recheck.ts'
import { replay } from '../../../app/engine/replay.ts'
import { DAY_MS, type Entry } from '../../../app/ledger/entries.ts'
import { keyOf } from '../../../app/ledger/ledger-order.ts'
import { DEFAULT_POLICIES } from '../../../app/rules/policies.ts'
import type { Figures, RuleDocument } from '../../../app/rules/types.ts'
import { readPayload } from '../../../app/shopify/payloads/read-payload.ts'
import { type AnyShop, anyShop, TASKS } from '../../engine/any-shop.ts'
import { prepared } from '../../engine/play-shop.ts'
import { adjustment, order } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { document } from '../rows.ts'

const START = Date.parse('2026-03-02T12:00:00Z')

/** 300 in the long form, `npm run test:limits`. */
const CASES = Number(process.env.LANE_CASES ?? 6)

/** How a story comes in: so many entries at a time, and whether the process ends after them. */
const anyPace = fc.array(fc.record({ entries: fc.integer({ min: 1, max: 12 }), ends: fc.boolean() }), {
  minLength: 1,
  maxLength: 6,
})
type Pace = typeof anyPace extends fc.Arbitrary<infer Drawn> ? Drawn : never

type Line = {
  readonly at: number
  readonly entry: string
  readonly rule: string
  readonly customerId: string | null
  readonly told: string
  readonly figures: Figures | null
  readonly freeAt: number | null
}
const sorted = (lines: readonly Line[]) => lines.map((line) => JSON.stringify(inOrder(line))).sort()
/** What was stored has been through jsonb, which keeps no order of fields. */
const inOrder = ({ figures, ...line }: Line) => ({
  ...line,
  figures: figures && Object.entries(figures).sort(([left], [right]) => (left < right ? -1 : 1)),
})

export const limitTests = (opened: () => TestStore): void => {
  const store = () => opened().store

  const receive = (shop: string, entries: readonly Entry[]) =>
    store().inbox.insertMany(
      entries.map((entry) => {
        const key = keyOf(entry)
        const delivery = { id: '1', topic: '', triggeredAt: entry.at, body: Buffer.alloc(0), key, attempts: 0 }
        return deferEntry(shop, { key, entry, delivery, copiedAt: entry.at, isAmendment: false, origin: 'live' })
      }),
    )

  const live = async ({ timeZone, rules, story, policies }: AnyShop, pace: Pace): Promise<readonly Line[]> => {
    const shop = await openShop(store())
    await store().database.query(`UPDATE shop SET time_zone = $2 WHERE id = $1`, [shop, timeZone])
    await store().policies.set(shop, policies, 'test')
    for (const { document, state, share } of rules) await store().rules.create(shop, document, 'test', { state, share })
    const entries = story.map(({ entry }) => entry)
    let memories = new LaneMemories()
    for (let from = 0, turn = 0; from < entries.length; turn++) {
      const { entries: count, ends } = pace[turn % pace.length] ?? { entries: 1, ends: true }
      await receive(shop, entries.slice(from, from + count))
      from += count
      await drain(shop, memories)
      if (ends) memories = new LaneMemories()
    }
    return linesIn(shop)
  }

  const drain = (shop: string, memories: LaneMemories) =>
    drainLane(
      shop,
      { lanes: store().lanes, platform: { read: readPayload }, memories, recheck: new Recheck(store().alarms, 0) },
      { settleMs: 0, days: () => ({ follow: 'ledger' }) },
    )

  const linesIn = async (shop: string): Promise<readonly Line[]> => {
    const left = `SELECT status, problem FROM delivery WHERE shop = $1 AND status <> 'processed'`
    expect(await store().database.query(left, [shop])).toEqual([])
    const rows = await store().database.query<Omit<Line, 'at' | 'freeAt'> & { at: Date; freeAt: Date | null }>(
      `SELECT at, entry_kind || ' ' || entry_id AS entry, rule_name AS rule, customer_id AS "customerId",
         coalesce(reason, verdict) AS told, figures, free_at AS "freeAt" FROM decision WHERE shop = $1`,
      [shop],
    )
    return rows.map((row) => ({ ...row, at: row.at.getTime(), freeAt: row.freeAt?.getTime() ?? null }))
  }

  const tried = ({ timeZone, rules, story, policies }: AnyShop): readonly Line[] => {
    const lines: Line[] = []
    replay(
      story.map(({ entry }) => entry),
      rules.map(prepared).sort(compareRules),
      { currency: 'GBP', timeZone, policies, isRehearsal: true },
      (entry, decisions) => {
        for (const { ruleName, customerId, verdict, reason, figures, freeAt } of decisions) {
          lines.push({
            at: entry.at,
            entry: `${entry.kind} ${entry.id}`,
            rule: ruleName,
            customerId,
            told: reason ?? verdict,
            figures: figures ?? null,
            freeAt: freeAt ?? null,
          })
        }
      },
    )
    return lines
  }

  const agree = (shops: fc.Arbitrary<AnyShop>) =>
    fc.assert(
      fc.asyncProperty(shops, anyPace, async (shop, pace) => {
        expect(sorted(await live(shop, pace))).toEqual(sorted(tried(shop)))
      }),
      { numRuns: CASES, ...(process.env.LIMIT_SEED && { seed: Number(process.env.LIMIT_SEED) }) },
    )

  const linesOf = async (documents: readonly RuleDocument[], entries: readonly Entry[]): Promise<readonly string[]> => {
    const lines = await live(
      {
        timeZone: 'UTC',
        rules: documents.map((document) => ({ document, state: 'live', share: 100 })),
        story: entries.map((entry) => ({ entry, lateMs: 0, isStopped: false })),
        policies: { ...DEFAULT_POLICIES, contacts: { ...DEFAULT_POLICIES.contacts, times: 1, days: 1, daysApart: 0 } },
        neverContact: new Set(),
      },
      [{ entries: entries.length, ends: true }],
    )
    return lines.map(({ entry, customerId, told }) => `${entry} ${customerId} ${told}`).sort()
  }

  test('a day that begins finds nobody who is heard of for the first time in the same batch, after it', async () => {
    const newcomers = document({
      name: 'Newcomers',
      trigger: 'every.day',
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'lessThan', value: 9 }] },
    })

    const lines = await linesOf(
      [newcomers],
      [
        order('1', { at: START }),
        order('2', { at: START + DAY_MS, customerId: 'bea' }),
        order('3', { at: START + 2 * DAY_MS }),
      ],
    )

    expect(lines).toEqual(['tick 2026-03-03 ada granted', 'tick 2026-03-04 ada granted', 'tick 2026-03-04 bea granted'])
  })

  describe('a shop whose rules change', () => {
    const call = document({
      name: 'Call',
      trigger: 'order.created',
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 }] },
      actions: [{ type: 'task.create', params: { kind: 'phone_call', title: 'Call', cost: '2.00' } }],
    })
    const bought = (id: string, days: number, customerId = 'ada') =>
      order(id, { customerId, at: START + days * DAY_MS })
    const opensWith = async (documents: readonly RuleDocument[]) => {
      const shop = await openShop(store())
      await store().policies.set(shop, { contacts: { times: 30, daysApart: 0 } }, 'test')
      for (const each of documents) await store().rules.create(shop, each, 'test', { state: 'live' })
      const memories = new LaneMemories()
      const hears = async (...entries: Entry[]) => {
        await receive(shop, entries)
        await drain(shop, memories)
      }
      const tells = async (name: string) =>
        (await linesIn(shop))
          .filter(({ rule }) => rule === name)
          .map(({ entry, customerId, told }) => `${entry} ${customerId} ${told}`)
          .sort()
      return { shop, hears, tells }
    }

    test('begins to watch who was contacted with those who were already', async () => {
      const { shop, hears, tells } = await opensWith([call])
      await hears(bought('1', 0))
      const contacted = document({
        name: 'Contacted',
        trigger: 'customer.enters',
        crossing: { fact: 'customer.contactsLast30Days', operator: 'greaterThan', value: 0 },
        conditions: { all: [] },
      })
      await store().rules.create(shop, contacted, 'test', { state: 'live' })

      await hears({ ...adjustment('1', 1, START + DAY_MS / 4), customerId: 'bea' })
      await hears(bought('2', 1, 'cleo'), bought('3', 2, 'cleo'))

      expect(await tells('Contacted')).toEqual(['tick 2026-03-04 cleo granted'])
    })

    test('counts what a rule gave before it had a limit in all, and while another version ran', async () => {
      const { shop, hears, tells } = await opensWith([call])
      await hears(bought('1', 0))
      const [rule] = await store().rules.list(shop)
      if (rule === undefined) throw new Error('The rule is not there')
      const versions = [{ total: { times: 2 } }, {}, { budget: { amount: '6.00', per: 'month' } }] as const
      for (const [index, limits] of versions.entries()) {
        await store().rules.save(shop, rule.id, { ...call, limits }, index + 1, 'test')
        const run = { state: 'live', version: index + 2 } as const
        await store().rules.setState(shop, rule.id, run, { ...rule, runs: index + 1 }, 'test')
        await hears(bought(`${index}-a`, index + 1), bought(`${index}-b`, index + 1))
      }

      expect(await tells('Call')).toEqual([
        'order 0-a ada granted',
        'order 0-b ada capped',
        'order 1 ada granted',
        'order 1-a ada granted',
        'order 1-b ada granted',
        'order 2-a ada over_budget',
        'order 2-b ada over_budget',
      ])
    })

    test('counts the days of a budget by the clocks of where it moved to', async () => {
      const daily = { ...call, limits: { budget: { amount: '2.00', per: 'day' } } } as const
      const { shop, hears, tells } = await opensWith([daily])
      // 22:30 and 23:30 in London; in Paris the second lies in the next day.
      const at = (hours: number) => START + (10.5 + hours) * 3_600_000
      await hears(order('1', { at: at(0) }))
      await store().database.query(`UPDATE shop SET time_zone = 'Europe/Paris' WHERE id = $1`, [shop])
      await hears(order('2', { at: at(1) }))

      expect(await tells('Call')).toEqual(['order 1 ada granted', 'order 2 ada granted'])
    })
  })

  test('whoever has heard enough has their turn where days follow the ledger too', async () => {
    const call = document({
      name: 'Call',
      trigger: 'order.created',
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 }] },
      actions: [{ type: 'task.create', params: { kind: 'phone_call', title: 'Call' } }],
      limits: { whenHeardEnough: 'wait' },
    })

    const lines = await linesOf(
      [call],
      [
        order('1', { at: START }),
        order('2', { at: START + 1 }),
        order('3', { at: START + 3 * DAY_MS, customerId: 'bea' }),
      ],
    )

    expect(lines).toEqual([
      'order 1 ada granted',
      'order 2 ada attention_spent',
      'order 3 bea granted',
      'tick 2026-03-04 ada granted',
    ])
  })

  describe('limits, groups and policies decide in a lane as in a backtest, whatever the batches and restarts', () => {
    // A backtest takes everything to be done at once, and what customers hold is not taken back: no order comes back here.
    test('of rules that give whatever there is', async () => {
      await agree(anyShop({ isUndone: false }))
    })

    // Of a task that nobody has done, nobody holds anything.
    test('of rules that ask people for something, where orders are cancelled and refunded', async () => {
      await agree(anyShop({ actions: TASKS }))
    })
  })
}
