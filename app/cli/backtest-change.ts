import type { Tally } from '../engine/backtest.ts'
import { type BacktestChange, ChangeCount, type GrantExample } from '../engine/backtest-change.ts'
import { prepareRule } from '../engine/prepare-rule.ts'
import { type ReplayOptions, replay } from '../engine/replay.ts'
import type { Entry } from '../ledger/entries.ts'
import { printTime } from '../rules/iso-time.ts'
import type { RuleDocument } from '../rules/types.ts'
import type { Call } from './call.ts'
import { UsageError } from './command.ts'
import { type RuleFile, readRules } from './rules/read-rules.ts'

/** The version of the one rule that is tried to compare it with, where one is named. */
export const readAgainst = async (
  call: Call,
  rules: readonly RuleFile[],
  currency: string,
): Promise<RuleDocument | undefined> => {
  const file = call.find('against')
  if (file === undefined) return undefined
  const [other, ...more] = await readRules([file], currency)
  if (rules.length !== 1 || other === undefined || more.length > 0)
    throw new UsageError('--against compares one rule with another version of it: name one file after each')
  return other.document
}

export const changeBetween = (
  entries: Iterable<Entry>,
  before: RuleDocument,
  after: RuleDocument,
  options: ReplayOptions,
): BacktestChange => {
  const prepare = (id: string, document: RuleDocument) =>
    prepareRule({ id, version: 1, state: 'live', document, liveSince: null }, options.currency)
  const [was, is] = [prepare('before', before), prepare('after', after)]
  const count = new ChangeCount(was, is, options)
  const nameOf = (entry: Entry) => (entry.kind === 'order' ? (entry.name ?? null) : null)
  // One after the other: what one version gives must not count against the other.
  replay(entries, [was], { ...options, isRehearsal: true }, (entry, made) =>
    count.seeBefore(entry, made, nameOf(entry)),
  )
  replay(entries, [is], { ...options, isRehearsal: true }, (entry, made) => count.seeAfter(entry, made, nameOf(entry)))
  return count.result()
}

/** For machines: moments in UTC, as in the lines above it. */
export const printChange = ({ before, after, newly, noLonger }: BacktestChange) => {
  const print = ({ customers, examples }: BacktestChange['newly']) => ({
    customers,
    examples: examples.map(({ customerId, orderId, at }) => ({ customerId, orderId, at: printTime(at) })),
  })
  return { before, after, newly: print(newly), noLonger: print(noLonger) }
}

export const changeInWords = ({ before, after, newly, noLonger }: BacktestChange): string =>
  [
    'Against the other version:',
    `  gave ${sideInWords(before)} before`,
    `  gives ${sideInWords(after)} now`,
    ...sayCustomers('would get it newly', newly),
    ...sayCustomers('would no longer get it', noLonger),
    '',
    '',
  ].join('\n')

const sideInWords = ({ granted, customers, cost }: Tally): string =>
  `${granted} to ${customers} ${customers === 1 ? 'customer' : 'customers'}, at most ${cost.atMost} ${cost.currency}`

const sayCustomers = (what: string, { customers, examples }: BacktestChange['newly']): string[] => [
  `  ${customers} ${customers === 1 ? 'customer' : 'customers'} ${what}${customers > 0 ? ':' : ''}`,
  ...examples.map((example) => `    ${exampleInWords(example)}`),
  ...(customers > examples.length ? [`    and ${customers - examples.length} more`] : []),
]

const exampleInWords = ({ customerId, orderId, at }: GrantExample): string =>
  `${printTime(at).slice(0, 10)}  customer ${customerId}${orderId === null ? '' : `, order ${orderId}`}`
