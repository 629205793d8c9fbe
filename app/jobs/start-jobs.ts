import { setTimeout as sleep } from 'node:timers/promises'
import { fromPglite, PgBoss, type WorkOptions } from 'pg-boss'
import { type ActPorts, act } from '../engine/act.ts'
import { beginDays } from '../engine/begin-day.ts'
import type { CheckoutPlatform } from '../engine/checkout-ports.ts'
import { type DrainOptions, drainLane } from '../engine/drain-lane.ts'
import type { Days } from '../engine/due-ticks.ts'
import { keepCheckout } from '../engine/keep-checkout.ts'
import { learnHistory } from '../engine/learn-history.ts'
import type { Notifier, Platform } from '../engine/ports.ts'
import type { BatchPorts } from '../engine/process-batch.ts'
import { messageOf } from '../errors.ts'
import type { Log } from '../log.ts'
import type { AppStore } from '../store/open-store.ts'
import { looksAtEverybody } from '../vocabulary/define.ts'
import { triggers } from '../vocabulary/triggers/index.ts'
import { createResidents } from './residents.ts'
import { runBacktests } from './run-backtests.ts'
import { runParity } from './run-parity.ts'

export type Jobs = {
  /** Says that deliveries can come in from now on; lanes are not worked before, and wait `settleMs` first. */
  readonly openLanes: () => void
  /** Tells the workers that a shop has new deliveries. Cheap; many rings become one job. */
  readonly ring: (shop: string) => void
  /** Has a shop's past read. */
  readonly readHistory: (shop: string) => Promise<void>
  /** Tells the workers that a shop has effects to perform. */
  readonly perform: (shop: string) => Promise<void>
  /** Tells the workers that a rule is to be tried on a shop's past. */
  readonly backtest: (shop: string) => Promise<void>
  /** Tells the workers that a shop's checkout is to be told something else. */
  readonly checkout: (shop: string) => Promise<void>
  /** Tells the workers that a shop's offers are to be looked at. */
  readonly parity: (shop: string) => Promise<void>
  readonly stop: () => Promise<void>
}

export type JobsOptions = {
  readonly store: AppStore
  readonly databaseUrl?: string | undefined
  readonly platform: Platform & { readonly checkout: CheckoutPlatform }
  readonly notifier: Notifier
  readonly batch: Omit<BatchPorts, 'lanes' | 'platform'>
  readonly settleMs: number
  /** What makes days begin: the clock, or for trade that is played from a file the ledger alone. */
  readonly daysFollow: Days['follow']
  readonly log: Log
}

const QUEUES = ['history', 'lane', 'effects', 'backtest', 'parity', 'checkout', 'sweep'] as const
type Queue = (typeof QUEUES)[number]

/** A past that cannot be read is tried again for some hours, ever later; all other jobs only ring. */
const HISTORY_RETRIES = { retryLimit: 40, retryDelayMax: 15 * 60 } as const

/** What waits for a day to begin, itself, to look at everybody, or because what a checkout is told moves with the days. */
const DAILY = triggers.filter((trigger) => looksAtEverybody(trigger) || trigger.checkout).map(({ name }) => name)

const SHOPS_AT_ONCE = 4
/** Each holds a shop's whole past in memory. */
const BACKTESTS_AT_ONCE = 2
/** Likewise. */
const GUARDS_AT_ONCE = 1
const RINGS_AT_ONCE = 100
const POLL_SECONDS = 0.5
/** How long stopping waits for what is under way; what is cut off is done again under its key. */
const PATIENCE_MS = 20_000
const RING_EVERY_MS = 400
const CHECKOUT_EVERY_MS = 1_000

/**
 * pg-boss rings the doorbell in whichever process hears it first, runs the sweep, and has the past read. It holds no
 * truth: that is in the inbox and in the effects, and the sweep finds again whatever a lost job would have done.
 */
