import { emptyHistory } from '../ledger/customer.ts'
import { type Grant, Grants } from './grants.ts'
import type { Lanes, LaneTransaction } from './ports.ts'
import { prepareRule } from './prepare-rule.ts'
import { attentionRefusal, limitRefusal, type Refusal } from './refusals.ts'
import { isLimitedInAll, RuleUses } from './rule-use.ts'

/** `nothing`: it is done already, called off, or not there. */
export type Retried =
  | { readonly is: 'up again' }
  | { readonly is: 'nothing' }
  | { readonly is: 'refused'; readonly refusal: Refusal }

/**
 * Has a failed effect, or one that waits for its next try, taken up at once. What failed for good has given its use back:
 * that is taken again first, in the lane's turn and as its limits stand now, so that nobody gets more than the rule allows.
 */
export const retryEffect = async (shop: string, key: string, lanes: Pick<Lanes, 'inTurn'>): Promise<Retried> => {
  const retried = await lanes.inTurn(shop, async (lane): Promise<Retried> => {
    const found = await lane.retryable(key)
    if (found === null) return { is: 'nothing' }
    const refusal = found.returned === null ? undefined : await refusalToTakeAgain(lane, found.returned)
    if (refusal !== undefined) return { is: 'refused', refusal }
    await lane.tryAgain(key, found.returned)
    return { is: 'up again' }
  })
  return retried ?? { is: 'nothing' }
}

/** The rule's limits as they are now; of one that is asked no longer, as they were when it gave. */
const refusalToTakeAgain = async (lane: LaneTransaction, grant: Grant): Promise<Refusal | undefined> => {
  const { ruleId, customerId, at, isContact } = grant
  const asked = (await lane.askedRules()).find(({ id, state }) => id === ruleId && state === 'live')
  const [stored = asked] = asked === undefined ? await lane.formerRules([ruleId]) : []
  if (stored === undefined) return undefined
  const rule = prepareRule(stored, lane.currency)

  const uses = new RuleUses(lane.timeZone)
  if (isLimitedInAll(rule)) {
    // Codes that ran out since have given their budget back, though this one was given before.
    const asOf = Math.max(at, lane.passed?.at ?? at)
    for (const other of await lane.usesOf([ruleId])) uses.of(rule).add(hasLapsed(other, asOf) ? lapsed(other) : other)
  }
  const grants = new Grants(uses, { isStored: false })
  for (const other of await lane.grantsOf([customerId], { calledOffOrderIds: [] })) grants.hold(other)
  const [customer = emptyHistory(customerId)] = await lane.customers([customerId])
  const refusal = limitRefusal({
    rule,
    entry: { at },
    customerId,
    customer,
    grants,
    uses,
    circumstances: { timeZone: lane.timeZone, neverContact: await lane.neverContact() },
    policies: lane.policies,
    cost: () => grant.amount,
  })
  if (refusal !== undefined || !isContact) return refusal
  return attentionRefusal(grants.contactsWith(customerId), at, lane.policies.contacts)
}

const hasLapsed = ({ state, expiresAt }: Grant, at: number): boolean =>
  state === 'reserved' && expiresAt !== null && expiresAt <= at

const lapsed = (grant: Grant): Grant => ({ ...grant, amount: grant.beside })
