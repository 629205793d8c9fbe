import { readMoney } from '../rules/money.ts'
import { quoteText } from '../rules/quoted-text.ts'
import type { JudgedOffer } from './judge-offer.ts'
import type { ParityReport } from './parity.ts'
import type { OfferWorth, UnknownAudience } from './parity-terms.ts'
import type { ReportedOffer } from './shop-parity.ts'

/** What the parity guard found, for the merchant. Money in the shop's currency. */
export type ParityWords = { readonly currency: string; readonly regularAbove: number; readonly source: Source }

/** Where what is known comes from: files, whose lines a person can change, or the shop itself. */
export type Source = 'files' | 'shop'

export const summaryInWords = (
  { gaps, proposed, regulars }: Pick<ParityReport, 'gaps' | 'proposed' | 'regulars'>,
  { currency }: Pick<ParityWords, 'currency'>,
): string => {
  if (gaps.offers === 0) {
    const none = regulars === 0 ? 'No regular ordered in the last 12 months, so nobody is shut out.' : 'No gap is open.'
    return `${none}${proposedInWords(proposed)}`
  }
  const [one, them] = gaps.offers === 1 ? ['is', 'it'] : ['are', 'them']
  return [
    `${inWords(gaps.offers)} of your offers ${one} for newcomers only.`,
    `${many(gaps.shutOut, 'regular')} ${gaps.shutOut === 1 ? "doesn't" : "don't"} get ${them}.`,
    `Including them would have cost ${readMoney(gaps.cost, currency)} in the last 12 months.${proposedInWords(proposed)}`,
  ].join(' ')
}

export const offerInWords = (judged: JudgedOffer, regulars: number, words: ParityWords): string => {
  const { offer, verdict, isProposed, isOver, shutOut, cost } = judged
  const { currency } = words
  const state = `${isProposed ? 'looks like newcomers only, for you to confirm' : verdict}${isOver ? ' (it is over)' : ''}`
  const toClose = closingOf(judged, words)
  return [
    `${offer.title} (${offer.id}): ${state}`,
    `  ${whyInWords(judged, words)}`,
    ...(verdict === 'newcomers only'
      ? [`  ${shutOut.length} of ${many(regulars, 'regular')} shut out; ${costInWords(offer.worth, cost, currency)}`]
      : []),
    ...(toClose === undefined ? [] : [`  ${toClose}`]),
    '',
  ].join('\n')
}

/** In one sentence or two: what the verdict was found by. */
export const whyInWords = (judged: JudgedOffer, { source }: Pick<ParityWords, 'source'>): string => {
  const { reason, verdict, offer, notKnown } = judged
  const rest = verdict === 'newcomers only' && notKnown > 0 ? ` Of ${many(notKnown, 'more')} it is not known.` : ''
  switch (reason.kind) {
    case 'said so':
      return verdict === 'open to all' ? 'You say that regulars get it too.' : 'You say that only newcomers get it.'
    case 'no regulars':
      return 'No regular ordered in the last 12 months, so there is nobody to shut out.'
    case 'hangs on':
      return `It hangs on ${reason.names.join(', ') || 'what their orders do not tell'}, which ${TOLD_BY[source]} do not tell of everybody.`
    case 'opaque':
      return OPAQUE[reason.why]
    case 'had theirs':
      return `Anybody may use it once. ${usedInWords(reason)}: regulars who used it then cannot again, while every stranger can; regulars who never used it still could.`
    case 'uses':
      return usesInWords(reason, judged, source)
    case 'terms':
      return `${termsInWords(offer, verdict, source)}${rest}`
  }
}

type Uses = Extract<JudgedOffer['reason'], { kind: 'uses' }>

const usesInWords = (reason: Uses, { verdict }: JudgedOffer, source: Source): string => {
  const { uses, firstUses, usesNeeded } = reason
  if (verdict === 'newcomers only')
    return `By its terms anybody may use it. ${usedInWords(reason)}: does anything keep regulars from it?${source === 'files' ? ' Say "newcomersOnly": true or false in its line.' : ''}`
  if (uses === 0) return 'By its terms anybody may use it; no order carries it.'
  if (firstUses < uses)
    return `By its terms anybody may use it, and ${uses - firstUses} of ${many(uses, 'order')} that carry it ${uses - firstUses === 1 ? 'was' : 'were'} not the first.`
  const needed = Number.isFinite(usesNeeded)
    ? `${usesNeeded} would show that it is no accident`
    : 'nobody ordered twice while it ran'
  return `By its terms anybody may use it. ${many(uses, 'order')} ${uses === 1 ? 'carries' : 'carry'} it, all of them first orders; that is too few to tell: ${needed}.`
}

