import { explainCustomer } from '../engine/explain-customer.ts'
import { FileProblems } from '../engine/line-problems.ts'
import { printTime } from '../rules/iso-time.ts'
import { nearest } from '../rules/near-miss.ts'
import { summary } from '../rules/sentence.ts'
import { vocabulary } from '../vocabulary/vocabulary.ts'
import { type Command, UsageError } from './command.ts'
import { explanationAsJson, explanationInWords } from './explain-words.ts'
import { readLedger } from './orders/read-ledger.ts'
import { POLICIES, readPolicies } from './read-policies.ts'
import { readRules, runnable } from './rules/read-rules.ts'
import { JSON_OUTPUT, momentOf, ORDER_OPTIONS } from './shop-options.ts'

/** Why, why not, and what it would take, for one customer and one rule. */
export const explain: Command = {
  name: 'explain',
  summary: 'why a customer gets something from a rule or not, and what it would take',
  about: [
    'Shows each condition of the rule with what the customer brings to it, what the limits say, and what would have to',
    'change. Facts are as of the moment; facts about an order are those of the latest one that the rule was asked about.',
    'Exit code 1 when the customer would get nothing.',
  ].join('\n'),
  options: [
    { name: 'rule', value: 'FILE', required: true, says: 'the rule file' },
    { name: 'customer', value: 'ID', required: true, says: "the customer's id, as in the orders file" },
    ...ORDER_OPTIONS,
    {
      name: 'at',
      value: 'TIME',
      says: 'the moment: 2026-12-01, or 2026-12-01T09:30:00Z (default: the end of the orders)',
    },
    POLICIES,
    JSON_OUTPUT,
  ],
  examples: [
    'explain --rule top.json --customer 17850 --orders orders.jsonl.gz --refunds refunds.jsonl.gz',
    'explain --rule top.json --customer 17850 --orders orders.jsonl --at 2026-10-01',
  ],
  run: async (call, terminal) => {
    const moment = momentOf(call, 'at')
    const policies = await readPolicies(call)
    const ledger = await readLedger(call, terminal, policies)
    const { currency, timeZone, entries } = ledger
    const [file, ...others] = await readRules([call.get('rule')], currency)
    const [rule] = file === undefined ? [] : runnable([file], currency)
    if (file === undefined || rule === undefined || others.length > 0)
      throw new UsageError('--rule takes one rule file: a folder holds several')

    const at = moment ?? entries.at(-1)?.at ?? 0
    const customerId = call.get('customer')
    const explained = explainCustomer(entries, { rule, document: file.document }, customerId, at, {
      currency,
      timeZone,
      policies,
    })
    if (explained === undefined) {
      const known = [
        ...new Set([...entries].flatMap((entry) => ('customerId' in entry ? (entry.customerId ?? []) : []))),
      ]
      throw new FileProblems([unknownCustomer(call.get('orders'), customerId, known, at)])
    }
    terminal.out(
      call.has('json')
        ? `${JSON.stringify(explanationAsJson(explained, rule.name, customerId, currency))}\n`
        : explanationInWords(explained, {
            name: rule.name,
            sentence: summary(file.document, vocabulary, { currency }),
            customerId,
            currency,
          }),
    )
    return explained.verdict === 'granted' ? 0 : 1
  },
}

const unknownCustomer = (file: string, id: string, known: readonly string[], at: number): string => {
  if (known.includes(id)) return `${file}: customer ${id} has no order yet by ${printTime(at)}`
  const meant = nearest(id, known)
  return `${file}: there is no customer ${id}${meant === undefined ? '' : `; did you mean ${meant}?`}`
}
