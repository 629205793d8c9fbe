import { z } from 'zod'

/** Shopify's own account of a query's price, in the `extensions` of every answer. Points come back by the second. */
export const queryCost = z.object({
  cost: z.object({
    requestedQueryCost: z.number(),
    throttleStatus: z.object({
      maximumAvailable: z.number(),
      currentlyAvailable: z.number(),
      restoreRate: z.number().positive(),
    }),
  }),
})
export type QueryCost = z.infer<typeof queryCost>['cost']

type Bucket = { available: number; maximum: number; restoreRate: number; at: number; inFlight: number }

/**
 * Keeps each shop's requests within its bucket of points, so that Shopify seldom has to refuse one. Only a courtesy kept
 * in memory: several processes share a bucket without knowing of each other, and a refusal is then waited out.
 */
export class Pace {
  readonly #buckets = new Map<string, Bucket>()
  readonly #costs = new Map<string, number>()

  /** How long to wait before sending an operation; 0 for a shop not heard from yet. */
  waitFor(shop: string, operation: string, now: number): number {
    const bucket = this.#buckets.get(shop)
    if (!bucket) return 0
    refill(bucket, now)
    const missing = this.#costOf(operation) - bucket.available
    return missing > 0 ? Math.ceil((missing / bucket.restoreRate) * 1000) : 0
  }

  /** What the shop's plan gives; undefined for a shop not heard from yet. */
  pointsPerSecond(shop: string): number | undefined {
    return this.#buckets.get(shop)?.restoreRate
  }

  /** Takes the operation's points, so that whoever comes next waits behind it. */
  take(shop: string, operation: string): void {
    const bucket = this.#buckets.get(shop)
    if (!bucket) return
    const cost = this.#costOf(operation)
    bucket.available -= cost
    bucket.inFlight += cost
  }

  /** The request is over; `reported` is what Shopify said about it, if it said anything. */
  settle(shop: string, operation: string, now: number, reported: QueryCost | undefined): void {
    const known = this.#buckets.get(shop)
    if (known) known.inFlight = Math.max(0, known.inFlight - this.#costOf(operation))
    if (!reported) return
    const { currentlyAvailable, maximumAvailable, restoreRate } = reported.throttleStatus
    const inFlight = known?.inFlight ?? 0
    // Shopify has not seen the requests still on their way to it.
    const bucket = {
      available: currentlyAvailable - inFlight,
      maximum: maximumAvailable,
      restoreRate,
      at: now,
      inFlight,
    }
    this.#buckets.set(shop, bucket)
    this.#costs.set(operation, reported.requestedQueryCost)
  }

  #costOf(operation: string): number {
    return this.#costs.get(operation) ?? TYPICAL_COST
  }
}

const TYPICAL_COST = 10

const refill = (bucket: Bucket, now: number): void => {
  const restored = bucket.available + ((now - bucket.at) / 1000) * bucket.restoreRate
  bucket.available = Math.min(bucket.maximum, restored)
  bucket.at = now
}

/** How long a refused query has to wait for its points. */
export const waitForPoints = ({ requestedQueryCost, throttleStatus }: QueryCost): number =>
  Math.max(0, Math.ceil(((requestedQueryCost - throttleStatus.currentlyAvailable) / throttleStatus.restoreRate) * 1000))
