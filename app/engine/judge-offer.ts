import { roundHalfAwayFromZero } from '../ledger/customer.ts'
import { DAY_MS } from '../ledger/entries.ts'
import type { Truth } from '../rules/three-valued.ts'
import type { ParityOffer, Standing, Terms, UnknownAudience } from './parity-terms.ts'
import type { CodeUses } from './parity-uses.ts'

/**
 * `newcomers only` is a gap: at an order of a regular, or now, a stranger in their place would get the offer and they do not.
 * `open to all` says nobody is told apart, `regulars too` that a segment or rule has both, `not for newcomers` that nobody
 * without history gets it.
 */
export type ParityVerdict = 'open to all' | 'newcomers only' | 'regulars too' | 'not for newcomers' | 'not known'

/** Why, for whoever puts it in words. */
export type ParityReason =
  | { readonly kind: 'terms' }
  | { readonly kind: 'hangs on'; readonly names: readonly string[] }
  /** Who gets it is not to be read. */
  | { readonly kind: 'opaque'; readonly why: UnknownAudience }
  | { readonly kind: 'no regulars' }
  | { readonly kind: 'said so' }
  | {
      readonly kind: 'uses'
      readonly uses: number
      readonly firstUses: number
      readonly usesNeeded: number
      readonly firstShare: number
    }
  /** Once per customer: who used it on their first order has had it. */
  | { readonly kind: 'had theirs'; readonly uses: number; readonly usesNeeded: number; readonly firstShare: number }

export type JudgedOffer = {
  readonly offer: ParityOffer
  readonly verdict: ParityVerdict
  /** The ledger alone says so, not the offer's terms: a person has to confirm it. */
  readonly isProposed: boolean
  /** It ended, or is used up. */
  readonly isOver: boolean
  readonly newcomers: Truth
  /** Of the regulars of the last 12 months: ids, in the order of their first order as regulars. */
  readonly shutOut: readonly string[]
  /** Of how many regulars nobody can tell. */
  readonly notKnown: number
  /** Minor units; 0 where what it takes off is not in our figures. */
  readonly cost: number
  readonly reason: ParityReason
}

/** An order of somebody who was a regular just before. `subtotal` in minor units, never below 0. */
export type RegularOrder = {
  readonly id: string
  readonly at: number
  readonly customerId: string
  readonly subtotal: number
}

type StandingOrder = RegularOrder & { readonly standing: Standing | undefined }

type Evidence = {
  readonly regulars: ReadonlySet<string>
  /** Oldest first. */
  readonly orders: readonly StandingOrder[]
  /** At the end, of those who still are regulars. */
  readonly now: ReadonlyMap<string, Standing>
  readonly uses: CodeUses | undefined
  readonly asOf: number
}

/** What all that was seen comes to for one offer. */
export const judgeOffer = (offer: ParityOffer, evidence: Evidence): JudgedOffer => {
  const { endsAt = Number.POSITIVE_INFINITY, isUsedUp = false } = offer
  const found = judgeSource(offer, evidence)
  const { verdict, newcomers, reason, isProposed = false, counted = NOBODY, notKnown = 0 } = found
  const isOver = isUsedUp || endsAt <= evidence.asOf
  return { offer, verdict, isProposed, isOver, newcomers, ...counted, notKnown, reason }
}

const judgeSource = (offer: ParityOffer, evidence: Evidence): Found => {
  const { source } = offer
  switch (source.kind) {
    case 'all':
      return judgeOpen(source, offer, evidence)
    case 'named':
      return { verdict: 'not for newcomers', newcomers: false, reason: { kind: 'terms' } }
    case 'unknown':
      return { verdict: 'not known', newcomers: undefined, reason: { kind: 'opaque', why: source.why } }
    default:
      return judgeTerms(source.terms, offer, evidence)
  }
}

type Counted = Pick<JudgedOffer, 'shutOut' | 'cost'>
type Found = Pick<JudgedOffer, 'verdict' | 'newcomers' | 'reason'> & {
  readonly isProposed?: true
  readonly counted?: Counted
  readonly notKnown?: number
}

const NOBODY: Counted = { shutOut: [], cost: 0 }

/**
 * An offer whose terms tell nobody apart. Automatic ones are for everybody. Of a code, the ledger says who used it: where only
 * first orders ever did, often enough, it is a newcomers' code in fact. May a customer use it once, then regulars who used it
 * on their first order are shut out for certain, while any stranger gets it; those who never used it still could. In all other
 * cases a person has to say whether regulars are kept from it.
 */
