import { keyOf } from '../ledger/ledger-order.ts'
import { IMPORT_TOPIC, readImportLine } from './orders-file.ts'
import type { Delivery, Inbox } from './ports.ts'

/** Puts checked lines of an orders file into the inbox, a row a line with the line's id as key. */
export const importLines = async (
  inbox: Inbox,
  shop: string,
  currency: string,
  lines: readonly string[],
): Promise<{ accepted: number; repeated: number }> => {
  const deliveries = lines.map((line) => toDelivery(shop, line, currency))
  const received: string[] = []
  for (let start = 0; start < deliveries.length; start += AT_ONCE) {
    received.push(...(await inbox.insertMany(deliveries.slice(start, start + AT_ONCE))))
  }
  const accepted = received.filter((result) => result === 'stored').length
  return { accepted, repeated: received.length - accepted }
}

const AT_ONCE = 200

const toDelivery = (shop: string, line: string, currency: string): Delivery => {
  const [first] = readImportLine(line, currency)
  if (first === undefined) throw new Error('An import line without an entry')
  return {
    shop,
    topic: IMPORT_TOPIC,
    eventId: `${first.kind}:${first.id}`,
    resourceId: first.id,
    triggeredAt: first.at,
    body: Buffer.from(line),
    key: keyOf(first),
    problem: null,
    status: 'pending',
  }
}
