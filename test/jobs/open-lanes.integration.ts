import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { LaneMemories } from '../../app/engine/lane-memory.ts'
import { Recheck } from '../../app/engine/recheck.ts'
import { startJobs } from '../../app/jobs/start-jobs.ts'
import { createLog } from '../../app/log.ts'
import { sealingKey } from '../../app/sealed.ts'
import { createPlatform } from '../../app/shopify/platform.ts'
import { sealedSessions } from '../../app/shopify/sealed-sessions.ts'
import { openShop, openTestStore } from '../store/open-test-store.ts'
import { delivery } from '../store/rows.ts'
import { until } from '../support/start-app.ts'

const SETTLE_MS = 300
const LISTENS_AFTER_MS = 2_500

test('a process that is long in starting claims nothing until deliveries could come in for as long as they settle', async () => {
  const { store, close } = await openTestStore('pglite')
  onTestFinished(close)
  const shop = await openShop(store)
  // What a process that died had stored, while what stands before it in the ledger was still on its way.
  await store.inbox.insertMany([delivery(shop, '2')])
  const platform = createPlatform({
    apiKey: 'key',
    apiSecret: 'secret',
    appUrl: 'http://127.0.0.1:1',
    apiUrl: 'http://127.0.0.1:1',
    sessions: sealedSessions(store.sessions, [sealingKey('k'.repeat(32))]),
    currencyOf: async () => 'GBP',
  })
  const jobs = await startJobs({
    store,
    platform,
    notifier: { send: async () => ({ outcome: 'failed', reason: 'nothing to notify here' }) },
    batch: { memories: new LaneMemories(), recheck: new Recheck(store.alarms, 0) },
    settleMs: SETTLE_MS,
    daysFollow: 'clock',
    log: createLog('silent'),
  })
  onTestFinished(() => jobs.stop())
  const isPending = async () => (await store.figures.status(shop)).deliveries.pending === 1

  await sleep(LISTENS_AFTER_MS)
  const wasPending = await isPending()
  const openedAt = Date.now()
  jobs.openLanes()
  await until(async () => !(await isPending()), 'the delivery is processed')

  expect(wasPending).toBe(true)
  expect(Date.now() - openedAt).toBeGreaterThanOrEqual(SETTLE_MS)
})
