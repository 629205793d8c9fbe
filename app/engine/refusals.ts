import { type CustomerHistory, orderedForACompany } from '../ledger/customer.ts'
import type { Entry, OrderEntry } from '../ledger/entries.ts'
import type { Policies } from '../rules/policies.ts'
import { DAY_MS, type Figures, type Reason } from '../rules/types.ts'
import { nextPeriodAt } from './budget-period.ts'
import type { Circumstances } from './decide.ts'
import { freeAgain } from './free-again.ts'
import { type Grants, momentsOf, within } from './grants.ts'
import type { RunnableRule } from './prepare-rule.ts'
import type { RuleUses } from './rule-use.ts'
import { isHeldOut, isInShare } from './share.ts'

/** Why a rule that is met gives nothing, what that was found by, and from when on it no longer stands in the way. */
export type Refusal = { readonly reason: Reason; readonly figures?: Figures; readonly freeAt?: number }

/** A rule that is met, and all that may stand in its way. */
export type Asking = {
  readonly rule: RunnableRule
  readonly entry: Entry
  readonly customerId: string | null
  readonly customer: CustomerHistory | undefined
  readonly order: OrderEntry | undefined
  readonly grants: Grants
  readonly uses: RuleUses
  readonly circumstances: Circumstances
  readonly policies: Policies
  /** What it would take of a budget, minor units. */
  readonly cost: () => number
}

/** All that concerns one rule alone: the first reason that stands in its way. Groups of rules and attention are weighed later. */
export const refusalOf = (asking: Asking): Refusal | undefined => firstRefusal(CHECKS, asking)

/** What giving once more would exceed, or who must not be written to: what is asked of a grant that is to stand again. */
export const limitRefusal = (asking: AskingLimits): Refusal | undefined => firstRefusal(LIMITS, asking)

