import { describe, expect, test } from 'vitest'
import type { Performed } from '../../../app/engine/ports.ts'
import { retryEffect } from '../../../app/engine/retry-effect.ts'
import { payment } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { decision, inLane, taskWork, work, write } from '../rows.ts'

export const effectTests = (opened: () => TestStore): void => {
  const store = () => opened().store
  const effects = () => store().effects
  const dueKeys = async (shop: string, limit = 100) => (await effects().due(shop, limit)).map(({ key }) => key)
  const settle = (shop: string, key: string, performed: Performed, nextInMs = 0) =>
    effects().settle(shop, [{ key, performed, nextInMs }])
  const rowOf = async (shop: string, key: string) => {
    const [row] = await store().database.query(
      `SELECT state, attempts, problem, result, done_at IS NOT NULL AS "isDated" FROM effect WHERE shop = $1 AND key = $2`,
      [shop, key],
    )
    return row
  }

  describe('effects', () => {
    test('are due in the order they were planned in, as they were planned', async () => {
      const shop = await openShop(store())
      await write(store(), shop, { effects: [work('b'), work('a'), work('c', { ruleId: null })] })

      expect(await dueKeys(shop)).toEqual(['b', 'a', 'c'])
      expect(await dueKeys(shop, 2)).toEqual(['b', 'a'])
      expect(await effects().due(shop, 1)).toEqual([{ ...work('b'), attempts: 0 }])
    })

    test('are planned once under a key', async () => {
      const shop = await openShop(store())
      await write(store(), shop, { effects: [work('a')] })
      await settle(shop, 'a', { outcome: 'done' })

      await write(store(), shop, { effects: [work('a', { effect: { kind: 'note', orderId: '1', text: 'other' } })] })

      expect(await dueKeys(shop)).toEqual([])
      expect(await rowOf(shop, 'a')).toMatchObject({ state: 'done', attempts: 1 })
    })

    test.each([
      {
        performed: { outcome: 'done', result: { code: 'THANKS' } },
        is: { state: 'done', attempts: 1, problem: null, result: { code: 'THANKS' }, isDated: true },
      },
      {
        performed: { outcome: 'done' },
        is: { state: 'done', attempts: 1, problem: null, result: null, isDated: true },
      },
      {
        performed: { outcome: 'failed', reason: 'no such customer' },
        is: { state: 'failed', attempts: 1, problem: 'no such customer', result: null, isDated: false },
      },
      {
        performed: { outcome: 'retry', reason: 'busy \u0000' },
        is: { state: 'pending', attempts: 1, problem: 'busy ', result: null, isDated: false },
      },
    ] as const)('settle as $performed.outcome', async ({ performed, is }) => {
      const shop = await openShop(store())
      await write(store(), shop, { effects: [work('a')] })

      await settle(shop, 'a', performed)

      expect(await rowOf(shop, 'a')).toEqual(is)
    })

    test('to be tried again are due after their wait', async () => {
      const shop = await openShop(store())
      await write(store(), shop, { effects: [work('a'), work('b')] })

      await settle(shop, 'a', { outcome: 'retry', reason: 'busy' }, 60_000)

      expect(await dueKeys(shop)).toEqual(['b'])
      expect(await effects().nextDueMs(shop)).toBe(0)
      await settle(shop, 'b', { outcome: 'done' })
      expect(await effects().nextDueMs(shop)).toBeGreaterThan(55_000)
      expect(await effects().nextDueMs(shop)).toBeLessThanOrEqual(60_000)
      await settle(shop, 'a', { outcome: 'failed', reason: 'gone' })
      expect(await effects().nextDueMs(shop)).toBeNull()
    })

    test('are settled once: what is done stays done', async () => {
      const shop = await openShop(store())
      await write(store(), shop, { effects: [work('a')] })
      await settle(shop, 'a', { outcome: 'done' })

      await settle(shop, 'a', { outcome: 'failed', reason: 'too late' })

      expect(await rowOf(shop, 'a')).toMatchObject({ state: 'done', attempts: 1 })
    })

    test('that failed are tried again when a person says so; done ones never', async () => {
      const shop = await openShop(store())
      await write(store(), shop, { effects: [work('a'), work('b')] })
      await settle(shop, 'a', { outcome: 'failed', reason: 'gone' })
      await settle(shop, 'b', { outcome: 'done' })

      expect(await retryEffect(shop, 'a', store().lanes)).toEqual({ is: 'up again' })
      expect(await retryEffect(shop, 'b', store().lanes)).toEqual({ is: 'nothing' })
      expect(await retryEffect(shop, 'c', store().lanes)).toEqual({ is: 'nothing' })
      expect(await dueKeys(shop)).toEqual(['a'])
      expect(await rowOf(shop, 'a')).toMatchObject({ state: 'pending', problem: null })
    })

    test('that are done just when a person asks for another try stay done', async () => {
      const shop = await openShop(store())
      await write(store(), shop, { effects: [work('a')] })
      await settle(shop, 'a', { outcome: 'done' })

      // It was pending when it was looked at.
      await inLane(store(), shop, (lane) => lane.tryAgain('a', null))

      expect(await rowOf(shop, 'a')).toMatchObject({ state: 'done', attempts: 1 })
      expect(await dueKeys(shop)).toEqual([])
    })

    test('that wait are tried at once when a person says so', async () => {
      const shop = await openShop(store())
      await write(store(), shop, { effects: [work('a')] })
      await settle(shop, 'a', { outcome: 'retry', reason: 'busy' }, 60_000)

      await retryEffect(shop, 'a', store().lanes)

      expect(await dueKeys(shop)).toEqual(['a'])
    })

    test('that wait are cancelled when the shop removes the app, but for tasks of its people', async () => {
      const shop = await openShop(store())
      await write(store(), shop, { effects: [work('a'), work('b'), taskWork('t')] })
      await settle(shop, 'b', { outcome: 'done' })

      await write(store(), shop, { effects: [work('same batch')], shopEvents: [{ kind: 'uninstalled' }] })

      const states = await store().database.query(`SELECT key, state FROM effect WHERE shop = $1 ORDER BY id`, [shop])
      expect(states).toEqual([
        { key: 'a', state: 'cancelled' },
        { key: 'b', state: 'done' },
        { key: 't', state: 'pending' },
        { key: 'same batch', state: 'cancelled' },
      ])
    })
  })

  describe('the lease on effects', () => {
    test('is with one holder, who may renew it, until released', async () => {
      const shop = await openShop(store())

      expect(await effects().lease(shop, 'one', 60_000)).toBe(true)
      expect(await effects().lease(shop, 'other', 60_000)).toBe(false)
      expect(await effects().lease(shop, 'one', 60_000)).toBe(true)
      await effects().release(shop, 'other')
      expect(await effects().lease(shop, 'other', 60_000)).toBe(false)
      await effects().release(shop, 'one')
      expect(await effects().lease(shop, 'other', 60_000)).toBe(true)
    })

    test('ends by itself when its holder has died', async () => {
      const shop = await openShop(store())
      await effects().lease(shop, 'dead', 1)

      await expect.poll(() => effects().lease(shop, 'other', 60_000)).toBe(true)
      expect(await effects().lease(shop, 'dead', 60_000)).toBe(false)
    })

    test('goes to one of many who ask at once', async () => {
      const shop = await openShop(store())

      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) => effects().lease(shop, String(index), 60_000)),
      )

      expect(answers.filter(Boolean)).toHaveLength(1)
    })
  })

  describe('a task from an effect', () => {
    test('is made once, with the priority of its decision', async () => {
      const shop = await openShop(store())
      await write(store(), shop, {
        decisions: [decision(payment('1'), { priority: 70 })],
        effects: [taskWork('t', { assignee: 'Bea' })],
      })
      const [claimed] = await effects().due(shop, 1)
      if (claimed === undefined) throw new Error('The task is not due')

      await effects().createTask(shop, claimed)
      await store().tasks.complete(shop, 't', { outcome: 'sent', note: '', by: 'Bea', at: new Date(0) })
      await effects().createTask(shop, claimed)

      expect(await store().tasks.find(shop, 't')).toMatchObject({
        priority: 70,
        state: 'done',
        assignee: 'Bea',
        dueOn: '2026-11-23',
      })
      expect((await store().figures.status(shop)).openTasks).toBe(0)
    })
  })
}
