import { setTimeout as wait } from 'node:timers/promises'
import type { Shop } from '../shop.ts'
import type { FileAdjustment } from '../shops/file/file-shop.ts'

export type StreamOptions = {
  /** Milliseconds between entries; 0 (default): as fast as the app answers. */
  readonly everyMs?: number
  /** Stops by itself after so many entries; a file stops at its end anyway. */
  readonly entries?: number
  /**
   * Brings a refund that names no order to the app, at its place among the webhooks; repeated every 500 ms until it
   * resolves. Without it they are left out.
   */
  readonly adjust?: (adjustment: FileAdjustment) => Promise<void>
}

/** A shop that trades by itself. Where it stands is journaled, so a restarted emulator goes on from there. */
export type Stream = {
  /** Resolves when the last entry has happened and every webhook has been answered; or when stopped. */
  readonly finished: Promise<void>
  readonly stop: () => void
}

const REPEAT_ADJUSTMENT_MS = 500

export const startStream = (shop: Shop, options: StreamOptions = {}): Stream => {
  const stopping = new AbortController()
  const { signal } = stopping
  const stopped = aborted(signal)
  const pause = (ms: number) => wait(ms, undefined, { signal }).catch(() => undefined)
  /** Adjustments on their way, oldest first; `after` is how many webhooks had been made by then. */
  const adjusting: { readonly after: number; readonly home: Promise<void> }[] = []

  const waitForRoom = async () => {
    while (!shop.outbox.hasRoom() && !signal.aborted) await Promise.race([shop.outbox.nextChange(), stopped])
    // An adjustment is a delivery like others: no more than the window goes out beyond it.
    for (let oldest = adjusting[0]; oldest && !signal.aborted; oldest = adjusting[0]) {
      if (shop.webhooksMade() - oldest.after <= shop.outbox.window) return
      await Promise.race([oldest.home, stopped])
    }
  }

  const bring = async (adjustment: FileAdjustment, adjust: (adjustment: FileAdjustment) => Promise<void>) => {
    while (!signal.aborted) {
      try {
        await adjust(adjustment)
        return
      } catch {
        // The app is down or busy, as it may be: what it did not take is brought again, like a webhook.
        await pause(REPEAT_ADJUSTMENT_MS)
      }
    }
  }

  const run = async () => {
    const last = shop.traded() + (options.entries ?? Number.POSITIVE_INFINITY)
    while (!signal.aborted && shop.traded() < last) {
      if (options.everyMs) await pause(options.everyMs)
      await waitForRoom()
      if (signal.aborted) return
      const entry = shop.tradeOnce()
      if (entry === null) break
      if (entry.adjustment && options.adjust) {
        const journey = { after: shop.webhooksMade(), home: bring(entry.adjustment, options.adjust) }
        adjusting.push(journey)
        journey.home.then(() => adjusting.splice(adjusting.indexOf(journey), 1))
      }
    }
    await Promise.race([Promise.all(adjusting.map(({ home }) => home)), stopped])
    while (shop.outbox.waiting() > 0 && !signal.aborted) await Promise.race([shop.outbox.nextChange(), stopped])
  }

  return { finished: run(), stop: () => stopping.abort() }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
