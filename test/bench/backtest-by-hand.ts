import { DAY_MS, type Entry, type OrderEntry } from '../../app/ledger/entries.ts'
import type { Condition, Leaf, RuleDocument } from '../../app/rules/types.ts'
import type { VerdictCounts } from './verdict-counts.ts'

/** The verdicts of a small shop found the slow way: at every payment, everything from the whole past, nothing kept but grants. */
export const countByHand = (ledger: readonly Entry[], rules: readonly RuleDocument[]): VerdictCounts => {
  const counts = new Map<string, number>()
  const grants = new Map<string, number[]>()
  for (const [index, payment] of ledger.entries()) {
    if (payment.kind !== 'payment') continue
    const facts = factsAt(ledger.slice(0, index + 1), payment)
    for (const { name, conditions, limits } of rules) {
      if (!holds(conditions, facts)) continue
      const key = `${name} of ${facts['customer.id']}`
      const granted = grants.get(key) ?? []
      const within = (days: number) => granted.filter((at) => at > payment.at - days * DAY_MS).length
      let verdict = 'granted'
      if (limits?.coolDownDays !== undefined && within(limits.coolDownDays) > 0) verdict = 'cooling_down'
      else if (limits?.perCustomer && within(limits.perCustomer.days) >= limits.perCustomer.times) verdict = 'capped'
      else grants.set(key, [...granted, payment.at])
      counts.set(`${name}: ${verdict}`, (counts.get(`${name}: ${verdict}`) ?? 0) + 1)
    }
  }
  return counts
}

type Facts = Readonly<Record<string, number | string | boolean | undefined>>

const holds = (condition: Condition, facts: Facts): boolean => {
  if ('all' in condition) return condition.all.every((part) => holds(part, facts))
  if ('any' in condition) return condition.any.some((part) => holds(part, facts))
  if ('not' in condition) return !holds(condition.not, facts)
  return leafHolds(condition, facts[condition.fact])
}

const leafHolds = ({ operator, value }: Leaf, found: Facts[string]): boolean => {
  const [least, most = least] = (Array.isArray(value) ? value : [value]).map(plain)
  if (operator === 'notEqual') return found !== least
  if (found === undefined || least === undefined || most === undefined) return false
  if (operator === 'equal') return found === least
  if (operator === 'in') return Array.isArray(value) && value.includes(String(found))
  if (operator === 'between') return found >= least && found <= most
  if (operator === 'lessThan') return found < least
  if (operator === 'lessThanInclusive') return found <= least
  if (operator === 'greaterThan') return found > least
  if (operator === 'greaterThanInclusive') return found >= least
  throw new Error(`The rules of the bench do not use ${operator}`)
}

/** Money is written as a decimal. */
const plain = (value: unknown): number | string | boolean =>
  typeof value === 'string' && /^\d+\.\d\d$/.test(value) ? Math.round(Number(value) * 100) : (value as number)

const factsAt = (past: readonly Entry[], { id, at }: Entry): Facts => {
  const cancelled = new Set(past.flatMap((entry) => (entry.kind === 'cancellation' ? [entry.id] : [])))
  const refunded = new Map<string, number>()
  for (const entry of past)
    if (entry.kind === 'refund') refunded.set(entry.orderId, (refunded.get(entry.orderId) ?? 0) + entry.amount)
  const placed = past.filter((entry): entry is OrderEntry => entry.kind === 'order')
  const order = placed.find((other) => other.id === id)
  if (order === undefined) throw new Error(`Order ${id} is paid before it is placed`)
  const ofOrder = {
    'customer.id': order.customerId ?? undefined,
    'order.total': order.total,
    'order.itemsCount': order.itemsCount,
    'order.country': order.country ?? undefined,
  }
  if (order.customerId === null) return ofOrder

  const counted = placed.filter((other) => other.customerId !== null && !cancelled.has(other.id))
  const netOf = (orders: readonly OrderEntry[]) =>
    orders.reduce((sum, other) => sum + other.total - (refunded.get(other.id) ?? 0), 0)
  const own = counted.filter(({ customerId }) => customerId === order.customerId)
  const since = (days: number) => (other: OrderEntry) => other.at > at - days * DAY_MS
  const ever = placeOf(order.customerId, counted, netOf)
  const year = placeOf(order.customerId, counted.filter(since(365)), netOf)
  const [before, first] = [own.at(-2), own.at(0)]
  return {
    ...ofOrder,
    'order.isFirst': own.length === 1,
    'order.position': own.length,
    'order.daysSincePrevious': before && Math.floor((at - before.at) / DAY_MS),
    'customer.ordersCount': own.length,
    'customer.keptOrdersCount': own.filter((other) => (refunded.get(other.id) ?? 0) < other.total).length,
    'customer.totalSpent': netOf(own),
    'customer.grossSpent': own.reduce((sum, { total }) => sum + total, 0),
    'customer.averageOrderValue': roundedAwayFromZero(netOf(own) / own.length),
    'customer.ordersLast90Days': own.filter(since(90)).length,
    'customer.spentLast365Days': netOf(own.filter(since(365))),
    'customer.daysSinceFirstOrder': first && Math.floor((at - first.at) / DAY_MS),
    'customer.spendTopPercent': ever.topPercent,
    'customer.spendTopPercent365': year.topPercent,
    'customer.spendRank365': year.rank,
  }
}

const placeOf = (
  customerId: string,
  orders: readonly OrderEntry[],
  netOf: (orders: readonly OrderEntry[]) => number,
): { readonly rank: number; readonly topPercent: number } => {
  const spends = [...Map.groupBy(orders, (order) => order.customerId).values()].map(netOf)
  const own = netOf(orders.filter((order) => order.customerId === customerId))
  const ahead = spends.filter((spent) => spent > own).length
  return { rank: ahead + 1, topPercent: (100 * ahead) / spends.length }
}

const roundedAwayFromZero = (value: number): number => Math.sign(value) * Math.round(Math.abs(value))
