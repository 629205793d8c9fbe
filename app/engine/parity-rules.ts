import { type CustomerHistory, emptyHistory, fold } from '../ledger/customer.ts'
import type { OrderEntry } from '../ledger/entries.ts'
import type { ShopReader } from '../ledger/shop-figures.ts'
import type { Cart } from '../rules/checkout/cart.ts'
import { compileLeaf } from '../rules/compile.ts'
import { isFactOperand, open } from '../rules/conditions.ts'
import { parseTime } from '../rules/iso-time.ts'
import { outcomesOf } from '../rules/outcomes.ts'
import { search } from '../rules/search.ts'
import { allHold, anyHolds, negate, type Truth } from '../rules/three-valued.ts'
import type { Condition, FactValue, Leaf, RuleDocument } from '../rules/types.ts'
import { isAboutContacts } from '../vocabulary/contacts.ts'
import type { Subject } from '../vocabulary/define.ts'
import { factNamed, triggerNamed, vocabulary } from '../vocabulary/vocabulary.ts'
import { factReader } from './fact-reader.ts'
import type { Occasion, ParityOffer, Standing, Terms } from './parity-terms.ts'
import { type CheckoutTerms, prepareRule, type RunnableRule } from './prepare-rule.ts'

export type RuleOptions = { readonly currency: string; readonly timeZone: string }

/** One of our rules as an offer, by the first discount that it gives; undefined for a rule that gives none. */
export const ruleOfferOf = (document: RuleDocument, { currency, timeZone }: RuleOptions): ParityOffer | undefined => {
  const { name, schedule, limits } = document
  const rule = prepareRule({ id: name, version: 1, state: 'live', document, liveSince: null }, currency)
  const given = rule.checkout ? offerAtCheckout(rule.checkout) : offerByCode(document, currency)
  if (given === undefined) return undefined
  const endsAt = schedule?.endsAt == null ? undefined : parseTime(schedule.endsAt)
  return {
    id: name,
    title: name,
    ...given,
    ...(limits?.perCustomer && { perCustomer: limits.perCustomer }),
    runsAt: (at) => rule.isOpen(at, timeZone),
    ...(endsAt !== undefined && { endsAt }),
    source: { kind: 'rule', terms: ruleTerms(rule, document.trigger, timeZone) },
  }
}

type Given = Pick<ParityOffer, 'worth' | 'minimum'>

const offerByCode = (document: RuleDocument, currency: string): Given | undefined => {
  const discount = outcomesOf(document, vocabulary, { currency }).find((outcome) => outcome.discount)?.discount
  return (
    discount && {
      worth: 'percent' in discount ? { percent: discount.percent } : { amount: discount.amount },
      minimum: discount.minimum ?? 0,
    }
  )
}

/** What comes off the whole order, where it gives several things. */
const offerAtCheckout = ({ offers }: CheckoutTerms): Given | undefined => {
  const offer = offers.find(({ on }) => on === 'order') ?? offers[0]
  if (offer === undefined) return undefined
  const { on, worth, minimum = 0 } = offer
  if (on === 'order') return { worth, minimum }
  return { worth: { unpriced: on === 'shipping' ? 'shipping' : 'some products' }, minimum }
}

const ruleTerms = (rule: RunnableRule, trigger: string, timeZone: string): Terms => {
  const { facts } = rule.evaluable
  const named = { hangsOn: facts.filter((name) => !isFromOrders(name)), assumes: facts.filter(isOfRecord) }
  switch (trigger) {
    case 'order.created':
    case 'order.paid':
      return {
        newcomers: newcomersMeet(rule, AT_FIRST_ORDER),
        ...named,
        fits: rule.fits,
        standing: (occasion) => standingUnder(rule, occasion, timeZone),
      }
    case 'customer.created':
    case 'every.day':
      return {
        newcomers: newcomersMeet(rule, BEFORE_ANY_ORDER),
        ...named,
        standing: (occasion) => standingUnder(rule, { ...occasion, order: undefined }, timeZone, trigger),
      }
    case 'checkout': {
      const asksCart = facts.some(isOfCart)
      return {
        newcomers: newcomersMeet(rule, BEFORE_ANY_ORDER),
        ...named,
        standing: (occasion) =>
          // At the end nobody stands at the checkout, and nothing is in any cart.
          asksCart && occasion.order === undefined
            ? 'neither'
            : standingUnder(rule, { ...occasion, order: undefined }, timeZone, trigger, occasion.order),
      }
    }
    default:
      return triggerNamed(trigger)?.crossing
        ? { newcomers: undefined, ...named, hangsOn: ['who comes into a group'], standing: () => 'not known' }
        : // What follows on a cancellation or a refund is nothing that anybody is won by.
          { newcomers: false, ...named, standing: () => 'neither' }
  }
}

