import { messageOf } from '../errors.ts'
import type { Days } from './due-ticks.ts'
import { type BatchOutcome, type BatchPorts, processBatch } from './process-batch.ts'

export const BATCH_LIMIT = 200

/** A delivery that fails alone this many times in a row is parked, and the lane goes on without it. */
const TRIES = 3

const BUSY_MS = 250

export type DrainOptions = {
  readonly settleMs: number
  /** What makes days begin; asked for each batch. */
  readonly days: () => Days
  readonly shouldStop?: () => boolean
  /** After each batch that is written: there may be effects to perform. */
  readonly onProcessed?: (batch: Pick<BatchOutcome, 'tellsCheckout'>) => void
  /** After one with word of the shop's own discounts. */
  readonly onOffers?: () => void
}

/**
 * Works a shop's lane until nothing more can be claimed. A batch that fails is taken up again one delivery at a time, so
 * that a single bad one is found and parked, and with it what comes later about its customer. Returns the milliseconds until more can be claimed, null when nothing is
 * pending. While somebody else holds the lane it is worth asking again soon.
 */
export const drainLane = async (
  shop: string,
  ports: BatchPorts,
  { settleMs, days, shouldStop = () => false, onProcessed = () => {}, onOffers = () => {} }: DrainOptions,
): Promise<number | null> => {
  let oneByOne = 0
  let failing = { deliveryId: '', times: 0 }
  while (!shouldStop()) {
    const limit = oneByOne > 0 ? 1 : BATCH_LIMIT
    let claimed: readonly string[] = []
    let customerId: string | null = null
    try {
      const outcome = await processBatch(
        shop,
        ports,
        { settleMs, limit, days: days() },
        {
          claimed: (deliveryIds) => {
            claimed = deliveryIds
          },
          about: ([first = null]) => {
            customerId = first
          },
        },
      )
      if (outcome === undefined) return BUSY_MS
      if (outcome.processed === 0) return outcome.waitMs
      onProcessed(outcome)
      if (outcome.hasOffers) onOffers()
      oneByOne = Math.max(0, oneByOne - 1)
    } catch (error) {
      const [deliveryId] = claimed
      // Nothing was claimed: the database itself is the trouble, and the job's retry comes back to it.
      if (deliveryId === undefined) throw error
      if (limit > 1) {
        oneByOne = claimed.length
        continue
      }
      failing = { deliveryId, times: failing.deliveryId === deliveryId ? failing.times + 1 : 1 }
      if (failing.times >= TRIES) await ports.lanes.park(shop, deliveryId, customerId, messageOf(error))
    }
  }
  return 0
}
