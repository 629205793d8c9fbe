import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type ActPorts, act } from '../../../app/engine/act.ts'
import type { KeyedEffect, Notification, Performed } from '../../../app/engine/ports.ts'
import { identifyPayload } from '../../../app/shopify/payloads/read-payload.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { claimed, codeWork, notifyWork, taskWork, work, write } from '../rows.ts'

export const performTests = (opened: () => TestStore): void => {
  const store = () => opened().store
  /** A platform that answers as a test says and writes down what it was asked for; the far end of the network. */
  const openPlatform = (answer: (keyed: KeyedEffect, times: number) => Performed | Promise<Performed>) => {
    const asked: string[] = []
    const stored: string[] = []
    const perform = async (_shop: string, keyed: KeyedEffect) => {
      asked.push(keyed.key)
      return answer(keyed, asked.filter((key) => key === keyed.key).length)
    }
    const ports: ActPorts = {
      effects: store().effects,
      inbox: store().inbox,
      platform: { perform, identify: identifyPayload },
      notifier: { send: async () => ({ outcome: 'done' }) },
      quietHours: async () => null,
      onStored: (shop) => stored.push(shop),
      onOfferKept: () => undefined,
    }
    return { ports, asked, stored }
  }
  const statesOf = async (shop: string) => {
    const rows = await store().database.query<{ key: string; state: string; problem: string | null }>(
      `SELECT key, state, problem FROM effect WHERE shop = $1 ORDER BY id`,
      [shop],
    )
    return rows.map(({ key, state, problem }) => [key, state, problem])
  }

  describe('performing', () => {
    test('does each effect once and ends with nothing to wait for', async () => {
      const shop = await openShop(store())
      const { ports, asked } = openPlatform(() => ({ outcome: 'done' }))
      await write(store(), shop, { effects: [work('a'), work('b', { subject: 'order:1' }), taskWork('t')] })

      expect(await act(shop, ports)).toBeNull()
      expect(await act(shop, ports)).toBeNull()

      expect(asked.sort()).toEqual(['a', 'b'])
      expect(await store().tasks.find(shop, 't')).not.toBeNull()
      expect(await statesOf(shop)).toEqual(['a', 'b', 't'].map((key) => [key, 'done', null]))
    })

    test('takes what is on one subject one after another, and eight subjects side by side', async () => {
      const shop = await openShop(store())
      const inside = new Map<string, number>()
      let most = 0
      let mostOnOne = 0
      const { ports, asked } = openPlatform(async ({ key }) => {
        const [subject = ''] = key.split('/')
        inside.set(subject, (inside.get(subject) ?? 0) + 1)
        mostOnOne = Math.max(mostOnOne, inside.get(subject) ?? 0)
        most = Math.max(
          most,
          [...inside.values()].reduce((sum, count) => sum + count, 0),
        )
        await sleep(5)
        inside.set(subject, (inside.get(subject) ?? 0) - 1)
        return { outcome: 'done' }
      })
      const subjects = Array.from({ length: 20 }, (_, index) => `customer:${index}`)
      await write(store(), shop, {
        effects: ['first', 'second'].flatMap((turn) =>
          subjects.map((subject) => work(`${subject}/${turn}`, { subject })),
        ),
      })

      await act(shop, ports)

      expect([mostOnOne, most, asked.length]).toEqual([1, 8, 40])
      for (const subject of subjects) {
        expect(asked.filter((key) => key.startsWith(`${subject}/`))).toEqual([`${subject}/first`, `${subject}/second`])
      }
    })

    test('tries again later what could not be done, and says when', async () => {
      const shop = await openShop(store())
      const { ports, asked } = openPlatform(({ key }) =>
        key === 'a' ? { outcome: 'retry', reason: 'busy', afterMs: 40_000 } : { outcome: 'done' },
      )
      await write(store(), shop, { effects: [work('a'), work('b')] })

      const waitMs = await act(shop, ports)

      expect(waitMs).toBeGreaterThan(35_000)
      expect(waitMs).toBeLessThanOrEqual(40_000)
      expect(asked).toEqual(['a', 'b'])
      expect(await statesOf(shop)).toEqual([
        ['a', 'pending', 'busy'],
        ['b', 'done', null],
      ])
    })

    test('waits ever longer, up to a quarter of an hour', async () => {
      const shop = await openShop(store())
      const { ports } = openPlatform(() => ({ outcome: 'retry', reason: 'busy' }))
      await write(store(), shop, { effects: [work('a')] })
      const waits: number[] = []

      for (const attempts of [0, 1, 2, 9, 10, 50]) {
        await store().database.query(`UPDATE effect SET attempts = $2, next_at = now() WHERE shop = $1`, [
          shop,
          attempts,
        ])
        waits.push(Math.round(((await act(shop, ports)) ?? 0) / 1_000))
      }

      expect(waits).toEqual([1, 2, 4, 512, 900, 900])
    })

    test('takes a platform that throws for one that gave no answer', async () => {
      const shop = await openShop(store())
      const { ports } = openPlatform(() => {
        throw new Error('a bug')
      })
      await write(store(), shop, { effects: [work('a')] })

      expect(await act(shop, ports)).toBeGreaterThan(0)

      expect(await statesOf(shop)).toEqual([['a', 'pending', 'a bug']])
    })

    test('is left to whoever holds the lease', async () => {
      const shop = await openShop(store())
      const { ports, asked } = openPlatform(() => ({ outcome: 'done' }))
      await write(store(), shop, { effects: [work('a')] })
      await store().effects.lease(shop, 'another process', 60_000)

      expect(await act(shop, ports)).toBeGreaterThan(0)
      expect(asked).toEqual([])

      await store().effects.release(shop, 'another process')
      await act(shop, ports)
      expect(asked).toEqual(['a'])
      expect(await store().effects.lease(shop, 'another process', 60_000)).toBe(true)
    })

    test('is done once, though many processes set about it', async () => {
      const shop = await openShop(store())
      const { ports, asked } = openPlatform(() => sleep(2).then(() => ({ outcome: 'done' }) as const))
      await write(store(), shop, {
        effects: Array.from({ length: 30 }, (_, index) => work(`a${index}`, { subject: `s${index}` })),
      })

      await Promise.all(Array.from({ length: 5 }, () => act(shop, ports)))

      expect(asked.toSorted()).toEqual([...new Set(asked)].sort())
      expect(asked).toHaveLength(30)
    })

    test('stops between two effects when it must', async () => {
      const shop = await openShop(store())
      const { ports, asked } = openPlatform(() => ({ outcome: 'done' }))
      await write(store(), shop, { effects: [work('a'), work('b')] })

      await act(shop, ports, { shouldStop: () => asked.length > 0 })

      expect(asked).toEqual(['a'])
      expect((await statesOf(shop)).map(([, state]) => state)).toEqual(['done', 'pending'])
    })

    test('does nothing in a shop that is stopped, waits for nothing, and goes on after the start', async () => {
      const shop = await openShop(store())
      const { ports, asked } = openPlatform(() => ({ outcome: 'done' }))
      await write(store(), shop, { effects: [work('a'), taskWork('t')] })
      await store().policies.stop(shop, 'Sam')

      expect(await act(shop, ports)).toBeNull()
      expect(asked).toEqual([])
      expect(await store().tasks.find(shop, 't')).toBeNull()
      expect(await statesOf(shop)).toEqual(['a', 't'].map((key) => [key, 'pending', null]))

      await store().policies.start(shop)
      await act(shop, ports)
      expect(await statesOf(shop)).toEqual(['a', 't'].map((key) => [key, 'done', null]))
    })

    test('ends within ten seconds of stopping a shop, however much is under way', async () => {
      const shop = await openShop(store())
      const { ports, asked } = openPlatform(() => sleep(100).then(() => ({ outcome: 'done' }) as const))
      const effects = Array.from({ length: 500 }, (_, index) => work(`a${index}`))
      await write(store(), shop, { effects })

      const acting = act(shop, ports)
      await expect.poll(() => asked.length).toBeGreaterThan(2)
      const stoppedAt = Date.now()
      await store().policies.stop(shop, 'Sam')

      expect(await acting).toBeNull()
      expect(Date.now() - stoppedAt).toBeLessThan(10_000)
      const begun = asked.length
      expect(begun).toBeLessThan(effects.length)
      expect((await statesOf(shop)).filter(([, state]) => state === 'done')).toHaveLength(begun)
    })

    test('puts what was asked for again into the inbox, once, and rings', async () => {
      const shop = await openShop(store())
      const node = { id: 'gid://shopify/Order/1', updatedAt: '2026-03-01T00:00:00Z' }
      const { ports, stored } = openPlatform(({ key }) => ({
        outcome: 'done',
        ...(key === 'gone' ? {} : { result: { node } }),
      }))
      const reread = { kind: 'reread', what: 'order', id: '1', triggeredAt: 0 } as const
      await write(store(), shop, {
        effects: [work('held', { effect: reread, ruleId: null }), work('gone', { effect: reread, ruleId: null })],
      })

      await act(shop, ports)
      await store().database.query(`UPDATE effect SET state = 'pending' WHERE shop = $1 AND key = 'held'`, [shop])
      await act(shop, ports)

      expect(await claimed(store(), shop)).toEqual(['gid://shopify/Order/1'])
      expect(stored).toEqual([shop, shop])
    })
  })

  describe('telling the mail tool', () => {
    const openMailTool = (answer: Performed) => {
      const told: Notification[] = []
      const { ports } = openPlatform(() => ({ outcome: 'retry', reason: 'busy' }))
      const send = async (_shop: string, notification: Notification) => {
        told.push(notification)
        return answer
      }
      return { told, ports: { ...ports, notifier: { send } } }
    }
    const made = (shop: string, key: string, code: string) =>
      store().effects.settle(shop, [{ key, performed: { outcome: 'done', result: { code } }, nextInMs: 0 }])
    const CODE_ENDS_AT = Date.parse('2099-01-01T00:00:00Z')

    test('says the code that was made and when it ends, and keeps both that and the answer', async () => {
      const shop = await openShop(store())
      const { ports, told } = openMailTool({ outcome: 'done', result: { status: 202 } })
      await write(store(), shop, { effects: [codeWork('c', CODE_ENDS_AT), notifyWork('n', 'c')] })
      await made(shop, 'c', 'THANKS')

      await act(shop, ports)

      expect(told).toMatchObject([{ id: 'n', code: 'THANKS', codeExpiresAt: CODE_ENDS_AT, message: 'win-back' }])
      expect(told[0]).not.toHaveProperty('codeKey')
      expect(await store().effects.find(shop, 'n')).toMatchObject({
        state: 'done',
        result: { status: 202, code: 'THANKS' },
      })
    })

    test.each<{ code: string; be: (shop: string) => Promise<unknown>; is: readonly (string | RegExp)[] }>([
      { code: 'that is pending', be: async () => undefined, is: ['pending', /^Waits for the code/] },
      {
        code: 'that failed',
        be: (shop) =>
          store().effects.settle(shop, [
            { key: 'c', performed: { outcome: 'failed', reason: 'no permission' }, nextInMs: 0 },
          ]),
        is: ['failed', /is not there: no permission$/],
      },
      {
        code: 'that was called off',
        be: (shop) =>
          store().database.query(`UPDATE effect SET state = 'cancelled' WHERE shop = $1 AND key = 'c'`, [shop]),
        is: ['failed', /is not there/],
      },
      {
        code: 'that has expired',
        be: async (shop) => {
          await made(shop, 'c', 'THANKS')
          await store().database.query(
            `UPDATE effect SET body = jsonb_set(body, '{endsAt}', '1000') WHERE shop = $1 AND key = 'c'`,
            [shop],
          )
        },
        is: ['failed', /THANKS had expired/],
      },
      {
        code: 'that is gone',
        be: (shop) => store().database.query(`DELETE FROM effect WHERE shop = $1 AND key = 'c'`, [shop]),
        is: ['failed', /is not there: it is gone/],
      },
    ])('never says a code $code', async ({ be, is }) => {
      const shop = await openShop(store())
      const { ports, told } = openMailTool({ outcome: 'done' })
      await write(store(), shop, { effects: [codeWork('c', CODE_ENDS_AT), notifyWork('n', 'c')] })
      await be(shop)

      await act(shop, ports)

      const { state, problem } = (await store().effects.find(shop, 'n')) ?? {}
      expect(told).toEqual([])
      expect([state, problem]).toEqual([is[0], expect.stringMatching(is[1] ?? '')])
    })

    describe('in quiet hours', () => {
      const night = { from: '20:00', to: '09:00', timeZone: 'Europe/London' }
      const EVENING = Date.parse('2026-01-10T20:30:00Z')
      const rowOf = async (shop: string) => {
        const [row] = await store().database.query<{ waits: number }>(
          `SELECT state, problem, attempts, begun_at AS begun,
             round(extract(epoch FROM next_at - clock_timestamp()) / 60)::int AS waits FROM effect WHERE shop = $1`,
          [shop],
        )
        return row
      }
      const openNight = async () => {
        const shop = await openShop(store())
        const { ports, told } = openMailTool({ outcome: 'done' })
        await write(store(), shop, { effects: [notifyWork('n', null)] })
        const acts = (now: number) => act(shop, { ...ports, quietHours: async () => night }, { now: () => now })
        const wake = () => store().database.query(`UPDATE effect SET next_at = now() WHERE shop = $1`, [shop])
        return { shop, told, acts, wake }
      }

      test('waits until they end, in words, without an attempt', async () => {
        const { shop, told, acts, wake } = await openNight()

        expect(await acts(EVENING)).toBeGreaterThan(0)

        const waits = {
          state: 'pending',
          problem: 'Waits until 09:00, when the quiet hours end',
          attempts: 0,
          begun: null,
        }
        expect(await rowOf(shop)).toEqual({ ...waits, waits: 12.5 * 60 })
        await wake()
        await acts(EVENING + 60_000)
        expect(await rowOf(shop)).toEqual({ ...waits, waits: 12.5 * 60 - 1 })
        expect(told).toEqual([])
        await wake()
        await acts(Date.parse('2026-01-11T09:00:00Z'))
        expect(told).toHaveLength(1)
        expect(await rowOf(shop)).toMatchObject({ state: 'done', problem: null, attempts: 1 })
      })

      test('is not given up, however long ago it was planned', async () => {
        const { shop, acts } = await openNight()
        await store().database.query(
          `UPDATE effect SET planned_at = $2::timestamptz - interval '9 days' WHERE shop = $1`,
          [shop, new Date(EVENING).toISOString()],
        )

        await acts(EVENING)

        expect(await rowOf(shop)).toMatchObject({ state: 'pending' })
      })
    })

    test.each([
      { planned: '2 days 23 hours', made: null, is: 'pending', says: /^busy$/ },
      { planned: '3 days 1 hour', made: null, is: 'failed', says: /^Given up after 3 days. The last try: busy$/ },
      { planned: '9 days', made: '2 days', is: 'pending', says: /^busy$/ },
    ])('planned $planned ago, its code made $made ago, is $is', async ({ planned, made: madeAgo, is, says }) => {
      const shop = await openShop(store())
      const { ports } = openMailTool({ outcome: 'retry', reason: 'busy' })
      await write(store(), shop, {
        effects: [codeWork('c', CODE_ENDS_AT), notifyWork('n', madeAgo === null ? null : 'c')],
      })
      await made(shop, 'c', 'THANKS')
      await store().database.query(
        `UPDATE effect SET planned_at = now() - $2::interval, done_at = now() - $3::interval WHERE shop = $1`,
        [shop, planned, madeAgo ?? planned],
      )

      await act(shop, ports)

      const { state, problem } = (await store().effects.find(shop, 'n')) ?? {}
      expect([state, problem]).toEqual([is, expect.stringMatching(says)])
    })

    test.each([
      { asked: 40_000, attempts: 0, waits: 40 },
      { asked: 1_000, attempts: 6, waits: 64 },
      { asked: undefined, attempts: 3, waits: 8 },
    ])('asked to wait $asked ms after $attempts attempts, waits $waits s', async ({ asked, attempts, waits }) => {
      const shop = await openShop(store())
      const later = asked === undefined ? {} : { afterMs: asked }
      const { ports } = openMailTool({ outcome: 'retry', reason: 'busy', ...later })
      await write(store(), shop, { effects: [notifyWork('n', null)] })
      await store().database.query(`UPDATE effect SET attempts = $2 WHERE shop = $1`, [shop, attempts])

      expect(Math.round(((await act(shop, ports)) ?? 0) / 1_000)).toBe(waits)
    })
  })
}
