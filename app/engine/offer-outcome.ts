import type { Reason } from '../rules/types.ts'
import type { Taken } from './decide-at-checkout.ts'
import type { OfferOutcome } from './ports.ts'
import type { Refusal } from './refusals.ts'

/** What came of an offer of the checkout; `inTheWay` is what would have kept it back. */
export const offerOutcome = (
  { amount, is, isMet, foundBy }: Taken,
  inTheWay: Refusal | undefined,
  isCustomerKnown: boolean,
): OfferOutcome => {
  const overrun = isMet ? inTheWay && OVERRUNS.has(inTheWay.reason) && inTheWay : NOT_MET
  return {
    amount,
    isQualified: isMet && inTheWay === undefined,
    ...(foundBy && { foundBy }),
    ...(is === 'carried' && overrun && isCustomerKnown && { overrun }),
  }
}

/** Of a customer to whom nothing stood in the way. */
export const NOT_CARRIED: Refusal = { reason: 'not_carried' }
const NOT_MET = { reason: 'not_met' } as const

/** What was given all the same went past these. That we heard late, or of nobody, says nothing about the checkout. */
const OVERRUNS: ReadonlySet<Reason> = new Set<Reason>([
  'stopped',
  'left_out',
  'outside_share',
  'held_out',
  'cooling_down',
  'capped',
  'over_budget',
  'outranked',
])
