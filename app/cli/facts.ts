import { factsAsOf } from '../engine/facts-as-of.ts'
import { printFacts } from '../engine/print-facts.ts'
import { replay } from '../engine/replay.ts'
import { readValue } from '../rules/fact-values.ts'
import { printTime } from '../rules/iso-time.ts'
import type { FactValue } from '../rules/types.ts'
import { factNamed } from '../vocabulary/vocabulary.ts'
import type { Command } from './command.ts'
import { readLedger } from './orders/read-ledger.ts'
import { JSON_OUTPUT, momentOf, ORDER_OPTIONS } from './shop-options.ts'

/** Every customer fact of every customer, as a rule would see them at a moment. */
export const facts: Command = {
  name: 'facts',
  summary: 'what is known of each customer at a moment: orders, spend, rank, rhythm',
  about:
    'Reads the orders up to and including the moment and prints every fact that a rule can ask about a customer.\nWhat is not known (the days between orders of somebody with one order) is left out.',
  options: [
    ...ORDER_OPTIONS,
    { name: 'as-of', value: 'TIME', required: true, says: 'the moment: 2026-12-01, or 2026-12-01T09:30:00Z' },
    { name: 'customer', value: 'ID', many: true, says: 'only these customers' },
    JSON_OUTPUT,
  ],
  examples: [
    'facts --orders orders.jsonl.gz --refunds refunds.jsonl.gz --as-of 2026-12-01',
    'facts --orders orders.jsonl --as-of 2026-12-01 --customer 17850',
    'facts --orders orders.jsonl --as-of 2026-12-01T18:00:00+01:00 --json > facts.jsonl',
  ],
  run: async (call, terminal) => {
    const at = momentOf(call, 'as-of') ?? 0
    const ledger = await readLedger(call, terminal)
    const { currency, timeZone } = ledger
    const { customers } = replay(ledger.entries, [], { currency, timeZone, to: at })
    const asked = new Set(call.all('customer'))
    const rows = factsAsOf(customers.values(), at, timeZone).filter(
      ({ customerId }) => asked.size === 0 || asked.has(customerId),
    )
    for (const { customerId, facts: known } of rows) {
      terminal.out(
        call.has('json')
          ? `${JSON.stringify({ customerId, facts: printFacts(known, currency) })}\n`
          : `Customer ${customerId}\n${inWords(known, currency)}\n`,
      )
    }
    for (const id of asked) {
      if (!rows.some(({ customerId }) => customerId === id))
        terminal.err(`Customer ${id} has neither order nor refund up to ${printTime(at)}.\n`)
    }
    if (rows.length === 0 && asked.size === 0) terminal.err(`Nobody has an order or a refund up to ${printTime(at)}.\n`)
    return 0
  },
}

const inWords = (known: Readonly<Record<string, Exclude<FactValue, undefined>>>, currency: string): string =>
  Object.entries(known)
    .flatMap(([name, value]) => {
      const spec = factNamed(name)
      return spec === undefined ? [] : [`  ${spec.label}: ${readValue(spec, shortened(value), { currency })}\n`]
    })
    .join('')

const MOST_ITEMS = 10

/** A regular's list of articles would fill the screen. */
const shortened = (value: FactValue): FactValue =>
  Array.isArray(value) && value.length > MOST_ITEMS
    ? [...value.slice(0, MOST_ITEMS), `and ${value.length - MOST_ITEMS} more`]
    : value
