import { createHash } from 'node:crypto'
import type { Policies } from '../rules/policies.ts'
import type { RuleDocument, RuleState } from '../rules/types.ts'
import { companionOf, companionOfRule } from './companion.ts'
import type { JudgedOffer, ParityVerdict } from './judge-offer.ts'
import { type ListedOffer, shopOfferOf } from './listed-offers.ts'
import type { ParityReport } from './parity.ts'
import { ruleOfferOf } from './parity-rules.ts'
import { parityOfferOf } from './parity-segments.ts'
import type { OfferWorth, ParityOffer } from './parity-terms.ts'
import { closingOf, whyInWords } from './parity-words.ts'

/** What a shop's guard looks at, beside its ledger. */
export type ShopParityInput = {
  readonly currency: string
  readonly timeZone: string
  readonly asOf: number
  readonly policies: Pick<Policies, 'regularAbove' | 'staffTag'>
  readonly listed: readonly ListedOffer[]
  /** Those that are live or watched. */
  readonly rules: readonly { readonly id: string; readonly state: RuleState; readonly document: RuleDocument }[]
  /** What people said of offers, and since when there is a rule that gives regulars the same. */
  readonly answers: ReadonlyMap<string, { readonly newcomersOnly: boolean | null; readonly madeAt: number | null }>
}

/** Of one offer, as it is kept. */
export type ReportedOffer = {
  readonly id: string
  readonly title: string
  /** `rule`: one of our own; its id is the rule's. */
  readonly method: 'code' | 'automatic' | 'rule'
  readonly codes: readonly string[]
  readonly worth: OfferWorth
  readonly minimum: number
  readonly oncePerCustomer: boolean
  readonly combinesWith: ListedOffer['combinesWith'] | null
  readonly segment: string | null
  readonly startsAt: number | null
  readonly endsAt: number | null
  readonly verdict: ParityVerdict
  readonly isProposed: boolean
  readonly isOver: boolean
  readonly shutOut: number
  /** Some of them. */
  readonly people: readonly string[]
  readonly notKnown: number
  readonly cost: number
  readonly why: string
  readonly toClose: string | null
  /** The rule that would give regulars the same; null where no rule can. */
  readonly companion: RuleDocument | null
}

export type ShopParityReport = {
  readonly asOf: number
  readonly regularAbove: number
  readonly regulars: number
  readonly offers: readonly ReportedOffer[]
  /** How many regulars exactly these offers shut out: the sets tell of any offers whom they shut out together. */
  readonly shutOutBySet: readonly { readonly offers: readonly string[]; readonly customers: number }[]
}

const NAMED = 5

/** The offers as the survey takes them, in the order in which `reportOf` expects them judged. */
export const offersToSurvey = (input: ShopParityInput): readonly ParityOffer[] => [
  ...input.listed.map((listed) =>
    parityOfferOf(shopOfferOf(listed, input.answers.get(listed.id)?.newcomersOnly ?? undefined), input),
  ),
  ...surveyedRules(input).map(({ offer }) => offer),
]

const surveyedRules = (input: ShopParityInput) =>
  input.rules.flatMap(({ id, document }) => {
    const offer = ruleOfferOf(document, input)
    return offer ? [{ document, offer: { ...offer, id } }] : []
  })

export const reportOf = ({ offers, regulars }: ParityReport, input: ShopParityInput): ShopParityReport => {
  const { asOf, policies, listed } = input
  const rules = surveyedRules(input)
  return {
    asOf,
    regularAbove: policies.regularAbove,
    regulars,
    offers: offers.map((judged, index) => {
      const discount = listed[index]
      return discount ? fromDiscount(judged, discount, input) : fromRule(judged, rules[index - listed.length], input)
    }),
    shutOutBySet: setsOf(offers),
  }
}

const fromDiscount = (judged: JudgedOffer, listed: ListedOffer, input: ShopParityInput): ReportedOffer => {
  const madeAt = input.answers.get(listed.id)?.madeAt ?? input.asOf
  return {
    ...shared(judged, input),
    method: listed.method,
    codes: listed.codes,
    oncePerCustomer: listed.oncePerCustomer,
    combinesWith: listed.combinesWith,
    segment: typeof listed.customers === 'object' ? listed.customers.segment : null,
    startsAt: listed.startsAt,
    companion: companionOf(listed, { ...input, regularAbove: input.policies.regularAbove, madeAt }) ?? null,
  }
}

const fromRule = (
  judged: JudgedOffer,
  rule: { readonly document: RuleDocument } | undefined,
  input: ShopParityInput,
): ReportedOffer => ({
  ...shared(judged, input),
  method: 'rule',
  codes: [],
  oncePerCustomer: judged.offer.perCustomer !== undefined,
  combinesWith: null,
  segment: null,
  startsAt: null,
  companion: (rule && companionOfRule(rule.document, input.policies)) ?? null,
})

const shared = (judged: JudgedOffer, { currency, policies }: ShopParityInput) => {
  const { offer, verdict, isProposed, isOver, shutOut, notKnown, cost } = judged
  const words = { currency, regularAbove: policies.regularAbove, source: 'shop' } as const
  return {
    id: offer.id,
    title: offer.title,
    worth: offer.worth,
    minimum: offer.minimum,
    endsAt: offer.endsAt ?? null,
    verdict,
    isProposed,
    isOver,
    shutOut: shutOut.length,
    people: shutOut.slice(-NAMED),
    notKnown,
    cost,
    why: whyInWords(judged, words),
    toClose: closingOf(judged, words) ?? null,
  }
}

const setsOf = (offers: readonly JudgedOffer[]): ShopParityReport['shutOutBySet'] => {
  const offersOf = new Map<string, string[]>()
  for (const { offer, shutOut } of offers)
    for (const customer of shutOut) offersOf.set(customer, [...(offersOf.get(customer) ?? []), offer.id])
  const sets = Map.groupBy(offersOf.values(), (ids) => JSON.stringify(ids))
  return [...sets.values()].map((same) => ({ offers: same[0] ?? [], customers: same.length }))
}

/** What offers come to that are a gap: whom they shut out together, and the cost of including them. Minor units. */
export const sumOf = (
  { offers, shutOutBySet }: ShopParityReport,
  isGap: (offer: ReportedOffer) => boolean,
): ParityReport['gaps'] => {
  const gaps = offers.filter(isGap)
  const ids = new Set(gaps.map(({ id }) => id))
  return {
    offers: gaps.length,
    shutOut: shutOutBySet.reduce((sum, set) => (set.offers.some((id) => ids.has(id)) ? sum + set.customers : sum), 0),
    cost: gaps.reduce((sum, { cost }) => sum + cost, 0),
  }
}

/** Says whether anything but the ledger has changed since a report was made; the moment itself is no change. */
export const fingerprintOf = ({ asOf: _, answers, ...input }: ShopParityInput): string =>
  createHash('sha256')
    .update(JSON.stringify([FORM, input, [...answers]]))
    .digest('hex')

/** Counts up with every change of what is kept, so that no report of an older form is gone on with. */
const FORM = 1
