import { messageOf } from '../errors.ts'
import { readImportLine } from './orders-file.ts'
import type { History, HistoryContext, HistoryPage, NewEntry, Platform, Reading } from './ports.ts'

/**
 * Reads a shop's past into the ledger; it decides nothing, and the lane waits until it is done. Read again from the
 * start after a crash: what the ledger holds already is left as it is, but for whether an order of total 0 counts.
 */
export const learnHistory = async (
  shop: string,
  context: HistoryContext,
  { history, platform }: { readonly history: History; readonly platform: Pick<Platform, 'readHistory'> },
): Promise<void> => {
  await history.begin(shop)
  try {
    const owners = new Map<string, string | null>()
    let reached: Pick<HistoryPage, 'read' | 'of'> = { read: 0, of: null }
    for await (const page of platform.readHistory(shop, context)) {
      await history.learn(shop, toBatch(page, owners))
      reached = page
    }
    for await (const lines of history.freeImports(shop)) {
      const readings = lines.map((line) => readingOf(line, context))
      await history.learn(shop, toBatch({ readings, read: reached.read, of: reached.of }, owners))
    }
    await history.finish(shop)
  } catch (error) {
    await history.fail(shop, messageOf(error))
    throw error
  }
}

const readingOf = (line: string, { currency, countFreeOrders = false }: HistoryContext): Reading => ({
  entries: readImportLine(line, currency, { countFree: countFreeOrders }),
})

const toBatch = ({ readings, read, of }: HistoryPage, owners: Map<string, string | null>) => {
  for (const { entries } of readings) {
    for (const entry of entries) if (entry.kind === 'order') owners.set(entry.id, entry.customerId)
  }
  return {
    entries: readings.flatMap((reading) => entriesOf(reading, owners)),
    profiles: readings.flatMap(({ profile }) => profile ?? []),
    read,
    of,
  }
}

const entriesOf = ({ entries, copiedAt }: Reading, owners: ReadonlyMap<string, string | null>): NewEntry[] =>
  entries.map((entry) => ({
    entry,
    customerId:
      'customerId' in entry
        ? entry.customerId
        : (owners.get(entry.kind === 'refund' ? entry.orderId : entry.id) ?? null),
    copiedAt: copiedAt ?? entry.at,
    origin: 'history',
    late: false,
  }))
