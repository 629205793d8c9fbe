import { areRivals } from './analyse-groups.ts'
import type { Known, Neighbour } from './analyse-together.ts'
import { type Finding, writeWitness } from './findings.ts'
import { readMoney } from './money.ts'
import { quote } from './problem-list.ts'
import { search } from './search.ts'
import type { Outcome } from './types.ts'

/** Pairs of rules that can both give a discount for one order, with what that can come to at worst. */
export const findStacking = (rules: readonly Neighbour[], known: Known): readonly Finding[] => {
  const giving = rules.filter(({ trigger, outcomes }) => isAboutOrders(trigger.shelves) && outcomes.some(gives))
  return giving.flatMap((one, index) => giving.slice(index + 1).flatMap((other) => stackingOf(one, other, known)))
}

const isAboutOrders = (shelves: readonly string[]): boolean => shelves.includes('order') || shelves.includes('cart')

const gives = ({ discount }: Outcome): boolean => discount !== undefined

const stackingOf = (one: Neighbour, other: Neighbour, { facts, currency }: Known): readonly Finding[] => {
  if (areRivals(one, other)) return []
  const found = search({ all: [one.condition, other.condition] }, { facts })
  if (found.outcome === 'none') return []
  const places = [one, other].flatMap(({ id, outcomes }) =>
    outcomes.flatMap((outcome, index) => (gives(outcome) ? [{ rule: id, path: `/actions/${index}` }] : [])),
  )
  const both = `${quote(one.id)} and ${quote(other.id)}`
  const worst = sayWorst(worstOf([...one.outcomes, ...other.outcomes]), currency)
  if (found.outcome === 'undecided')
    return [
      {
        kind: 'undecided',
        places,
        message: `Whether ${both} can both give a discount for one order was too much to find out: it would be ${worst} at worst`,
      },
    ]
  const message = `${both} can both give a discount for one order, ${worst} at worst`
  return [{ kind: 'stacking', places, message, witness: writeWitness(found.facts, facts, currency) }]
}

/** Discounts that combine add up; of those that do not, one can be used beside nothing else. */
type Worst = { readonly percent: number; readonly amount: number; readonly instead: readonly Discount[] }
type Discount = NonNullable<Outcome['discount']>

const worstOf = (outcomes: readonly Outcome[]): Worst => {
  const discounts = outcomes.flatMap(({ discount }) => discount ?? [])
  const together = discounts.filter(({ combines }) => combines)
  const alone = discounts.filter(({ combines }) => !combines)
  const percents = (all: readonly Discount[]) => all.flatMap((each) => ('percent' in each ? [each.percent] : []))
  const amounts = (all: readonly Discount[]) => all.flatMap((each) => ('amount' in each ? [each.amount] : []))
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const largest = (numbers: readonly number[]) => Math.max(0, ...numbers)
  const bound = { percent: Math.min(100, sum(percents(together))), amount: sum(amounts(together)) }
  const instead = [
    ...[largest(percents(alone))]
      .filter((percent) => percent > bound.percent)
      .map((percent) => ({ percent, combines: false })),
    ...[largest(amounts(alone))]
      .filter((amount) => amount > bound.amount)
      .map((amount) => ({ amount, combines: false })),
  ]
  return { ...bound, instead }
}

const sayWorst = ({ percent, amount, instead }: Worst, currency: string): string => {
  const together = [...(percent > 0 ? [`${percent}%`] : []), ...(amount > 0 ? [readMoney(amount, currency)] : [])].join(
    ' and ',
  )
  const others = instead.map((each) => ('percent' in each ? `${each.percent}%` : readMoney(each.amount, currency)))
  return [together, ...others].filter((words) => words !== '').join(', or ')
}
