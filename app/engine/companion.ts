import { LONGEST_NAME, MOST_DAYS } from '../rules/bounds.ts'
import { MESSAGES_APART } from '../rules/checkout/offer.ts'
import { isFactOperand } from '../rules/conditions.ts'
import { shelfOf } from '../rules/fact-names.ts'
import { printTime } from '../rules/iso-time.ts'
import { printMoney } from '../rules/money.ts'
import type { Action, Group, Leaf, Limits, RuleDocument } from '../rules/types.ts'
import type { OfferWorth } from './parity-terms.ts'

/** What a companion rule is made after: one of the shop's own discounts. Money in minor units, moments epoch milliseconds. */
export type CompanionBasis = {
  readonly title: string
  readonly worth: OfferWorth
  readonly minimum: number
  readonly oncePerCustomer: boolean
  readonly startsAt: number
  readonly endsAt: number | null
}

export type CompanionOptions = {
  readonly currency: string
  readonly regularAbove: number
  /** When it is, or was, first made: an offer that began before then begins at once. */
  readonly madeAt: number
}

/** The rule that gives regulars at the checkout what an offer gives newcomers; undefined where no rule can give that. */
export const companionOf = (
  basis: CompanionBasis,
  { currency, regularAbove, madeAt }: CompanionOptions,
): RuleDocument | undefined => {
  const { title, worth, minimum, oncePerCustomer, startsAt, endsAt } = basis
  const given = giftOf(worth, currency)
  if (given === undefined) return undefined
  const starts = startsAt > madeAt ? { startsAt: printTime(startsAt) } : {}
  const ends = endsAt === null ? {} : { endsAt: printTime(endsAt) }
  return {
    format: 1,
    name: cut(`Regulars get ${title} too`, LONGEST_NAME),
    trigger: 'checkout',
    conditions: forRegulars(regularAbove),
    actions: [
      {
        type: given.type,
        params: {
          ...given.params,
          ...(minimum > 0 && { minimumSubtotal: printMoney(minimum, currency) }),
          message: messageFor(title),
        },
      },
    ],
    ...(oncePerCustomer && { limits: { perCustomer: { times: 1, days: MOST_DAYS } } }),
    ...((startsAt > madeAt || endsAt !== null) && { schedule: { ...starts, ...ends } }),
  }
}

/**
 * The same of one of our own rules: what it gives by code or at the checkout, and no more of it. Undefined where taking out what
 * makes somebody new would leave other conditions about the customer behind, or where regulars may meet the rule already: they
 * would have it twice.
 */
export const companionOfRule = (
  { name, trigger, conditions, actions, limits, exclusive, schedule, priority }: RuleDocument,
  { regularAbove }: Pick<CompanionOptions, 'regularAbove'>,
): RuleDocument | undefined => {
  const gifts = actions.filter(({ type }) => type.startsWith('discount.'))
  const others = othersThanNew(conditions, regularAbove)
  if (gifts.length === 0 || others === undefined) return undefined
  const isAtCheckout = trigger === 'checkout'
  const held = limitsOf(limits, isAtCheckout)
  return {
    format: 1,
    name: cut(`Regulars get ${name} too`, LONGEST_NAME),
    // Whoever was won by leaving their name, or on a day of its own, has no such day again: their next order is theirs.
    trigger: isAtCheckout || trigger === 'order.created' ? trigger : 'order.paid',
    conditions: { all: [...forRegulars(regularAbove).all, ...others] },
    actions: isAtCheckout ? gifts.map((gift) => withMessage(gift, name)) : gifts,
    ...(Object.keys(held).length > 0 && { limits: held }),
    ...(exclusive && { exclusive }),
    ...(schedule && { schedule }),
    ...(priority !== undefined && { priority }),
  }
}

const forRegulars = (regularAbove: number): { readonly all: readonly Leaf[] } => ({
  all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: regularAbove }],
})

/** A newcomer is one once; without a limit of its own a code for regulars would come with every order. */
const limitsOf = ({ perCustomer, budget, coolDownDays, total }: Limits = {}, isAtCheckout: boolean): Limits => ({
  ...(perCustomer ? { perCustomer } : isAtCheckout ? {} : { perCustomer: { times: 1, days: 365 } }),
  ...(coolDownDays !== undefined && { coolDownDays }),
  ...(total && { total }),
  ...(budget && { budget }),
})

/** Of conditions that no regular meets, because of leaves about being new: the others, if they are true of anybody alike. */
const othersThanNew = (conditions: Group, regularAbove: number): readonly Leaf[] | undefined => {
  const leaves =
    'all' in conditions ? conditions.all : 'any' in conditions && conditions.any.length === 1 ? conditions.any : []
  const plain = leaves.filter((part) => 'fact' in part)
  if (plain.length < leaves.length || !plain.some((leaf) => shutsOutRegulars(leaf, regularAbove))) return undefined
  const others = plain.filter((leaf) => !shutsOutRegulars(leaf, regularAbove))
  return others.every(isOfAnybody) ? others : undefined
}

const COUNTS: readonly string[] = ['customer.ordersCount', 'customer.keptOrdersCount', 'order.position']

const shutsOutRegulars = ({ fact, operator, value }: Leaf, regularAbove: number): boolean => {
  if (fact === 'order.isFirst') return operator === 'equal' && value === true
  if (!COUNTS.includes(fact) || typeof value !== 'number') return false
  if (operator === 'lessThan') return value <= regularAbove + 1
  return (operator === 'equal' || operator === 'lessThanInclusive') && value <= regularAbove
}

/** What a cart, an order or a person may be, whether they bought before or not. */
const isOfAnybody = ({ fact, value }: Leaf): boolean =>
  !isFactOperand(value) && (shelfOf(fact) === 'cart' || shelfOf(fact) === 'shop' || OF_ANYBODY.includes(fact))

const OF_ANYBODY: readonly string[] = [
  ...['order.total', 'order.subtotal', 'order.itemsCount', 'order.skus', 'order.country', 'order.vendors'],
  ...['customer.country', 'customer.emailConsent', 'customer.smsConsent', 'customer.birthdayMonth'],
]

const giftOf = (worth: OfferWorth, currency: string): Pick<Action, 'type' | 'params'> | undefined => {
  if ('percent' in worth) return { type: 'discount.order', params: { percent: worth.percent } }
  if ('amount' in worth) return { type: 'discount.order', params: { amount: printMoney(worth.amount, currency) } }
  return worth.unpriced === 'shipping' ? { type: 'discount.shipping', params: { percent: 100 } } : undefined
}

const withMessage = ({ type, params }: Action, title: string): Action => ({
  type,
  params: { ...params, message: messageFor(title) },
})

const LONGEST_MESSAGE = 100
const BECAUSE = ': yours too, because you keep coming back'

/** Of no two live rules the same, for it names the offer. */
const messageFor = (title: string): string =>
  `${cut(title.replaceAll(MESSAGES_APART, ' and '), LONGEST_MESSAGE - BECAUSE.length)}${BECAUSE}`

const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text
