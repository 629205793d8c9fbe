import { type Evaluable, factsOf } from '../../app/rules/normalise.ts'
import type { FactValue, Group, Leaf, Operator } from '../../app/rules/types.ts'
import { createRandom, type Random } from '../emulator/random.ts'

/** Rules and events for the bench: every fact is known, for the peers disagree about missing ones. */

export type Event = Readonly<Record<string, Exclude<FactValue, undefined>>>

const COUNTRIES = ['GB', 'FR', 'DE', 'IE', 'NL', 'SE', 'US', 'CA']
const TAGS = ['vip', 'regular', 'staff', 'wholesale', 'newsletter', 'press', 'friend', 'late', 'gift', 'club']
const SKUS = Array.from({ length: 40 }, (_, index) => `SKU-${index}`)

/** Each numeric fact with the values that it and the rules' thresholds take. */
const NUMBERS: readonly (readonly [fact: string, most: number])[] = [
  ['customer.ordersCount', 20],
  ['customer.keptOrdersCount', 20],
  ['customer.totalSpent', 200_000],
  ['customer.averageOrderValue', 20_000],
  ['customer.spentLast365Days', 100_000],
  ['customer.ordersLast90Days', 8],
  ['customer.daysSinceLastOrder', 365],
  ['customer.spendRank', 1000],
  ['customer.spendTopPercent', 100],
  ['order.total', 40_000],
  ['order.position', 20],
]
const COMPARISONS: readonly Operator[] = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive']

export const eventsOf = (count: number, seed: number): readonly Event[] => {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => ({
    ...Object.fromEntries(NUMBERS.map(([fact, most]) => [fact, random.below(most + 1)])),
    'customer.country': random.pick(COUNTRIES),
    'customer.tags': TAGS.filter(() => random.chance(0.2)),
    'order.isFirst': random.chance(0.3),
    'order.skus': SKUS.filter(() => random.chance(0.05)),
  }))
}

/** Four conditions each: two must hold, and one of two others; about one rule in four matches an event. */
export const broadRules = (count: number, seed: number): readonly Evaluable[] => {
  const random = createRandom(seed)
  return Array.from({ length: count }, () =>
    evaluable({ all: [anyLeaf(random), anyLeaf(random), { any: [anyLeaf(random), anyLeaf(random)] }] }),
  )
}

/** Four conditions each that must all hold and that few events meet: one country, one tag, a few orders, a narrow total. */
export const narrowRules = (count: number, seed: number): readonly Evaluable[] => {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => {
    const total = random.below(40_001)
    return evaluable({
      all: [
        { fact: 'customer.country', operator: 'equal', value: random.pick(COUNTRIES) },
        { fact: 'customer.tags', operator: 'contains', value: random.pick(TAGS) },
        { fact: 'customer.ordersCount', operator: 'equal', value: random.below(21) },
        { fact: 'order.total', operator: 'between', value: [total, total + 4000] },
      ],
    })
  })
}

const anyLeaf = (random: Random): Leaf => {
  const kind = random.unit()
  if (kind < 0.7) {
    const [fact, most] = random.pick(NUMBERS)
    return { fact, operator: random.pick(COMPARISONS), value: random.below(most + 1) }
  }
  if (kind < 0.8)
    return { fact: 'customer.country', operator: 'in', value: [random.pick(COUNTRIES), random.pick(COUNTRIES)] }
  if (kind < 0.9) return { fact: 'customer.tags', operator: 'contains', value: random.pick(TAGS) }
  if (kind < 0.95) return { fact: 'order.skus', operator: 'contains', value: random.pick(SKUS) }
  return { fact: 'order.isFirst', operator: 'equal', value: random.chance(0.5) }
}

const evaluable = (conditions: Group): Evaluable => ({ conditions, facts: factsOf(conditions) })
