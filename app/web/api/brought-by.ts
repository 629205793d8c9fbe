import type { EntryKind } from '../../ledger/entries.ts'
import { kindOfRank } from '../../ledger/ledger-order.ts'
import type { DeliveryRow, EntryName } from '../../store/activity.ts'

/** Every copy of an order brings all that it says: the order, its payment, its cancellation. */
const OF_AN_ORDER: readonly EntryKind[] = ['order', 'payment', 'cancellation']

/** What these deliveries may have brought, each entry once. */
export const entriesOf = (rows: readonly DeliveryRow[]): EntryName[] => {
  const entries = new Map<string, EntryName>()
  for (const row of rows) {
    for (const kind of kindsOf(row)) {
      if (row.entryId !== null) entries.set(`${kind} ${row.entryId}`, { kind, id: row.entryId })
    }
  }
  return [...entries.values()]
}

type Outcome = { readonly entryKind: string; readonly entryId: string }

/**
 * The delivery among these that brought what was decided or planned at `at`: stored before it, of the entry's own kind
 * where there is one, the earliest. Further copies of an order repeat the entry and bring nothing; undefined when the
 * one that did is not among these.
 */
export const broughtBy = ({ entryKind, entryId }: Outcome, at: Date, rows: readonly DeliveryRow[]) =>
  rows
    .filter((row) => row.entryId === entryId && row.storedAt <= at && kindsOf(row).some((kind) => kind === entryKind))
    .sort(
      (one, other) => rankOf(one, entryKind) - rankOf(other, entryKind) || (BigInt(one.id) < BigInt(other.id) ? -1 : 1),
    )
    .at(0)

const rankOf = ({ entryKind }: DeliveryRow, wanted: string): number =>
  entryKind !== null && kindOfRank(entryKind) === wanted ? 0 : 1

const kindsOf = ({ entryKind }: DeliveryRow): readonly EntryKind[] => {
  if (entryKind === null) return []
  const kind = kindOfRank(entryKind)
  return OF_AN_ORDER.includes(kind) ? OF_AN_ORDER : [kind]
}
