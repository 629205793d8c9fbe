import { type SpendRanking, spendToReach } from '../ledger/spend-to-reach.ts'
import { compileLeaf, type ReadFact } from '../rules/compile.ts'
import type { ExplainedLeaf } from '../rules/explain.ts'
import { readMoney } from '../rules/money.ts'
import type { Words } from '../rules/types.ts'

type RankFact = {
  readonly ranking: SpendRanking
  /** The fact that the ranking compares. */
  readonly spend: string
  readonly span: string
  readonly unit: 'rank' | 'percent'
}

const RANK_FACTS: Readonly<Record<string, RankFact>> = {
  'customer.spendRank': { ranking: 'ever', spend: 'customer.totalSpent', span: 'so far', unit: 'rank' },
  'customer.spendTopPercent': { ranking: 'ever', spend: 'customer.totalSpent', span: 'so far', unit: 'percent' },
  'customer.spendRank365': {
    ranking: 'year',
    spend: 'customer.spentLast365Days',
    span: 'in the last 365 days',
    unit: 'rank',
  },
  'customer.spendTopPercent365': {
    ranking: 'year',
    spend: 'customer.spentLast365Days',
    span: 'in the last 365 days',
    unit: 'percent',
  },
}

export type RankInWords = {
  /** "spent £812.40 in the last 365 days (place 25 of 429); the top 5% starts at £819.10". */
  readonly found: string
  /** What more there must be, in minor units; undefined where it is there, or spending more cannot bring it. */
  readonly short: number | undefined
}

/**
 * A condition on a place by spend ("less than 5%") in money, exactly from the shop's figures; undefined for any other
 * condition. `othersOf` gives the spends of everybody else who is ranked.
 */
export const rankInWords = (
  { fact, operator, operand, operandFact }: ExplainedLeaf,
  read: ReadFact,
  othersOf: (ranking: SpendRanking) => readonly number[],
  words: Words,
): RankInWords | undefined => {
  const rank = Object.hasOwn(RANK_FACTS, fact) ? RANK_FACTS[fact] : undefined
  const isUpTo = operator === 'lessThan' || operator === 'lessThanInclusive'
  if (rank === undefined || !isUpTo || typeof operand !== 'number' || operandFact !== undefined) return undefined
  const others = othersOf(rank.ranking)
  const placed = compileLeaf({ fact, operator, value: operand })
  const placeOf = (ahead: number, ranked: number) => (rank.unit === 'rank' ? 1 + ahead : (100 * ahead) / ranked)
  const start = spendToReach(others, (ahead, ranked) => placed(() => placeOf(ahead, ranked)))

  const spend = read(rank.spend)
  const spent = typeof spend === 'number' ? spend : 0
  const isRanked = read(fact) !== undefined
  if (!isRanked && hasOrdered(read, rank)) return { found: 'companies and staff have no place', short: undefined }
  const ahead = others.filter((other) => other > spent).length
  const place = isRanked ? `place ${ahead + 1} of ${others.length + 1}` : `no order ${rank.span}, so no place`
  const group = groupInWords(rank, operator, operand)
  const edge =
    start === undefined
      ? `nobody can be ${group.one}`
      : start === Number.NEGATIVE_INFINITY
        ? `everybody with an order is ${group.one}`
        : `${group.all} at ${readMoney(start, words.currency)}`
  return {
    found: `spent ${readMoney(spent, words.currency)} ${rank.span} (${place}); ${edge}`,
    short: start !== undefined && Number.isFinite(start) && start > spent ? start - spent : undefined,
  }
}

const hasOrdered = (read: ReadFact, { ranking }: RankFact): boolean =>
  Number(read(ranking === 'ever' ? 'customer.ordersCount' : 'customer.ordersLast365Days') ?? 0) > 0

const groupInWords = (
  { unit }: RankFact,
  operator: string,
  operand: number,
): { readonly one: string; readonly all: string } => {
  const isWithin = operator === 'lessThanInclusive'
  if (unit === 'percent') {
    const name = `the top ${operand}%${isWithin ? ' (the edge included)' : ''}`
    return { one: `in ${name}`, all: `${name} starts` }
  }
  const count = isWithin ? Math.floor(operand) : Math.ceil(operand) - 1
  return count === 1
    ? { one: 'the best customer', all: 'the best customer starts' }
    : { one: `among the best ${count}`, all: `the best ${count} start` }
}
