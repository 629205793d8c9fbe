import { type Facts, standing } from './brute-force.ts'
import { byPlace, type Place } from './ledger-place.ts'
import { countedOrders, daysBefore, keptOrdersCount } from './own-figures.ts'
import type { Customer, Order, Story } from './read-story.ts'

/** A line of `--decisions`, its keys in the order in which they are written. */
type Decision = {
  readonly at: string
  readonly customerId: string
  readonly orderId: string
  readonly rule: string
  readonly verdict: 'granted' | 'withheld'
  readonly reason: 'capped' | null
  readonly facts: Facts | Readonly<Record<string, boolean>>
}

type Known = {
  readonly kept: number
  /** Undefined where the order does not count. */
  readonly isFirst: boolean | undefined
  /** Undefined without a counted order in the last 365 days. */
  readonly topPercent365: number | undefined
}

/** What the four starter rules say of an orders file, in plain words of code: highest priority first. */
const RULES = [
  {
    name: 'A personal note to the top 5% of spenders',
    onceInDays: 180,
    matches: ({ topPercent365 }: Known) => topPercent365 !== undefined && topPercent365 < 5,
    facts: ({ topPercent365 }: Known) => ({ 'customer.spendTopPercent365': topPercent365 }),
  },
  {
    name: 'The new-customer offer is for regulars too',
    onceInDays: 90,
    matches: ({ isFirst, kept }: Known) => isFirst === true || kept > 3,
    facts: ({ isFirst, kept }: Known) => ({ 'customer.keptOrdersCount': kept, 'order.isFirst': isFirst }),
  },
  {
    name: 'Every first order leaves with a card',
    onceInDays: null,
    matches: ({ isFirst }: Known) => isFirst === true,
    facts: ({ isFirst }: Known) => ({ 'order.isFirst': isFirst }),
  },
  {
    name: 'Regulars carry a tag',
    onceInDays: null,
    matches: ({ kept }: Known) => kept > 3,
    facts: ({ kept }: Known) => ({ 'customer.keptOrdersCount': kept }),
  },
] as const

/** Payments from `liveFrom` on, in ledger order, each put to the rules in turn. A guest is nobody: no rule matches. */
export const starterDecisions = (story: Story, liveFrom: number): Decision[] => {
  const decisions: Decision[] = []
  const payments = story.orders.filter(({ paid }) => paid.at >= liveFrom).sort((a, b) => byPlace(a.paid, b.paid))
  for (const order of payments) {
    if (order.customerId === null) continue
    const customer = story.customers.get(order.customerId)
    if (customer === undefined) throw new Error(`Order ${order.id} has a customer of whom nothing is known`)
    const known = knownOf(story, customer, order, order.paid)
    for (const rule of RULES) {
      if (!rule.matches(known)) continue
      const since = rule.onceInDays === null ? Number.POSITIVE_INFINITY : daysBefore(order.paid, rule.onceInDays)
      const had = decisions.some(
        ({ verdict, rule: name, customerId, at }) =>
          verdict === 'granted' && name === rule.name && customerId === order.customerId && Date.parse(at) > since,
      )
      decisions.push({
        at: new Date(order.paid.at).toISOString(),
        customerId: order.customerId,
        orderId: order.id,
        rule: rule.name,
        verdict: had ? 'withheld' : 'granted',
        reason: had ? 'capped' : null,
        facts: JSON.parse(JSON.stringify(rule.facts(known))),
      })
    }
  }
  return decisions
}

const knownOf = (story: Story, customer: Customer, order: Order, now: Place): Known => {
  const place = countedOrders(customer, now).indexOf(order)
  return {
    kept: keptOrdersCount(customer, now),
    isFirst: place === -1 ? undefined : place === 0,
    topPercent365: standing(story, customer, now, daysBefore(now, 365))?.topPercent,
  }
}
