import { z } from 'zod'
import { messageOf } from '../errors.ts'
import type { Entry } from '../ledger/entries.ts'
import { keyOf, nameOf } from '../ledger/ledger-order.ts'
import type { Arrival } from './arrange.ts'
import { IMPORT_TOPIC, readImportLine } from './orders-file.ts'
import type { ClaimedDelivery, Delivery, Platform, ReadResult } from './ports.ts'

/** An entry whose place in the ledger lies after other deliveries still waiting: put back into the inbox under its own key. */
const DEFERRED_TOPIC = 'deferred'

const deferred = z.object({
  entry: z.custom<Entry>((value) => typeof value === 'object'),
  copiedAt: z.number(),
  origin: z.enum(['history', 'live']),
})

export const deferEntry = (shop: string, { entry, copiedAt, origin, delivery }: Arrival): Delivery => ({
  shop,
  topic: DEFERRED_TOPIC,
  eventId: nameOf(entry),
  resourceId: entry.id,
  triggeredAt: delivery.triggeredAt,
  body: Buffer.from(JSON.stringify({ entry, copiedAt, origin })),
  key: keyOf(entry),
  problem: null,
  status: 'pending',
})

/** What a claimed delivery says, wherever it came from. Never throws: what cannot be read is a result too. */
export const readDelivery = (
  { topic, body, triggeredAt }: ClaimedDelivery,
  platform: Pick<Platform, 'read'>,
  currency: string,
): ReadResult => {
  switch (topic) {
    case DEFERRED_TOPIC:
      return attempt(() => {
        const { entry, ...told } = deferred.parse(JSON.parse(body.toString()))
        return { entries: [entry], ...told }
      })
    case IMPORT_TOPIC:
      return attempt(() => ({ entries: readImportLine(body.toString(), currency), origin: 'history' }))
    default:
      return platform.read(topic, body, { currency, triggeredAt })
  }
}

const attempt = (read: () => Extract<ReadResult, { read: true }>['reading']): ReadResult => {
  try {
    return { read: true, reading: read() }
  } catch (error) {
    return { read: false, reason: messageOf(error) }
  }
}