const usedInWords = ({ uses, usesNeeded, firstShare }: Pick<Uses, 'uses' | 'usesNeeded' | 'firstShare'>): string =>
  `All ${uses} orders that carry it were first orders, where ${Math.round(firstShare * 100)}% of all orders were (${usesNeeded} would be too many for an accident, less than 1 in 100)`

const termsInWords = ({ source }: JudgedOffer['offer'], verdict: JudgedOffer['verdict'], told: Source): string => {
  if (source.kind === 'named') return 'It is for some customers, one by one.'
  const whom = source.kind === 'segment' ? `meets ${quoteText(source.text)}` : 'meets its conditions'
  switch (verdict) {
    case 'newcomers only':
      return `Somebody who never ordered ${whom}, and regulars do not.${assumedInWords(source, told)}`
    case 'regulars too':
      return `Wherever somebody who never ordered ${whom}, regulars do.`
    case 'not for newcomers':
      return `Nobody who never ordered ${whom}.`
    default:
      return 'It is for everybody.'
  }
}

const assumedInWords = (source: JudgedOffer['offer']['source'], told: Source): string =>
  !('terms' in source) || source.terms.assumes.length === 0
    ? ''
    : ` Regulars are counted whatever their ${source.terms.assumes.join(', ')}, where ${TOLD_BY[told]} do not tell.`

const TOLD_BY: Readonly<Record<Source, string>> = { files: 'these files', shop: 'the shop’s orders' }

const OPAQUE: Readonly<Record<UnknownAudience, string>> = {
  app: 'Another app decides who gets it, and does not say how.',
  segment: 'It is for a segment whose query cannot be read here.',
  codes: 'It has more codes than can be looked at.',
}

/** What an offer takes off: "10%", "£5.00 off", "free shipping". */
export const worthInWords = (worth: OfferWorth, currency: string): string => {
  if ('percent' in worth) return `${worth.percent}%`
  return 'amount' in worth ? readMoney(worth.amount, currency) : UNPRICED[worth.unpriced]
}

/** "10%, on orders from £25.00, once per customer, beside discounts on products". */
export const offerTermsInWords = (
  {
    worth,
    minimum,
    oncePerCustomer,
    combinesWith,
  }: Pick<ReportedOffer, 'worth' | 'minimum' | 'oncePerCustomer' | 'combinesWith'>,
  currency: string,
): string => {
  const beside = Object.entries(combinesWith ?? {}).flatMap(([what, may]) => (may ? [what] : []))
  return [
    worthInWords(worth, currency),
    ...(minimum > 0 ? [`on orders from ${readMoney(minimum, currency)}`] : []),
    ...(oncePerCustomer ? ['once per customer'] : []),
    ...(beside.length > 0 ? [`beside discounts on ${beside.join(' and ')}`] : []),
  ].join(', ')
}

const UNPRICED: Readonly<Record<Extract<OfferWorth, { unpriced: string }>['unpriced'], string>> = {
  shipping: 'free shipping',
  'some deliveries': 'free shipping of some deliveries',
  'some products': 'a discount on some products',
  'each item': 'an amount off each item',
  'from a number of items': 'for a number of items',
  'with a purchase': 'something with a purchase',
  app: 'what another app gives',
}

/** The end of a sentence that says whom an offer shuts out. */
export const costInWords = (worth: OfferWorth, cost: number, currency: string): string =>
  'unpriced' in worth
    ? `what including them would have cost is not in our figures, for it is ${UNPRICED[worth.unpriced]}.`
    : `including them would have cost ${readMoney(cost, currency)} in the last 12 months.`

/** What would close a gap, in one sentence; undefined where there is none. */
export const closingOf = (
  { verdict, isOver, isProposed, offer }: JudgedOffer,
  { regularAbove, currency }: ParityWords,
): string | undefined => {
  if (verdict !== 'newcomers only' || isOver) return undefined
  const { source, worth, perCustomer } = offer
  const share = worthInWords(worth, currency)
  switch (source.kind) {
    case 'segment':
      return `To close it, widen the segment: (${source.text}) OR number_of_orders > ${regularAbove}`
    case 'rule':
      return `To close it, let its conditions also hold where customer.keptOrdersCount is greaterThan ${regularAbove}.`
    case 'named':
    case 'unknown':
      return undefined
    case 'all':
      return `${isProposed ? 'If so, to close it' : 'To close it'}, offer the same ${share} to the segment number_of_orders > ${regularAbove}${perCustomer ? ', once per customer' : ''}.`
  }
}

const proposedInWords = (proposed: number): string =>
  proposed === 0 ? '' : ` ${inWords(proposed)} more ${proposed === 1 ? 'looks' : 'look'} like it, for you to confirm.`

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']

const inWords = (count: number): string => NUMBERS[count] ?? count.toLocaleString('en')

const many = (count: number, thing: string): string =>
  `${count.toLocaleString('en')} ${thing}${count === 1 || thing === 'more' ? '' : 's'}`