const firstRefusal = <Asked>(
  checks: readonly ((asking: Asked) => Refusal | undefined)[],
  asking: Asked,
): Refusal | undefined => {
  for (const check of checks) {
    const refusal = check(asking)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

export type AskingLimits = Pick<
  Asking,
  'rule' | 'customerId' | 'customer' | 'grants' | 'uses' | 'policies' | 'cost'
> & {
  readonly entry: Pick<Entry, 'at'>
  readonly circumstances: Pick<Circumstances, 'timeZone' | 'neverContact'>
}

type Check = (asking: Asking) => Refusal | undefined
type LimitCheck = (asking: AskingLimits) => Refusal | undefined

/** An order, payment or cancellation that we hear of this long after its moment is learned and starts nothing. */
const TOO_OLD_MS = 2 * DAY_MS

const tooOld: Check = ({ entry, circumstances: { triggeredAt } }) =>
  triggeredAt - entry.at > TOO_OLD_MS ? { reason: 'too_old' } : undefined

const noCustomer: Check = ({ rule, customerId }) =>
  customerId === null && rule.needsCustomer ? { reason: 'no_customer' } : undefined

const stopped: Check = ({ circumstances: { isStopped } }) => (isStopped ? { reason: 'stopped' } : undefined)

const leftOut: Check = ({ rule, customer, order, policies: { staffTag, leaveOutBusiness } }) => {
  if (staffTag !== '' && customer?.tags.includes(staffTag)) return leaveOut('staff')
  if (leaveOutBusiness && !rule.asksAboutBusiness && (order?.isBusiness || (customer && orderedForACompany(customer))))
    return leaveOut('business')
  if (order?.isRenewal && !rule.asksAboutRenewals) return leaveOut('renewal')
  return undefined
}

const leaveOut = (because: 'staff' | 'business' | 'renewal'): Refusal => ({ reason: 'left_out', figures: { because } })

const shadow: Check = ({ rule }) => (rule.isShadow ? { reason: 'shadow' } : undefined)

const outsideShare: Check = ({ rule, customerId }) =>
  isInShare(rule, customerId) ? undefined : { reason: 'outside_share', figures: { percent: rule.share } }

const neverContact: LimitCheck = ({ rule, customerId, circumstances: { neverContact } }) =>
  rule.isContact && customerId !== null && neverContact?.has(customerId) ? { reason: 'never_contact' } : undefined

/** What a customer's record says holds; where it was never heard of, the shop decides. */
const noConsent: LimitCheck = ({ rule, customer, policies: { contacts } }) => {
  if (rule.channel === undefined || customer === undefined) return undefined
  const agreed = rule.channel === 'email' ? customer.emailConsent : customer.smsConsent
  if (agreed) return undefined
  if (customer.isConsentKnown) return { reason: 'no_consent', figures: { channel: rule.channel } }
  if (contacts.unknownConsent === 'send') return undefined
  return { reason: 'no_consent', figures: { channel: rule.channel, because: 'unknown' } }
}

const heldOut: Check = ({ rule, customerId }) =>
  customerId !== null && rule.limits.holdOutPercent && isHeldOut(rule, customerId)
    ? { reason: 'held_out', figures: { percent: rule.limits.holdOutPercent } }
    : undefined

const coolingDown: LimitCheck = ({ rule: { id, limits }, entry, customerId, grants }) => {
  const { coolDownDays: days } = limits
  if (days === undefined || customerId === null) return undefined
  const moments = momentsOf(grants.of(id, customerId))
  if (within(days, entry.at, moments).length === 0) return undefined
  return { reason: 'cooling_down', figures: { days }, freeAt: freeAgain(limits, moments, entry.at) }
}

const capped: LimitCheck = ({ rule: { id, limits }, entry, customerId, grants }) => {
  const { perCustomer } = limits
  if (perCustomer === undefined || customerId === null) return undefined
  const { times, days } = perCustomer
  const moments = momentsOf(grants.of(id, customerId))
  if (within(days, entry.at, moments).length < times) return undefined
  return { reason: 'capped', figures: { times, days }, freeAt: freeAgain(limits, moments, entry.at) }
}

const usedUp: LimitCheck = ({ rule, uses }) => {
  const { total } = rule.limits
  return total !== undefined && uses.of(rule).times >= total.times
    ? { reason: 'capped', figures: { total: total.times } }
    : undefined
}

const overBudget: LimitCheck = ({ rule, entry, uses, circumstances: { timeZone }, cost }) => {
  const { budget, limits } = rule
  if (budget === undefined) return undefined
  const spent = uses.of(rule).spentAt(entry.at)
  const more = cost()
  if (spent + more <= budget || more === 0) return undefined
  const per = limits.budget?.per
  const freeAt = more > budget ? undefined : nextPeriodAt(per, entry.at, timeZone)
  return {
    reason: 'over_budget',
    figures: { budget, spent, cost: more, ...(per && { per }) },
    ...(freeAt !== undefined && { freeAt }),
  }
}

const LIMITS: readonly LimitCheck[] = [neverContact, noConsent, coolingDown, capped, usedUp, overBudget]

/** In the order of REASONS. */
const CHECKS: readonly Check[] = [
  tooOld,
  noCustomer,
  stopped,
  leftOut,
  shadow,
  outsideShare,
  neverContact,
  noConsent,
  heldOut,
  coolingDown,
  capped,
  usedUp,
  overBudget,
]

/** Whether it is the rule's own limits on one customer that keep it from giving more: they have had it. */
export const hasHadIt = ({ reason, figures }: Refusal): boolean =>
  reason === 'cooling_down' || (reason === 'capped' && figures?.total === undefined)

/** Whether the rule's limits on one customer would keep it from giving again, had it given at these moments. */
export const isWithinLimits = (
  { perCustomer, coolDownDays }: RunnableRule['limits'],
  moments: readonly number[],
  at: number,
): boolean =>
  (coolDownDays === undefined || within(coolDownDays, at, moments).length === 0) &&
  (perCustomer === undefined || within(perCustomer.days, at, moments).length < perCustomer.times)

/** What stands in the way once a customer has heard from the shop at these moments, oldest first. */
export const attentionRefusal = (
  moments: readonly number[],
  at: number,
  { times, days, daysApart }: Policies['contacts'],
): Refusal | undefined => {
  const recent = within(days, at, moments)
  const last = within(daysApart, at, moments).at(-1)
  const isSpent = recent.length >= times
  if (!isSpent && last === undefined) return undefined
  const oldestThatCounts = times === 0 ? undefined : recent.at(-times)
  const freeAt = Math.max(
    last === undefined ? at : last + daysApart * DAY_MS,
    oldestThatCounts === undefined ? at : oldestThatCounts + days * DAY_MS,
  )
  return {
    reason: 'attention_spent',
    figures: isSpent ? { contacts: recent.length, of: times, days } : { daysApart },
    ...(times > 0 && { freeAt }),
  }
}
