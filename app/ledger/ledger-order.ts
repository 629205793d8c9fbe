import type { EntryKind, LedgerKey } from './entries.ts'

/**
 * Ledger order: moment, then kind, then id. Within one moment an order comes before its payment, and what takes away
 * comes after what gives, so that facts never depend on the order of arrival.
 */
const KIND_ORDER: readonly EntryKind[] = [
  'order',
  'payment',
  'cancellation',
  'refund',
  'adjustment',
  'customer',
  'shop',
  'tick',
]

export const kindRank = (kind: EntryKind): number => KIND_ORDER.indexOf(kind)

export const kindOfRank = (rank: number): EntryKind => {
  const kind = KIND_ORDER[rank]
  if (kind === undefined) throw new RangeError(`No entry kind has rank ${rank}`)
  return kind
}

const isAllDigits = (id: string): boolean => {
  for (let index = 0; index < id.length; index++) {
    const code = id.charCodeAt(index)
    if (code < 48 || code > 57) return false
  }
  return id.length > 0
}

/**
 * A text that sorts by code unit as its id sorts in the ledger: all-digit ids as numbers, before all others.
 * The length prefix makes longer numbers larger without bounding them.
 */
export const sortableId = (id: string): string => {
  if (!isAllDigits(id)) return `~${id}`
  let start = 0
  while (start < id.length - 1 && id.charCodeAt(start) === 48) start++
  const digits = id.slice(start)
  return `${String(digits.length).padStart(3, '0')}${digits}`
}

export const compareIds = (left: string, right: string): number => {
  if (left === right) return 0
  const [a, b] = [sortableId(left), sortableId(right)]
  if (a === b) return left < right ? -1 : 1
  return a < b ? -1 : 1
}

export const compareKeys = (left: LedgerKey, right: LedgerKey): number =>
  left.at - right.at || kindRank(left.kind) - kindRank(right.kind) || compareIds(left.id, right.id)

export const keyOf = ({ at, kind, id }: LedgerKey): LedgerKey => ({ at, kind, id })

/** The name of an entry in maps and unique keys. */
export const nameOf = ({ kind, id }: Pick<LedgerKey, 'kind' | 'id'>): string => `${kind}:${id}`
