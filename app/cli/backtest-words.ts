import type { Tally } from '../engine/backtest.ts'
import { parseMoney, readMoney } from '../rules/money.ts'
import type { TimedSummary } from './backtest.ts'
import { reasonInWords } from './reason-words.ts'

/** The summary of a backtest for people, with what it leaves open. */
export const summaryInWords = (summary: TimedSummary, cannotKnow: string | undefined): string => {
  const { byMonth, byRule, overlap, history, decidedFrom, orders, cost } = summary
  const money = (amount: string) => readMoney(parseMoney(amount, cost.currency) ?? 0, cost.currency)
  const costInWords = ({ atMost, codesUsed, offersGiven, paidTasks }: Tally['cost']) => {
    const tasks = paidTasks === 0 ? [] : [`for ${many(paidTasks, 'task')}`]
    const discounts = [
      ...(codesUsed > 0 ? [`on ${many(codesUsed, 'order', 'with a code')}`] : []),
      ...(offersGiven > 0 ? [`on ${many(offersGiven, 'order')} at the checkout`] : []),
    ]
    if (discounts.length > 0) return `at most ${money(atMost)} ${[...discounts, ...tasks].join(' and ')}`
    return tasks.length > 0 ? `${money(atMost)} ${tasks.join()}` : 'no code would have been used'
  }
  const lines = [
    '',
    decidedFrom === null
      ? 'There was nothing to decide on.'
      : orders === 0
        ? `No order came from ${day(decidedFrom)} on; what is known ends on ${day(history.to)}.`
        : `${many(orders, 'order')} from ${day(decidedFrom)} to ${day(history.to)}; what is known begins on ${day(history.from)}.`,
    `Gave ${many(summary.granted, 'time')} to ${many(summary.customers, 'customer')}. Cost: ${costInWords(cost)}.`,
    ...keptBack(summary).map((line) => `Kept back ${line}`),
    ...(cannotKnow === undefined ? [] : [cannotKnow]),
    '',
    ...byRule.flatMap((rule) => [
      rule.rule,
      `  gave ${many(rule.granted, 'time')} to ${many(rule.customers, 'customer')}; cost: ${costInWords(rule.cost)}`,
      ...keptBack(rule).map((line) => `  kept back ${line}`),
    ]),
    ...(byMonth.length === 0 ? [] : ['', 'By month:']),
    ...byMonth.map(
      ({ month, granted, withheld, atMost }) =>
        `  ${month}  gave ${granted}, kept back ${withheld}, cost at most ${money(atMost)}`,
    ),
    ...(overlap.length === 0 ? [] : ['', 'Got from two rules:']),
    ...overlap.map(
      (pair) => `  ${many(pair.orders, 'order')}, ${many(pair.customers, 'customer')}: ${pair.rules.join(' + ')}`,
    ),
    '',
    `Read in ${summary.loadSeconds.toFixed(1)} s, decided in ${summary.decideSeconds.toFixed(2)} s: ${grouped(summary.ordersPerSecond)} orders a second.`,
    '',
  ]
  return lines.join('\n')
}

const keptBack = ({ withheld }: Pick<Tally, 'withheld'>): string[] =>
  Object.entries(withheld).map(([reason, count]) => `${many(count, 'time')}: ${reasonInWords(reason)}.`)

const many = (count: number, thing: string, after?: string): string =>
  `${grouped(count)} ${thing}${count === 1 ? '' : 's'}${after === undefined ? '' : ` ${after}`}`

const grouped = (count: number): string => count.toLocaleString('en')

const day = (time: string | null): string => time?.slice(0, 10) ?? 'nowhere'
