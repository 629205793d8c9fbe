import { type BacktestSummary, backtest as runBacktest } from '../engine/backtest.ts'
import { whatCannotBeKnown } from '../engine/cannot-know.ts'
import type { Decision } from '../engine/ports.ts'
import { printFacts } from '../engine/print-facts.ts'
import { printTime } from '../rules/iso-time.ts'
import { changeBetween, changeInWords, printChange, readAgainst } from './backtest-change.ts'
import { summaryInWords } from './backtest-words.ts'
import { type Command, UsageError } from './command.ts'
import { readLedger } from './orders/read-ledger.ts'
import { startProgress } from './progress.ts'
import { POLICIES, readPolicies } from './read-policies.ts'
import { reasonInWords } from './reason-words.ts'
import { readRules, runnable } from './rules/read-rules.ts'
import { JSON_OUTPUT, momentOf, ORDER_OPTIONS } from './shop-options.ts'
import type { Terminal } from './terminal.ts'

/** What rules would have done with a shop's past orders. */
export const backtest: Command = {
  name: 'backtest',
  summary: 'try rules on past orders: who would have got what, when, and at what cost',
  about: [
    'Goes through the orders as they came, each rule seeing only what was known at that moment, and prints a line for every',
    'time that a rule matched, then a summary. Limits hold as they would live.',
    '',
    'The cost is "at most": every code is taken to be used on its customer\'s next order that it fits, a percentage being of',
    "that order's total. Tasks cost what their rule says; tags and notes nothing.",
  ].join('\n'),
  options: [
    {
      name: 'rules',
      value: 'FILE',
      many: true,
      required: true,
      says: 'rule files, or folders with rule files (.json)',
    },
    ...ORDER_OPTIONS,
    {
      name: 'from',
      value: 'TIME',
      says: 'orders before this are known but decide nothing, and limits start empty here',
    },
    { name: 'to', value: 'TIME', says: 'leave out what came after this moment' },
    {
      name: 'against',
      value: 'FILE',
      says: 'another version of the one rule: says then who gains and who loses by the change, and what it costs',
    },
    POLICIES,
    { name: 'summary', says: 'only the summary' },
    JSON_OUTPUT,
  ],
  examples: [
    'backtest --rules welcome.json --orders orders.jsonl.gz --refunds refunds.jsonl.gz --from 2026-01-01',
    'backtest --rules new.json --against old.json --orders orders.jsonl --summary',
    'backtest --rules rules/ --orders orders.jsonl --summary',
    'backtest --rules a.json b.json --orders orders.jsonl --json > decisions.jsonl',
  ],
  run: async (call, terminal) => {
    const [from, to] = [momentOf(call, 'from'), momentOf(call, 'to')]
    if (from !== undefined && to !== undefined && from > to) throw new UsageError('--from is later than --to')
    const policies = await readPolicies(call)
    const ledger = await readLedger(call, terminal, policies)
    const { currency, timeZone, loadSeconds } = ledger
    const files = await readRules(call.all('rules'), currency)
    const against = await readAgainst(call, files, currency)
    const rules = runnable(files, currency)

    const show = call.has('json') ? asJson : asText
    const page = new Page(terminal)
    const progress = startProgress(terminal, 'Deciding')
    const startedAt = terminal.now()
    let writingMs = 0
    let seen = 0
    const options = { currency, timeZone, policies, from, to }
    const summary = runBacktest(ledger.entries, rules, options, (_entry, decisions) => {
      if (++seen % 4096 === 0) progress.show(seen, ledger.entries.length)
      if (decisions.length === 0 || call.has('summary')) return
      const since = terminal.now()
      for (const decision of decisions) page.write(show(decision, currency))
      writingMs += terminal.now() - since
    })
    progress.end()
    const seconds = Math.max((terminal.now() - startedAt - writingMs) / 1000, 1e-6)
    const timed = {
      ...summary,
      ordersPerSecond: Math.round(ledger.orders / seconds),
      decideSeconds: rounded(seconds),
      loadSeconds: rounded(loadSeconds),
    }
    const tried = files[0]?.document
    const change = against && tried && changeBetween(ledger.entries, against, tried, options)
    if (call.has('json')) {
      page.write(`${JSON.stringify({ summary: { ...timed, ...(change && { change: printChange(change) }) } })}\n`)
    } else {
      page.write(
        summaryInWords(
          timed,
          whatCannotBeKnown(
            files.map(({ document }) => document),
            currency,
          ),
        ),
      )
      if (change) page.write(changeInWords(change))
    }
    page.close()
    return 0
  },
}

export type TimedSummary = BacktestSummary & {
  readonly ordersPerSecond: number
  readonly decideSeconds: number
  readonly loadSeconds: number
}

/** The same line, byte for byte, that the demo writes of a live run. */
const asJson = ({ key, customerId, orderId, ruleName, verdict, reason, facts }: Decision, currency: string): string =>
  `${JSON.stringify({
    at: printTime(key.at),
    customerId,
    orderId,
    rule: ruleName,
    verdict,
    reason,
    facts: printFacts(facts, currency),
  })}\n`

const asText = ({ key, customerId, orderId, ruleName, reason, figures }: Decision, currency: string): string => {
  const whom = customerId === null ? 'somebody unknown' : `customer ${customerId}`
  const what = orderId === null ? '' : `, order ${orderId}`
  const kept = reason === null ? 'gave' : `kept back (${reasonInWords(reason, figures, currency)})`
  return `${printTime(key.at).slice(0, 16).replace('T', ' ')}  ${whom}${what}: ${kept}: ${ruleName}\n`
}

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000

/** Writes in pieces of some size: a system call a line would take longer than deciding. */
class Page {
  readonly #terminal: Terminal
  #lines: string[] = []
  #length = 0

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  write(line: string): void {
    this.#lines.push(line)
    this.#length += line.length
    if (this.#length > 65_536) this.close()
  }

  close(): void {
    this.#terminal.out(this.#lines.join(''))
    this.#lines = []
    this.#length = 0
  }
}
