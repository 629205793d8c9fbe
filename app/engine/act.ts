import { randomUUID } from 'node:crypto'
import { messageOf } from '../errors.ts'
import { backOffMs } from './back-off.ts'
import { performNotify } from './perform-notify.ts'
import type {
  ClaimedEffect,
  Delivery,
  EffectOutcome,
  Effects,
  Inbox,
  Notifier,
  Performed,
  Platform,
  RereadEffect,
} from './ports.ts'
import type { QuietHours } from './quiet-hours.ts'

const AT_ONCE = 8
const BATCH = 100
const LEASE_MS = 6_000

export type ActPorts = {
  readonly effects: Effects
  readonly platform: Pick<Platform, 'perform' | 'identify'>
  readonly notifier: Notifier
  /** Of a shop; null where messages go out at any hour. */
  readonly quietHours: (shop: string) => Promise<QuietHours | null>
  readonly inbox: Inbox
  /** What was asked for again has become a delivery. */
  readonly onStored: (shop: string) => void
  /** The checkout is to be told that somebody keeps an offer. */
  readonly onOfferKept: (shop: string) => void
}

/**
 * Performs a shop's due effects, each under its own key by idempotent means, until none is due. Effects on one subject
 * go one after another, others side by side. One process acts for a shop at a time. Returns the milliseconds until the
 * next one is due: null when none is pending, or the shop is stopped. Stopping a shop ends it between two effects, when the
 * lease is renewed the next time.
 */
export const act = async (
  shop: string,
  ports: ActPorts,
  {
    shouldStop = () => false,
    now = Date.now,
  }: { readonly shouldStop?: () => boolean; readonly now?: () => number } = {},
): Promise<number | null> => {
  const holder = randomUUID()
  let heldUntil = 0
  const lease = async (): Promise<boolean> => {
    const askedAt = Date.now()
    const isHeld = await ports.effects.lease(shop, holder, LEASE_MS)
    heldUntil = isHeld ? askedAt + LEASE_MS : 0
    return isHeld
  }
  if (!(await lease())) return (await ports.effects.nextDueMs(shop)) === null ? null : LEASE_MS
  // One that is not renewed in time is somebody else's, whether the database refused it or gave no answer.
  const renewal = setInterval(() => void lease().catch(() => undefined), LEASE_MS / 3)
  const mayGoOn = () => Date.now() < heldUntil && !shouldStop()
  try {
    while (mayGoOn()) {
      const due = await ports.effects.due(shop, BATCH)
      if (due.length === 0) break
      await performAll(shop, due, ports, { mayGoOn, now })
    }
    return await ports.effects.nextDueMs(shop)
  } finally {
    clearInterval(renewal)
    await ports.effects.release(shop, holder)
  }
}

const performAll = async (
  shop: string,
  due: readonly ClaimedEffect[],
  ports: ActPorts,
  { mayGoOn, now }: { readonly mayGoOn: () => boolean; readonly now: () => number },
): Promise<void> => {
  const lines = [...Map.groupBy(due, ({ subject }) => subject).values()]
  const workers = Array.from({ length: Math.min(AT_ONCE, lines.length) }, async () => {
    for (let line = lines.shift(); line !== undefined && mayGoOn(); line = lines.shift()) {
      for (const effect of line) {
        if (!mayGoOn()) return
        if (!(await ports.effects.begin(shop, effect.key))) continue
        await ports.effects.settle(shop, [await performOne(shop, effect, ports, now())])
      }
    }
  })
  await Promise.all(workers)
}

const performOne = async (
  shop: string,
  claimed: ClaimedEffect,
  ports: ActPorts,
  now: number,
): Promise<EffectOutcome> => {
  const performed = await perform(shop, claimed, ports, now)
  return { key: claimed.key, performed, nextInMs: nextInMs(performed, claimed.attempts) }
}

const nextInMs = (performed: Performed, attempts: number): number => {
  switch (performed.outcome) {
    case 'retry':
      return performed.afterMs ?? backOffMs(attempts)
    case 'wait':
      return performed.afterMs
    case 'done':
    case 'failed':
      return 0
    default:
      return performed satisfies never
  }
}

const perform = async (
  shop: string,
  claimed: ClaimedEffect,
  { effects, platform, notifier, quietHours, inbox, onStored, onOfferKept }: ActPorts,
  now: number,
): Promise<Performed> => {
  const { key, effect, attempts } = claimed
  try {
    if (effect.kind === 'task') {
      await effects.createTask(shop, claimed)
      return { outcome: 'done' }
    }
    if (effect.kind === 'keep') {
      if (!(await effects.keepOffer(shop, claimed)))
        return { outcome: 'failed', reason: `There is no rule for the checkout called “${effect.offer}”` }
      onOfferKept(shop)
      return { outcome: 'done' }
    }
    if (effect.kind === 'notify') {
      return await performNotify(shop, { key, effect, attempts }, { effects, notifier, quietHours }, now)
    }
    const performed = await platform.perform(shop, claimed)
    if (effect.kind === 'reread' && performed.outcome === 'done') {
      const node = performed.result?.node
      // Gone from the shop since: there is nothing to learn.
      if (node !== undefined) {
        await inbox.insertMany([rereadDelivery(shop, key, effect, node, platform)])
        onStored(shop)
      }
    }
    return performed
  } catch (error) {
    return { outcome: 'retry', reason: messageOf(error) }
  }
}

/** What was asked for again comes in like any other message, so that the lane learns it in its turn. */
const rereadDelivery = (
  shop: string,
  key: string,
  { what, triggeredAt }: RereadEffect,
  node: unknown,
  platform: Pick<Platform, 'identify'>,
): Delivery => {
  const topic = `reread/${what}`
  const body = Buffer.from(JSON.stringify(node))
  return { shop, topic, eventId: key, triggeredAt, body, ...platform.identify(topic, body, triggeredAt) }
}
