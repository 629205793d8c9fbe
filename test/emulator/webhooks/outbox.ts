import { setTimeout as wait } from 'node:timers/promises'
import { createRandom } from '../random.ts'
import type { Webhook } from './webhook.ts'

/** Webhooks on their way to the app: each is repeated until it is answered, and only so many are out at once. */
export type Outbox = {
  readonly add: (webhook: Webhook) => void
  /** Copies of one webhook that an earlier run brought home; copy 0 is the webhook itself. */
  readonly count: (settledCopies: readonly number[]) => void
  readonly isConnected: () => boolean
  /** Most deliveries beyond the oldest unanswered one. */
  readonly window: number
  /** The app's base address; null until it is known: nothing is sent. */
  readonly sendTo: (appUrl: string | null) => void
  /** True when one more delivery could go out at once: who makes webhooks by himself waits for it. */
  readonly hasRoom: () => boolean
  /** Resolves at the next answer or addition. */
  readonly nextChange: () => Promise<void>
  readonly sent: () => number
  /** Of those, answered 200. */
  readonly accepted: () => number
  readonly duplicatesSent: () => number
  /** Deliveries added and not answered. */
  readonly waiting: () => number
  readonly stop: () => Promise<void>
}

export type OutboxOptions = {
  /** Most deliveries beyond the oldest unanswered one. */
  readonly window: number
  readonly duplicate: boolean
  readonly shuffle: number | null
  /** Told once for each copy; copy 1 is the duplicate. */
  readonly onAnswered: (webhookNumber: number, copy: number) => void
  readonly wasAnswered: (webhookNumber: number, copy: number) => boolean
}

/** Shopify gives an app five seconds in all. */
const ANSWER_WITHIN_MS = 5_000
/** Shopify waits minutes to hours; nobody watching a demo would. */
const REPEAT_AFTER_MS = 500
/** A group to be shuffled that does not fill up goes out as it is. */
const GROUP_WAITS_MS = 50
const FORGET_AFTER = 1_000

type Delivery = { readonly webhook: Webhook; readonly copy: number; state: 'queued' | 'sent' | 'answered' }

export const createOutbox = (options: OutboxOptions): Outbox => {
  const window = options.shuffle ?? options.window
  /** Not yet in their final order; only used when shuffling. */
  let group: Delivery[] = []
  /**
   * Shuffled, and waiting for the group before them to come home: nothing overtakes by more than the time that the app
   * takes for one group, however slow it is.
   */
  const closed: Delivery[][] = []
  let groupTimer: NodeJS.Timeout | undefined
  let groups = 0
  /** In the order of sending; `oldest` is the first unanswered one, `next` the first unsent one. */
  const line: Delivery[] = []
  let oldest = 0
  let next = 0
  let added = 0
  let answered = 0
  let appUrl: string | null = null
  let sent = 0
  let duplicatesSent = 0
  let accepted = 0
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  let changed = Promise.withResolvers<void>()

  const announceChange = () => {
    changed.resolve()
    changed = Promise.withResolvers<void>()
  }

  const add = (webhook: Webhook) => {
    for (let copy = 0; copy < (options.duplicate ? 2 : 1); copy++) {
      if (options.wasAnswered(webhook.number, copy)) continue
      const delivery: Delivery = { webhook, copy, state: 'queued' }
      added++
      if (options.shuffle === null) line.push(delivery)
      else addToGroup(delivery, options.shuffle)
    }
    advance()
  }

  const addToGroup = (delivery: Delivery, size: number) => {
    group.push(delivery)
    clearTimeout(groupTimer)
    if (group.length >= size) closeGroup()
    else groupTimer = setTimeout(closeGroup, GROUP_WAITS_MS)
  }

  const closeGroup = () => {
    closed.push(shuffleGroup(group, groups++))
    group = []
    advance()
  }

  const advance = () => {
    for (let first = line[oldest]; first?.state === 'answered'; first = line[oldest]) oldest++
    forgetAnswered()
    if (oldest === line.length) line.push(...(closed.shift() ?? []))
    if (appUrl !== null && !stopping.signal.aborted) {
      while (next < line.length && next - oldest <= window) {
        const delivery = line[next++]
        if (!delivery) break
        const task: Promise<void> = deliver(delivery).finally(() => running.delete(task))
        running.add(task)
      }
    }
    announceChange()
  }

  /** A long run would otherwise keep every body it ever sent. */
  const forgetAnswered = () => {
    if (oldest < FORGET_AFTER) return
    line.splice(0, oldest)
    next -= oldest
    oldest = 0
  }

  const deliver = async (delivery: Delivery) => {
    delivery.state = 'sent'
    if (delivery.copy === 0) sent++
    else duplicatesSent++
    while (!stopping.signal.aborted) {
      if (await isAccepted(delivery.webhook)) {
        delivery.state = 'answered'
        answered++
        if (delivery.copy === 0) accepted++
        options.onAnswered(delivery.webhook.number, delivery.copy)
        advance()
        return
      }
      await wait(REPEAT_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  const isAccepted = async ({ path, headers, body }: Webhook): Promise<boolean> => {
    try {
      const answer = await fetch(`${appUrl}${path}`, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
        redirect: 'manual',
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      })
      await answer.arrayBuffer()
      return answer.status === 200
    } catch {
      // Refused, dropped or too late: to Shopify they are all the same, and so is what follows.
      return false
    }
  }

  return {
    add,
    count: (settledCopies) => {
      if (settledCopies.includes(0)) {
        sent++
        accepted++
      }
      if (settledCopies.includes(1)) duplicatesSent++
    },
    isConnected: () => appUrl !== null,
    sendTo: (url) => {
      appUrl = url?.replace(/\/$/, '') ?? null
      advance()
    },
    window,
    hasRoom: () =>
      appUrl !== null &&
      next === line.length &&
      (options.shuffle === null ? line.length - oldest <= window : closed.length === 0),
    nextChange: () => changed.promise,
    sent: () => sent,
    accepted: () => accepted,
    duplicatesSent: () => duplicatesSent,
    waiting: () => added - answered,
    stop: async () => {
      clearTimeout(groupTimer)
      stopping.abort()
      await Promise.all(running)
      announceChange()
    },
  }
}

/** The same every time, so that a run can be repeated. */
export const shuffleGroup = <T>(group: readonly T[], groupNumber: number): T[] =>
  createRandom(groupNumber, 'shuffle').shuffle(group)
