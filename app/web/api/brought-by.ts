import type { EntryKind } from '../../ledger/entries.ts'
import { kindOfRank } from '../../ledger/ledger-order.ts'
import type { DeliveryRow, DifferenceRow, EntryName } from '../../store/activity.ts'

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

type Outcome = { readonly deliveryId: string | null; readonly entryKind: string; readonly entryId: string }

/**
 * The delivery among these that brought what was decided or planned; undefined when it is not among them, for other copies
 * of an order repeat its entries and bring nothing. A day that begins is found by its name.
 */
export const broughtBy = ({ deliveryId, entryKind, entryId }: Outcome, rows: readonly DeliveryRow[]) =>
  rows.find((row) =>
    deliveryId === null
      ? row.entryId === entryId && row.entryKind !== null && kindOfRank(row.entryKind) === entryKind
      : row.id === deliveryId,
  )

/** The first of these deliveries that may have brought the late entry which would have changed a decision. */
export const becauseOf = (
  { becauseKind, becauseId }: Pick<DifferenceRow, 'becauseKind' | 'becauseId'>,
  rows: readonly DeliveryRow[],
): DeliveryRow | undefined =>
  rows.findLast((row) => row.late && row.entryId === becauseId && kindsOf(row).some((kind) => kind === becauseKind))

const kindsOf = ({ entryKind }: DeliveryRow): readonly EntryKind[] => {
  if (entryKind === null) return []
  const kind = kindOfRank(entryKind)
  return OF_AN_ORDER.includes(kind) ? OF_AN_ORDER : [kind]
}
