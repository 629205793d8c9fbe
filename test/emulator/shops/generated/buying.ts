import { createRandom } from '../../random.ts'
import { DAY_MS } from './days.ts'
import { createEventQueue } from './event-queue.ts'

/** One order somebody places. `customer` numbers people from 0 in the order in which they first came. */
type Purchase = { readonly at: number; readonly customer: number; readonly place: number }

export type Buying = {
  /** When the next purchase is due; it stays the next one until taken. */
  readonly nextAt: () => number
  readonly take: () => Purchase
}

/**
 * Who buys when, without end: newcomers arrive as a Poisson process; each buys at a rate of their own (gamma over people), and
 * after each order may be gone for good with a chance of their own (beta over people), as the BG/NBD model has it.
 */
export const createBuying = (seed: number, startsAt: number, newcomersPerDay: number): Buying => {
  const queue = createEventQueue<Purchase>()
  const arrivals = createRandom(seed, 'arrivals')
  let people = 0
  const nature = new Map<number, { readonly perDay: number; readonly leaves: number }>()

  const arrive = (after: number) =>
    queue.add({ at: after + arrivals.exponential(newcomersPerDay) * DAY_MS, customer: people++, place: 1 })

  arrive(startsAt)
  return {
    nextAt: () => queue.peek()?.at ?? Number.POSITIVE_INFINITY,
    take: () => {
      const purchase = queue.take()
      if (!purchase) throw new Error('newcomers never end')
      const { at, customer, place } = purchase
      if (place === 1) {
        arrive(at)
        const traits = createRandom(seed, 'nature', customer)
        nature.set(customer, { perDay: traits.gamma(0.9, 1 / 45), leaves: traits.beta(0.9, 2.2) })
      }
      const { perDay, leaves } = nature.get(customer) ?? { perDay: 0, leaves: 1 }
      const chance = createRandom(seed, 'purchase', customer, place)
      if (!chance.chance(leaves))
        queue.add({ at: at + chance.exponential(perDay) * DAY_MS, customer, place: place + 1 })
      return { ...purchase, at: Math.round(at) }
    },
  }
}
