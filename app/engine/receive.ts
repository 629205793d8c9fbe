import type { Delivery, Inbox, Platform, Received } from './ports.ts'

export type Arriving = Pick<Delivery, 'shop' | 'topic' | 'eventId' | 'triggeredAt' | 'body'>

/** Most rows of one INSERT; more wait for the next. */
const MOST_AT_ONCE = 200

/**
 * Makes deliveries durable. Requests that arrive while an INSERT is under way share the next one; each is answered only
 * when its own row is there. When a shared INSERT fails, each is tried alone, so that a row that the database refuses
 * fails no other request; what fails then, Shopify sends again.
 */
export const createReceiver = (inbox: Inbox, platform: Pick<Platform, 'identify'>) => {
  let waiting: Waiting[] = []
  let isInserting = false

  const insert = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const received = await inbox.insertMany(batch.map(({ delivery }) => delivery))
      batch.forEach(({ resolve }, index) => void resolve(received[index] ?? 'unknown_shop'))
    } catch (error) {
      if (batch.length === 1) for (const { reject } of batch) reject(error)
      else await Promise.all(batch.map((one) => insert([one])))
    }
  }

  const insertWaiting = async (): Promise<void> => {
    isInserting = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_AT_ONCE)
      waiting = waiting.slice(MOST_AT_ONCE)
      await insert(batch)
    }
    isInserting = false
  }

  return (arriving: Arriving): Promise<Received> => {
    const delivery: Delivery = {
      ...arriving,
      ...platform.identify(arriving.topic, arriving.body, arriving.triggeredAt),
    }
    return new Promise((resolve, reject) => {
      waiting.push({ delivery, resolve, reject })
      if (!isInserting) void insertWaiting()
    })
  }
}

type Waiting = {
  readonly delivery: Delivery
  readonly resolve: (received: Received) => void
  readonly reject: (error: unknown) => void
}

export type Receiver = ReturnType<typeof createReceiver>
