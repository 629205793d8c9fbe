import type { CustomerHistory } from '../ledger/customer.ts'
import type { ShopForecast } from '../models/shop-forecast.ts'
import type { Explanation } from '../rules/explain.ts'
import { shelfOf } from '../rules/fact-names.ts'
import { makePhrasebook } from '../rules/sentence.ts'
import type { RuleDocument } from '../rules/types.ts'
import type { Contacts } from '../vocabulary/define.ts'
import { vocabulary } from '../vocabulary/vocabulary.ts'
import type { Crowd } from './crowd.ts'
import { explainWhole } from './explain-customer.ts'
import { factReader } from './fact-reader.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { standsInWords } from './stands-in-words.ts'
import { type Finding, type FindingLeaf, type Need, tell, whatItTakes } from './what-it-takes.ts'

export type CustomerBrief = {
  /** How they stand, a line each; none for somebody who never ordered. */
  readonly lines: readonly string[]
  readonly rules: readonly RuleBrief[]
}
export type RuleBrief = {
  readonly ruleId: string
  /** The conditions hold as things stand; undefined where that depends on the next order or cart. */
  readonly holds: boolean | undefined
  /** What they bring to it, or what it would take. */
  readonly why: readonly string[]
}

type BriefOptions = {
  readonly at: number
  readonly currency: string
  readonly timeZone: string
  readonly forecast: ShopForecast | undefined
  readonly contacts: Contacts
}

/**
 * How a customer stands with the shop and its rules at a moment. An order and a cart are not there yet: what is said of them
 * is not known, and limits are not asked, for they are asked when a rule is.
 */
export const briefCustomer = (
  customer: CustomerHistory,
  crowd: Crowd,
  rules: readonly { readonly rule: RunnableRule; readonly document: RuleDocument }[],
  options: BriefOptions,
): CustomerBrief => {
  const { at, currency, timeZone, forecast, contacts } = options
  const shop = crowd.figures
  // Others may have been read a while ago: this customer is as they are now.
  shop.advance(at)
  shop.enter(customer)
  const read = factReader({ at, timeZone, customer, order: undefined, shop, forecast, contacts })
  const book = makePhrasebook(vocabulary, { currency })
  return {
    lines: standsInWords(read, shop.place('year', customer.id), currency),
    rules: rules.map(({ rule, document }) => {
      const best = settle(explainWhole(document, rule, read), true)
      const findings = tell(best, {
        document,
        book,
        read,
        othersOf: (ranking) => crowd.spendsOfOthers(ranking, customer.id),
      })
      const holds = !best.held ? false : settle(best, false).held ? true : undefined
      const needs = holds === false ? whatItTakes(findings) : undefined
      return { ruleId: rule.id, holds, why: needs === undefined ? foundIn(findings) : needsInWords(needs) }
    }),
  }
}

/** Shelves that say something of the customer as things stand. */
const isKnown = (fact: string): boolean => ['customer', 'shop'].includes(shelfOf(fact)) || !fact.includes('.')

/** The same with whatever is not known turned for the whole, or against it. */
const settle = (explanation: Explanation, wanted: boolean): Explanation => {
  if (explanation.kind === 'leaf') {
    const { fact, operandFact } = explanation
    const isOpen = !isKnown(fact) || (operandFact !== undefined && !isKnown(operandFact))
    return isOpen ? { ...explanation, held: wanted } : explanation
  }
  if (explanation.kind === 'not') {
    const parts = explanation.parts.map((part) => settle(part, !wanted))
    return { ...explanation, parts, held: parts.every(({ held }) => !held) }
  }
  const parts = explanation.parts.map((part) => settle(part, wanted))
  const isEvery = explanation.kind === 'all' || parts.length === 0
  return { ...explanation, parts, held: isEvery ? parts.every(({ held }) => held) : parts.some(({ held }) => held) }
}

const foundIn = (finding: Finding): readonly string[] => [
  ...new Set(
    leavesOf(finding)
      .filter(({ fact }) => isKnown(fact))
      .map(({ found }) => found),
  ),
]

const leavesOf = (finding: Finding): readonly FindingLeaf[] =>
  finding.kind === 'leaf' ? [finding] : finding.parts.flatMap(leavesOf)

/** Everything of `all` a line, of `any` one line with "or". */
const needsInWords = (need: Need): readonly string[] => {
  switch (need.kind) {
    case 'one':
      return [need.text]
    case 'all':
      return need.parts.flatMap(needsInWords)
    case 'any':
      return [[...new Set(need.parts.map((part) => needsInWords(part).join(' and ')))].join(', or ')]
    default:
      return need satisfies never
  }
}
