import type { Arrival } from './arrange.ts'
import type { HeldOffer } from './checkout-ports.ts'
import type { AtCheckout } from './decide-at-checkout.ts'
import type { LaneTransaction } from './ports.ts'
import { prepareRule, type RunnableRule } from './prepare-rule.ts'

/** A checkout that was begun goes on for a while with what it was told then. */
const CHECKOUT_TAKES_MS = 60 * 60_000

/** What the checkout was told when orders were placed that carry something: rules in it may be paused by now. */
export const atCheckoutOf = async (
  arrivals: readonly Arrival[],
  lane: LaneTransaction,
  rules: readonly RunnableRule[],
): Promise<AtCheckout> => {
  const carrying = arrivals.flatMap(({ entry, isAmendment, origin }) =>
    entry.kind === 'order' && entry.offers !== undefined && !isAmendment && origin === 'live' ? [entry] : [],
  )
  if (carrying.length === 0) return NOTHING_CARRIED
  const [first, last] = [Math.min(...carrying.map(({ at }) => at)), Math.max(...carrying.map(({ at }) => at))]
  const told = await lane.toldAtCheckout(first - CHECKOUT_TAKES_MS, last)
  const customerIds = carrying.flatMap(({ customerId }) => customerId ?? [])
  const kept = new Set((await lane.checkout.heldOffers(first, customerIds)).map(nameOfKept))
  const ids = new Set(told.flatMap(({ ruleIds }) => ruleIds))
  const former = [...ids].filter((id) => !rules.some((rule) => rule.id === id && rule.checkout !== undefined))
  const stored = await lane.formerRules(former)
  return {
    formerRules: stored
      .map((rule) => prepareRule(rule, lane.currency))
      .filter(({ checkout }) => checkout !== undefined),
    inForce: (at) => {
      const then = told.filter(({ since, until }) => since <= at && (until === null || until > at - CHECKOUT_TAKES_MS))
      return then.length === 0 ? undefined : new Set(then.flatMap(({ ruleIds }) => ruleIds))
    },
    keeps: (ruleId, customerId) => kept.has(nameOfKept({ ruleId, customerId })),
  }
}

const nameOfKept = ({ ruleId, customerId }: HeldOffer): string => `${ruleId} ${customerId}`

const NOTHING_CARRIED: AtCheckout = { formerRules: [], inForce: () => undefined, keeps: () => false }
