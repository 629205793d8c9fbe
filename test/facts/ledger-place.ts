/** A place in ledger order, and the comparison, written down a second time for the brute force. */
export type Place = { readonly at: number; readonly kind: Kind; readonly id: string }
const KINDS = ['order', 'payment', 'cancellation', 'refund', 'adjustment', 'end of the moment'] as const
type Kind = (typeof KINDS)[number]

/** Moment, then kind, then id: all-digit ids as numbers, before the others. */
export const byPlace = (left: Place, right: Place): number =>
  left.at - right.at || KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind) || byId(left.id, right.id)

export const byId = (left: string, right: string): number => {
  const [leftIsNumber, rightIsNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)]
  if (leftIsNumber && rightIsNumber && BigInt(left) !== BigInt(right)) return BigInt(left) < BigInt(right) ? -1 : 1
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1
  return left < right ? -1 : left > right ? 1 : 0
}

/** Has this happened, when everything up to and including `now` has? */
export const hasHappened = (place: Place | null, now: Place): boolean => place !== null && byPlace(place, now) <= 0

export const endOf = (at: number): Place => ({ at, kind: 'end of the moment', id: '' })