/** Conditions asked twice: of the regular, and of somebody whose only order this is. */
const standingUnder = (
  { evaluable: { conditions }, needsForecast }: RunnableRule,
  occasion: Occasion,
  timeZone: string,
  trigger?: string,
  ordered?: OrderEntry,
): Standing => {
  const { at, order, customer, shop } = occasion
  const ranks = new StrangersShop(shop)
  const cart = ordered && cartOf(ordered)
  const subject: Subject = { at, order, customer, shop, timeZone, cart }
  const knows = (name: string) =>
    isOfCart(name)
      ? cart !== undefined && KNOWN_OF_CARTS.includes(name)
      : isFromOrders(name) || (isOfRecord(name) && occasion.isRecordKnown)
  const stranger = conditionHolds(
    conditions,
    factReader({ ...subject, customer: strangerLike(occasion), shop: ranks }),
    knows,
  )
  // Nobody's record is made twice.
  const regular = trigger === 'customer.created' ? false : conditionHolds(conditions, factReader(subject), knows)
  if (regular === true) return 'gets it'
  if (stranger === false && !ranks.wasAsked) return 'neither'
  if (regular === undefined || ranks.wasAsked || needsForecast) return 'not known'
  return stranger === true || asksRecordOnly(conditions) ? 'shut out' : 'not known'
}

/** Whether all that is not known is of the person's record, which a stranger may have as it likes. */
const asksRecordOnly = (condition: Condition): boolean => {
  const opened = open(condition)
  if (opened.kind === 'leaf') return factsIn(opened.leaf).every((name) => isFromOrders(name) || isOfRecord(name))
  return (opened.kind === 'not' ? [opened.part] : opened.parts).every(asksRecordOnly)
}

/** Kleene's logic over a rule's conditions: of facts that nobody knows here, nothing is claimed. */
const conditionHolds = (
  condition: Condition,
  read: (name: string) => FactValue,
  knows: (name: string) => boolean,
): Truth => {
  const opened = open(condition)
  switch (opened.kind) {
    case 'all':
      return allHold(opened.parts.map((part) => conditionHolds(part, read, knows)))
    case 'any':
      return anyHolds(opened.parts.map((part) => conditionHolds(part, read, knows)))
    case 'not':
      return negate(conditionHolds(opened.part, read, knows))
    case 'leaf':
      return factsIn(opened.leaf).every(knows) ? compileLeaf(opened.leaf)(read) : undefined
  }
}

const factsIn = ({ fact, value }: Leaf): readonly string[] => (isFactOperand(value) ? [fact, value.fact] : [fact])

/** What an order tells of the cart that it was; both stand at the checkout signed in. */
const cartOf = ({ subtotal, total, itemsCount = 0, skus, country, isBusiness = false }: OrderEntry): Cart => ({
  subtotal: Math.max(0, subtotal ?? total),
  itemsCount,
  skus,
  productTags: [],
  country: country ?? undefined,
  currency: '',
  customerKnown: true,
  isBusiness,
  hasSubscription: false,
})

const KNOWN_OF_CARTS = ['subtotal', 'itemsCount', 'skus', 'country', 'customerKnown', 'isBusiness'].map(
  (name) => `cart.${name}`,
)
const isOfCart = (name: string): boolean => name.startsWith('cart.')