const judgeOpen = (
  { newcomersOnly }: Extract<ParityOffer['source'], { kind: 'all' }>,
  offer: ParityOffer,
  evidence: Evidence,
): Found => {
  const { regulars, uses } = evidence
  const open = { verdict: 'open to all', newcomers: true } as const
  const closed = { verdict: 'newcomers only', newcomers: true } as const
  const unproven = { verdict: 'not known', newcomers: true, reason: { kind: 'no regulars' } } as const
  if (newcomersOnly === false) return { ...open, reason: { kind: 'said so' } }
  if (newcomersOnly) {
    if (regulars.size === 0) return unproven
    return { ...closed, reason: { kind: 'said so' }, counted: countShutOut(offer, evidence, () => 'shut out') }
  }
  if (uses === undefined) return { ...open, reason: { kind: 'terms' } }
  const { firstUses, usesNeeded, firstShare, usedOnFirst } = uses
  const seen = { uses: uses.uses, firstUses, usesNeeded, firstShare }
  if (!uses.isForNewcomers) return { ...open, reason: { kind: 'uses', ...seen } }
  if (regulars.size === 0) return unproven
  if (offer.perCustomer === undefined || regulars.isDisjointFrom(usedOnFirst)) {
    const counted = countShutOut(offer, evidence, () => 'shut out')
    return { ...closed, isProposed: true, reason: { kind: 'uses', ...seen }, counted }
  }
  const counted = countShutOut(offer, evidence, ({ customerId }) =>
    usedOnFirst.has(customerId) ? 'shut out' : 'gets it',
  )
  return { ...closed, reason: { kind: 'had theirs', ...seen }, counted }
}

/** An offer for a segment, or a rule: its terms were asked at every order of a regular. */
const judgeTerms = ({ newcomers, hangsOn }: Terms, offer: ParityOffer, evidence: Evidence): Found => {
  const { regulars, orders, now } = evidence
  if (newcomers === false) return { verdict: 'not for newcomers', newcomers, reason: { kind: 'terms' } }
  if (regulars.size === 0) return { verdict: 'not known', newcomers, reason: { kind: 'no regulars' } }
  const counted = countShutOut(offer, evidence, ({ standing }) => standing)
  const open = new Set([
    ...orders.filter(({ standing }) => standing === 'not known').map(({ customerId }) => customerId),
    ...[...now].filter(([, standing]) => standing === 'not known').map(([id]) => id),
  ])
  const notKnown = open.difference(new Set(counted.shutOut)).size
  if (counted.shutOut.length > 0)
    return { verdict: 'newcomers only', newcomers, reason: { kind: 'terms' }, counted, notKnown }
  if (notKnown > 0 || newcomers === undefined)
    return { verdict: 'not known', newcomers, reason: { kind: 'hangs on', names: hangsOn }, notKnown }
  return { verdict: 'regulars too', newcomers, reason: { kind: 'terms' } }
}

/**
 * Whom an offer shuts out, and the cost of including them: of each, the orders at which it did and that meet minimum and
 * dates, as many as one customer may use it on; a percentage is of the subtotal, rounded an order half away from zero, an
 * amount at most the subtotal. Who once had the chance of an offer that everybody has once is not shut out.
 */
const countShutOut = (
  { perCustomer, runsAt, minimum, worth }: ParityOffer,
  { orders, now }: Evidence,
  standingOf: (order: StandingOrder) => Standing | undefined,
): Counted => {
  const isOnceForAll = perCustomer?.days === Number.POSITIVE_INFINITY
  const ids: string[] = []
  let cost = 0
  for (const [id, own] of Map.groupBy(orders, ({ customerId }) => customerId)) {
    const standing = now.get(id)
    const standings = [...own.map(standingOf), ...(standing ? [standing] : [])]
    if (!standings.includes('shut out') || (isOnceForAll && standings.includes('gets it'))) continue
    ids.push(id)
    const meeting = own.filter(
      (order) => standingOf(order) === 'shut out' && runsAt(order.at) && order.subtotal >= minimum,
    )
    for (const { subtotal } of within(meeting, perCustomer)) cost += takenOff(worth, subtotal)
  }
  return { shutOut: ids, cost }
}

const takenOff = (worth: ParityOffer['worth'], subtotal: number): number => {
  if ('unpriced' in worth) return 0
  return 'percent' in worth ? roundHalfAwayFromZero((subtotal * worth.percent) / 100) : Math.min(worth.amount, subtotal)
}

/** The orders on which a customer could use what they may have so many times in so many days, the earliest first. */
const within = (orders: readonly RegularOrder[], limit: ParityOffer['perCustomer']): readonly RegularOrder[] => {
  if (limit === undefined) return orders
  const used: RegularOrder[] = []
  for (const order of orders) {
    const recent = used.filter(({ at }) => at > order.at - limit.days * DAY_MS)
    if (recent.length < limit.times) used.push(order)
  }
  return used
}
