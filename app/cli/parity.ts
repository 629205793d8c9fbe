import type { JudgedOffer } from '../engine/judge-offer.ts'
import { readOffers } from '../engine/offers-file.ts'
import { parity as findGaps, type ParityReport } from '../engine/parity.ts'
import { ruleOfferOf } from '../engine/parity-rules.ts'
import { parityOfferOf } from '../engine/parity-segments.ts'
import { closingOf, offerInWords, type ParityWords, summaryInWords, whyInWords } from '../engine/parity-words.ts'
import { printTime } from '../rules/iso-time.ts'
import { printMoney } from '../rules/money.ts'
import { DEFAULT_POLICIES } from '../rules/policies.ts'
import type { Call } from './call.ts'
import { type Command, UsageError } from './command.ts'
import { openLines } from './orders/open-lines.ts'
import { readLedger } from './orders/read-ledger.ts'
import { readRules } from './rules/read-rules.ts'
import { JSON_OUTPUT, momentOf, ORDER_OPTIONS } from './shop-options.ts'

/** No regular gets a worse deal than a stranger: which offers break that, for whom, and at what cost they would not. */
export const parity: Command = {
  name: 'parity',
  summary: "find offers that newcomers get and regulars don't, and price including them",
  about: [
    'Goes through the orders of the last 12 months and asks, just before each order of a regular, whether a stranger in their',
    'place would have got the offer and they did not. A regular has more than 3 kept orders and is neither a company nor staff.',
    '',
    'The cost of including them is what the offer would have taken off those orders, as far as they meet its minimum and its',
    'dates; of an offer that everybody has once, off the first of them. Codes that are open to all and that only first orders',
    'ever used are proposed for you to confirm. What the files do not tell is said to be not known.',
    '',
    'The exit code is 1 while a gap is open.',
  ].join('\n'),
  options: [
    {
      name: 'offers',
      value: 'FILE',
      required: true,
      says: "the shop's discounts, one a line (.jsonl); see perennial help offers",
    },
    ...ORDER_OPTIONS,
    { name: 'rules', value: 'FILE', many: true, says: 'rule files, or folders with them: discounts that rules give' },
    { name: 'as-of', value: 'TIME', says: 'look no further than this moment (default: that of the last entry)' },
    { name: 'regular-above', value: 'N', says: 'a regular has more kept orders than this (default: 3)' },
    { name: 'customers', says: 'name the regulars that each offer shuts out' },
    JSON_OUTPUT,
  ],
  examples: [
    'parity --offers offers.jsonl --orders orders.jsonl.gz --refunds refunds.jsonl.gz',
    'parity --offers offers.jsonl --rules rules/ --orders orders.jsonl --as-of 2026-12-01',
    'parity --offers offers.jsonl --orders orders.jsonl --regular-above 4 --customers --json',
  ],
  run: async (call, terminal) => {
    const regularAbove = thresholdOf(call)
    const given = momentOf(call, 'as-of')
    const { entries, currency, timeZone } = await readLedger(call, terminal)
    const asOf = given ?? entries.at(-1)?.at ?? 0
    const file = call.get('offers')
    const offers = await readOffers({ name: file, lines: openLines(file) }, currency)
    const rules = await readRules(call.all('rules'), currency)
    const report = findGaps(
      entries,
      [
        ...offers.map((offer) => parityOfferOf(offer, { currency, timeZone, asOf })),
        ...rules.flatMap(({ document }) => ruleOfferOf(document, { currency, timeZone }) ?? []),
      ],
      { timeZone, asOf, policies: { ...DEFAULT_POLICIES, regularAbove } },
    )
    const words: ParityWords = { currency, regularAbove, source: 'files' }
    const naming = call.has('customers')
    for (const judged of report.offers)
      terminal.out(call.has('json') ? asJson(judged, report, words, naming) : asText(judged, report, words, naming))
    terminal.out(call.has('json') ? summaryAsJson(report, words, asOf) : `${summaryInWords(report, words)}\n`)
    return report.gaps.offers > 0 ? 1 : 0
  },
}

const MOST_ORDERS = 100

const thresholdOf = (call: Call): number => {
  const written = call.find('regular-above')
  if (written === undefined) return DEFAULT_POLICIES.regularAbove
  const above = Number(written)
  if (/^\d+$/.test(written) && above <= MOST_ORDERS) return above
  throw new UsageError(`--regular-above ${written} is no whole number of orders from 0 to ${MOST_ORDERS}`)
}

const asText = (judged: JudgedOffer, { regulars }: ParityReport, words: ParityWords, naming: boolean): string => {
  const names = naming && judged.shutOut.length > 0 ? `  Shut out: ${judged.shutOut.join(', ')}\n` : ''
  return `${offerInWords(judged, regulars, words)}${names}\n`
}

const asJson = (judged: JudgedOffer, { regulars }: ParityReport, words: ParityWords, naming: boolean): string => {
  const { offer, verdict, isProposed, isOver, newcomers, shutOut, cost } = judged
  const toClose = closingOf(judged, words)
  return `${JSON.stringify({
    id: offer.id,
    title: offer.title,
    verdict,
    proposed: isProposed,
    over: isOver,
    newcomers: newcomers ?? null,
    regulars: { of: regulars, shutOut: shutOut.length },
    cost: { amount: printMoney(cost, words.currency), currency: words.currency },
    why: whyInWords(judged, words),
    toClose: toClose ?? null,
    ...(naming && { customerIds: shutOut }),
  })}\n`
}

const summaryAsJson = (
  { offers, gaps, proposed, regulars }: ParityReport,
  { currency, regularAbove }: ParityWords,
  asOf: number,
): string =>
  `${JSON.stringify({
    summary: {
      offers: offers.length,
      gaps: gaps.offers,
      proposed,
      regulars: { of: regulars, shutOut: gaps.shutOut },
      cost: { amount: printMoney(gaps.cost, currency), currency },
      regularAbove,
      asOf: printTime(asOf),
    },
  })}\n`