const isOfRecord = (name: string): boolean => factNamed(name)?.ofRecord === true
const isFromOrders = (name: string): boolean =>
  (!isOfCart(name) || KNOWN_OF_CARTS.includes(name)) &&
  !isOfRecord(name) &&
  !isAboutContacts(name) &&
  factNamed(name)?.needsForecast !== true

/** The same person, had they never bought before: consent and birthday are theirs, tags come of being a customer. */
const strangerLike = ({ customer, order }: Occasion): CustomerHistory => {
  const { emailConsent, smsConsent, birthdayMonth } = customer
  const stranger = { ...emptyHistory(''), emailConsent, smsConsent, birthdayMonth }
  if (order !== undefined) fold(stranger, order)
  return stranger
}

/** Where a stranger would rank is not worked out: whoever asks is noted. */
class StrangersShop implements ShopReader {
  wasAsked = false
  readonly #shop: ShopReader

  constructor(shop: ShopReader) {
    this.#shop = shop
  }

  place(): undefined {
    this.wasAsked = true
    return undefined
  }

  get customersCount(): number {
    return this.#shop.customersCount
  }

  get repeatCustomersCount(): number {
    return this.#shop.repeatCustomersCount
  }

  get ordersLast30Days(): number {
    return this.#shop.ordersLast30Days
  }

  get spentLast365Days(): number {
    return this.#shop.spentLast365Days
  }

  get largestSpentLast365Days(): number | undefined {
    return this.#shop.largestSpentLast365Days
  }

  get medianGapMs(): number | undefined {
    return this.#shop.medianGapMs
  }
}

/** Whether anybody without history can meet a rule: reasoned from its conditions alone. */
const newcomersMeet = ({ evaluable }: RunnableRule, facts: readonly Leaf[]): Truth => {
  const asked = facts.filter(({ fact }) => evaluable.facts.includes(fact))
  const { outcome } = search({ all: [evaluable.conditions, ...asked] }, { facts: SPECS })
  return outcome === 'undecided' ? undefined : outcome === 'found'
}

const SPECS = new Map(vocabulary.facts.map((spec) => [spec.name, spec]))

const leaf = (fact: string, operator: Leaf['operator'], value: Leaf['value'] = true): Leaf => ({
  fact,
  operator,
  value,
})

const NEVER_BEFORE: readonly Leaf[] = [
  leaf('customer.medianDaysBetweenOrders', 'isNotSet'),
  leaf('customer.tags', 'isNotSet'),
  leaf('order.daysSincePrevious', 'isNotSet'),
  leaf('order.previousAverageValue', 'isNotSet'),
  leaf('order.previousSilenceRatio', 'isNotSet'),
]
const AT_FIRST_ORDER: readonly Leaf[] = [
  ...NEVER_BEFORE,
  ...[
    ...['customer.ordersCount', 'customer.keptOrdersCount', 'customer.ordersLast30Days', 'customer.ordersLast90Days'],
    ...['customer.ordersLast365Days', 'order.position'],
  ].map((fact) => leaf(fact, 'equal', 1)),
  leaf('customer.daysSinceFirstOrder', 'equal', 0),
  leaf('customer.daysSinceLastOrder', 'equal', 0),
  leaf('customer.lifecycle', 'equal', 'new'),
  leaf('order.isFirst', 'equal', true),
]
const BEFORE_ANY_ORDER: readonly Leaf[] = [
  ...NEVER_BEFORE,
  ...[
    ...['customer.ordersCount', 'customer.keptOrdersCount', 'customer.ordersLast30Days', 'customer.ordersLast90Days'],
    ...['customer.ordersLast365Days', 'customer.grossSpent', 'customer.totalSpent'],
  ].map((fact) => leaf(fact, 'equal', 0)),
  ...[
    ...['customer.daysSinceFirstOrder', 'customer.daysSinceLastOrder', 'customer.firstOrderAt', 'customer.lastOrderAt'],
    ...['customer.lifecycle', 'customer.country', 'customer.spendRank', 'customer.spendTopPercent'],
    ...['customer.spendTopPercent365', 'customer.averageOrderValue'],
  ].map((fact) => leaf(fact, 'isNotSet')),
]