export const startJobs = async ({
  store,
  databaseUrl,
  platform,
  notifier,
  batch,
  settleMs,
  daysFollow,
  log,
}: JobsOptions): Promise<Jobs> => {
  const opened = Promise.withResolvers<number>()
  let isStopping = false
  const shouldStop = () => isStopping
  const boss =
    store.database.kind === 'pglite'
      ? new PgBoss({ db: fromPglite(store.database.pglite), backend: 'pglite' })
      : new PgBoss({ connectionString: databaseUrl ?? '', max: 4 })
  boss.on('error', (error) => log.error('the job queue met an error', { reason: messageOf(error) }))
  await boss.start()
  for (const queue of QUEUES)
    await boss.createQueue(queue, {
      policy: 'short',
      retryLimit: 5,
      retryDelay: 2,
      retryBackoff: true,
      expireInSeconds: 300,
      ...(queue === 'history' ? HISTORY_RETRIES : {}),
    })

  const send = async (queue: Queue, shop: string): Promise<void> => {
    await boss.send(queue, { shop }, { singletonKey: shop })
  }

  const days = (): Days => (daysFollow === 'ledger' ? { follow: 'ledger' } : { follow: 'clock', now: Date.now() })

  const ring = createDoorbell((shop) => {
    send('lane', shop).catch((error: unknown) =>
      log.error('the doorbell could not be rung', { shop, reason: messageOf(error) }),
    )
  })
  /** Trade that is played from a file has no time of day that anybody could be disturbed at. */
  const quietHours: ActPorts['quietHours'] = async (shop) => {
    if (daysFollow === 'ledger') return null
    const { quiet } = (await store.policies.find(shop)).contacts
    const found = quiet && (await store.shops.find(shop))
    return quiet && found && { ...quiet, timeZone: found.timeZone }
  }
  const acting: ActPorts = {
    effects: store.effects,
    inbox: store.inbox,
    platform,
    notifier,
    quietHours,
    onStored: ring,
    onOfferKept: (shop) => wakeCheckout(shop),
  }
  const keeping = {
    lanes: store.lanes,
    memories: batch.memories,
    checkouts: store.checkouts,
    policies: store.checkoutPolicies,
    platform: platform.checkout,
  }
  const acts = createResidents({
    name: 'effects',
    work: (shop) => act(shop, acting, { shouldStop }),
    atOnce: SHOPS_AT_ONCE,
    log,
  })
  const checkouts = createResidents({
    name: 'checkout',
    work: (shop) => keepCheckout(shop, { ...keeping, shouldStop, now: Date.now }),
    atOnce: SHOPS_AT_ONCE,
    log,
  })
  /** Planning holds the lane, which then waits: not after every batch of a busy shop. */
  const wakeCheckout = createDoorbell(checkouts.wake, CHECKOUT_EVERY_MS)
  const lanes = createResidents({
    name: 'lane',
    work: async (shop) => {
      // Deliveries of before a crash are settled only once those that Shopify is about to repeat have had the same time.
      const earlyMs = (await opened.promise) + settleMs - Date.now()
      if (earlyMs > 0) return earlyMs
      const ports = { ...batch, lanes: store.lanes, platform }
      const onProcessed: DrainOptions['onProcessed'] = ({ tellsCheckout }) => {
        acts.wake(shop)
        if (tellsCheckout) wakeCheckout(shop)
      }
      return drainLane(shop, ports, {
        settleMs,
        days,
        shouldStop,
        onProcessed,
        onOffers: () => guards.wake(shop),
      })
    },
    atOnce: SHOPS_AT_ONCE,
    log,
  })

  const backtests = createResidents({
    name: 'backtest',
    work: (shop) => runBacktests(shop, { store, shouldStop, log }),
    atOnce: BACKTESTS_AT_ONCE,
    log,
  })

  const guards = createResidents({
    name: 'parity',
    work: (shop) =>
      runParity(shop, {
        store,
        platform,
        now: () => (daysFollow === 'clock' ? Date.now() : null),
        shouldStop,
        log,
      }),
    atOnce: GUARDS_AT_ONCE,
    log,
  })

  const readHistory = (shop: string): Promise<void> =>
    store.withLock(`history ${shop}`, async () => {
      const found = await store.shops.find(shop)
      if (found === null || !found.isInstalled || found.history.state === 'done') return
      log.info('reading the history', { shop })
      const { countFreeOrders } = await store.policies.find(shop)
      await learnHistory(shop, { ...found, countFreeOrders }, { history: store.history, platform })
      log.info('history read', { shop })
      lanes.wake(shop)
      guards.wake(shop)
    })

  /** What goes wrong here must not keep what is pending from being found. */
  const beginAll = async (): Promise<void> => {
    try {
      await beginDays(await store.shops.withLiveRules(DAILY), Date.now(), store.inbox)
    } catch (error) {
      log.error('a day could not begin', { reason: messageOf(error) })
    }
  }

  const sweep = async (): Promise<void> => {
    if (daysFollow === 'clock') await beginAll()
    for (const { shop, reading, deliveries, effects, backtests, parity, checkout } of await store.shops.withWork()) {
      if (reading) await send('history', shop)
      if (deliveries) await send('lane', shop)
      if (effects) await send('effects', shop)
      if (backtests) await send('backtest', shop)
      if (checkout) await send('checkout', shop)
      if (parity) await send('parity', shop)
    }
  }

  /** The sweep is of no one shop: its job carries nothing. */
  type Job = { readonly data: { readonly shop: string } | null }
  const work = (queue: Queue, handle: (shop: string) => Promise<void> | void, options: WorkOptions) =>
    boss.work(queue, { pollingIntervalSeconds: POLL_SECONDS, ...options }, async (jobs: Job[]) => {
      for (const { data } of jobs) {
        const shop = data?.shop ?? ''
        try {
          await handle(shop)
        } catch (error) {
          if (isStopping) return
          log.error('a job failed', { queue, shop, reason: messageOf(error) })
          throw error
        }
      }
    })
  await work('history', readHistory, { localConcurrency: 2 })
  await work('lane', lanes.wake, { batchSize: RINGS_AT_ONCE })
  await work('effects', acts.wake, { batchSize: RINGS_AT_ONCE })
  await work('backtest', backtests.wake, { batchSize: RINGS_AT_ONCE })
  await work('checkout', checkouts.wake, { batchSize: RINGS_AT_ONCE })
  await work('parity', guards.wake, { batchSize: RINGS_AT_ONCE })
  await work('sweep', sweep, {})
  await boss.schedule('sweep', '* * * * *')
  await sweep()

  return {
    openLanes: () => opened.resolve(Date.now()),
    ring,
    readHistory: (shop) => send('history', shop),
    perform: (shop) => send('effects', shop),
    backtest: (shop) => send('backtest', shop),
    checkout: (shop) => send('checkout', shop),
    parity: (shop) => send('parity', shop),
    stop: async () => {
      isStopping = true
      opened.resolve(0)
      const stopped = Promise.all([lanes.stop(), acts.stop(), backtests.stop(), guards.stop(), checkouts.stop()])
      await Promise.race([stopped, sleep(PATIENCE_MS, undefined, { ref: false })])
      await boss.stop({ graceful: true, timeout: PATIENCE_MS })
    },
  }
}

/** At most one ring a shop in so long, and never the last one swallowed. */
const createDoorbell = (send: (shop: string) => void, everyMs = RING_EVERY_MS) => {
  const resting = new Map<string, { rangAgain: boolean }>()
  const ring = (shop: string): void => {
    const rest = resting.get(shop)
    if (rest !== undefined) {
      rest.rangAgain = true
      return
    }
    const fresh = { rangAgain: false }
    resting.set(shop, fresh)
    send(shop)
    setTimeout(() => {
      resting.delete(shop)
      if (fresh.rangAgain) ring(shop)
    }, everyMs).unref()
  }
  return ring
}
