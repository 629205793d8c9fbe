import { z } from 'zod'
import { messageOf } from '../errors.ts'
import type { Entry, TickEntry } from '../ledger/entries.ts'
import { keyOf, nameOf } from '../ledger/ledger-order.ts'
import type { Arrival } from './arrange.ts'
import { IMPORT_TOPIC, readImportLine } from './orders-file.ts'
import type { ClaimedDelivery, Delivery, Platform, ReadResult } from './ports.ts'

/** An entry whose place in the ledger lies after other deliveries still waiting: put back into the inbox under its own key. */
export const DEFERRED_TOPIC = 'deferred'
/** A day that began; see due-ticks.ts. */
export const TICK_TOPIC = 'tick'

const plainEntry = z.object({
  entry: z.custom<Entry>((value) => typeof value === 'object'),
  copiedAt: z.number(),
  origin: z.enum(['history', 'live']),
  cameWith: z.string().optional(),
})

export const deferEntry = (shop: string, { entry, copiedAt, origin, delivery }: Arrival): Delivery =>
  entryDelivery(shop, DEFERRED_TOPIC, { entry, copiedAt, origin, cameWith: delivery.id }, delivery.triggeredAt)

/** The day that began last, for shops where nothing else comes in. */
export const tickDelivery = (shop: string, tick: TickEntry, now: number): Delivery =>
  entryDelivery(shop, TICK_TOPIC, { entry: tick, copiedAt: now, origin: 'live' }, now)

const entryDelivery = (
  shop: string,
  topic: string,
  told: z.infer<typeof plainEntry>,
  triggeredAt: number,
): Delivery => ({
  shop,
  topic,
  eventId: nameOf(told.entry),
  resourceId: told.entry.id,
  triggeredAt,
  body: Buffer.from(JSON.stringify(told)),
  key: keyOf(told.entry),
  problem: null,
  status: 'pending',
})

/** What a claimed delivery says, wherever it came from. Never throws: what cannot be read is a result too. */
export const readDelivery = (
  { topic, body, triggeredAt, countFreeOrders = false }: ClaimedDelivery,
  platform: Pick<Platform, 'read'>,
  currency: string,
): ReadResult => {
  switch (topic) {
    case DEFERRED_TOPIC:
    case TICK_TOPIC:
      return attempt(() => {
        const { entry, ...told } = plainEntry.parse(JSON.parse(body.toString()))
        return { entries: [entry], ...told }
      })
    case IMPORT_TOPIC:
      return attempt(() => ({
        entries: readImportLine(body.toString(), currency, { countFree: countFreeOrders }),
        origin: 'history',
      }))
    default:
      return platform.read(topic, body, { currency, triggeredAt, countFreeOrders })
  }
}

const attempt = (read: () => Extract<ReadResult, { read: true }>['reading']): ReadResult => {
  try {
    return { read: true, reading: read() }
  } catch (error) {
    return { read: false, reason: messageOf(error) }
  }
}
