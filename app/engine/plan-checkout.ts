import { createHash } from 'node:crypto'
import { compareCheckoutRules } from '../rules/checkout/checkout-rule.ts'
import type { CheckoutState, LeftOutRule, PublishedPolicy, WhyLeftOut } from './checkout-ports.ts'
import { termsOf } from './checkout-terms.ts'
import { type CheckoutCompilation, compileCheckout, isLimitedPerCustomer } from './compile-checkout.ts'
import { computeAll } from './compute-standings.ts'
import type { CheckoutRow, LaneMemories, LaneMemory } from './lane-memory.ts'
import { memberTagOf, type NativeOffer, nativeOf } from './native-offers.ts'
import { loadUses } from './open-batch.ts'
import type { LaneTransaction } from './ports.ts'
import type { RuleUses } from './rule-use.ts'

export type CheckoutPlan = {
  readonly policy: PublishedPolicy
  /** In a shop where the platform decides by itself, what it is to decide on; null in any other. */
  readonly native: readonly NativeOffer[] | null
  /** What customers may carry there for whom some rule is or was. */
  readonly memberTags: readonly string[]
  /** Live rules that are not in it. */
  readonly left: readonly LeftOutRule[]
}

/**
 * What the checkout is to be told now, with numbers given out for what it asks of customers; where anything changed that
 * everybody's standing hangs on, those are worked out anew. Null in a shop that never had a rule for the checkout.
 */
export const planCheckout = async (
  shop: string,
  lane: LaneTransaction,
  memories: LaneMemories,
  now: number,
): Promise<CheckoutPlan | null> => {
  const rows = await memories.checkoutRules(shop, lane)
  const live = rows.filter(({ stored }) => stored.state === 'live')
  if (live.length === 0 && !lane.checkout.hasLeaves) return null
  const memory = await memories.recall(shop, lane)
  await loadUses(
    lane,
    memory,
    live.map(({ rule }) => rule),
  )
  const turnedAway = live.flatMap((row) => {
    const why = whyLeftOut(row, lane, memory.uses, now)
    return why === undefined ? [] : [{ ruleId: row.rule.id, why }]
  })
  const open = live.filter(({ rule }) => !turnedAway.some(({ ruleId }) => ruleId === rule.id))
  const { compilation, left } = await fitPolicy(open, lane, memory, now)
  const { compiled, added } = compilation
  if (added.length > 0) await lane.checkout.addLeaves(added)
  const way = await lane.checkout.way()
  // Where everything is stopped nobody is told, and the empty policy must not wait until everybody is worked out.
  if (!lane.isStopped) await computeWhereChanged(rows, lane, memory, { way, now })
  const memberTags = rows.map(({ rule }) => memberTagOf(rule.id))
  const policy = { text: compiled.text, variables: compiled.variables, rules: compiled.rules }
  if (way === 'native') {
    const natives = open.map(({ rule }) => ({ rule, native: nativeOf(rule) }))
    const others = natives.flatMap(({ rule, native }) =>
      native.is === 'not' ? [{ ruleId: rule.id, why: 'not_native' as const }] : [],
    )
    return {
      policy: {
        ...policy,
        terms: termsOf([]),
        rules: natives.flatMap(({ rule, native }) => (native.is === 'native' ? [{ ruleId: rule.id, bytes: 0 }] : [])),
      },
      native: natives.flatMap(({ native }) => (native.is === 'native' ? native.offers : [])),
      memberTags,
      left: [...turnedAway, ...others],
    }
  }

  const published = new Set(compiled.rules.map(({ ruleId }) => ruleId))
  const neverMet = open.flatMap(({ rule: { id } }) =>
    published.has(id) || left.some(({ ruleId }) => ruleId === id) ? [] : [{ ruleId: id, why: 'never_met' as const }],
  )
  const offers = open.flatMap(({ rule }) => (published.has(rule.id) ? (rule.checkout?.offers ?? []) : []))
  return {
    policy: { ...policy, terms: termsOf(offers) },
    native: null,
    memberTags,
    left: [...turnedAway, ...left, ...neverMet],
  }
}

/** What keeps a rule from everybody. */
const whyLeftOut = (
  { rule }: CheckoutRow,
  { timeZone, isStopped }: LaneTransaction,
  uses: RuleUses,
  now: number,
): WhyLeftOut | undefined => {
  if (isStopped) return 'stopped'
  if (!rule.isOpen(now, timeZone)) return 'closed'
  const { total } = rule.limits
  if (total !== undefined && uses.of(rule).times >= total.times) return 'used_up'
  if (rule.budget !== undefined && uses.of(rule).spentAt(now) >= rule.budget) return 'over_budget'
  return undefined
}

type Fitting = {
  readonly compilation: CheckoutCompilation & {
    readonly compiled: Extract<CheckoutCompilation['compiled'], { kind: 'policy' }>
  }
  readonly left: readonly LeftOutRule[]
}

/** Saving refuses what is too large; should it come about all the same, the most important rules stay. */
const fitPolicy = async (
  rows: readonly CheckoutRow[],
  lane: LaneTransaction,
  { figures }: Pick<LaneMemory, 'figures'>,
  now: number,
): Promise<Fitting> => {
  const { policies, currency, timeZone } = lane
  const [leaves, heldRuleIds] = [await lane.checkout.leaves(), await lane.checkout.heldRules()]
  const rules = rows.map(toRuleAtCheckout).sort((one, other) => compareCheckoutRules(one.rule, other.rule))
  for (let count = rules.length; ; count--) {
    const { compiled, added } = compileCheckout({
      rules: rules.slice(0, count),
      ...{ heldRuleIds, leaves, policies, currency, timeZone, shop: figures, now },
    })
    if (compiled.kind !== 'policy' && count > 0) continue
    if (compiled.kind !== 'policy') throw new Error(`A policy without rules is ${compiled.kind}`)
    const left = rules.slice(count).map(({ rule }) => ({ ruleId: rule.id, why: 'too_large' as const }))
    return { compilation: { compiled, added }, left }
  }
}

export const toRuleAtCheckout = ({ stored, rule }: CheckoutRow) => ({
  rule,
  endsAt: stored.document.schedule?.endsAt ?? null,
})

/**
 * Days pass, rules change, staff come and go: where anything changed that everybody's standing hangs on, all are worked out
 * anew, else those of customers who have come to keep an offer.
 */
const computeWhereChanged = async (
  rows: readonly CheckoutRow[],
  lane: LaneTransaction,
  memory: LaneMemory,
  { way, now }: { readonly way: CheckoutState['way']; readonly now: number },
): Promise<void> => {
  const leaves = await lane.checkout.leaves()
  if (leaves.length === 0) return
  const holders = await lane.checkout.takeNewHolders()
  const rules = rows.map(({ rule }) => rule)
  const countsOrders = rules.some(isLimitedPerCustomer)
  const { staffTag, leaveOutBusiness } = lane.policies
  const written = JSON.stringify([
    leaves.length,
    way,
    lane.begunDay,
    rules.map(({ id, version, share, seed }) => [id, version, share, seed]),
    [staffTag, leaveOutBusiness, lane.timeZone],
  ])
  const computedFor = createHash('sha256').update(written).digest('base64url')
  const asked = { leaves, rules, countsOrders }
  if ((await lane.checkout.computedFor()) === computedFor) {
    if (holders.length > 0) await computeAll(lane, memory, asked, { now, customerIds: holders })
    return
  }
  await computeAll(lane, memory, asked, { now })
  await lane.checkout.setComputedFor(computedFor)
}
