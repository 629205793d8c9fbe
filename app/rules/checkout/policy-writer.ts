import { isFactOperand, leavesOf } from '../conditions.ts'
import { operandsOf } from '../domain.ts'
import { type FactOperand, type Leaf, OPERATORS } from '../types.ts'
import type { CheckoutRule } from './checkout-rule.ts'
import { checkOf } from './checksum.ts'
import type { PolicyInput } from './compile-policy.ts'
import type { Offer } from './offer.ts'
import {
  ALL,
  CART_FACTS,
  type CartLeafRow,
  type ConditionRow,
  type FactRow,
  GUESTS_AS_NEWCOMERS,
  LIMITED_PER_CUSTOMER,
  type Names,
  type OfferRow,
  ON_ORDER,
  ON_PRODUCTS,
  ON_SHIPPING,
  PARTS_OF_PERCENT,
  type Places,
  type PolicyBody,
  type RuleRow,
  TAKES_BUSINESS,
  textOf,
} from './policy.ts'
import { anyOf, type Residue, splitConditions } from './split-conditions.ts'
import { keyOf, type StandingLeaf } from './standing-leaf.ts'

const ON = { order: ON_ORDER, products: ON_PRODUCTS, shipping: ON_SHIPPING } as const

/** Writes rules one after the other, and keeps what they have in common. */
export class PolicyWriter {
  readonly tags: readonly string[]
  readonly types: readonly string[]
  readonly skus: readonly string[]
  readonly cartLeaves: CartLeafRow[] = []
  readonly tagsOfLeaves: string[] = []
  readonly numbers = new Set<number>()
  readonly #input: PolicyInput
  readonly #leafPlaces = new Map<string, number>()
  readonly #groups = new Map<string, number>()

  constructor(input: PolicyInput, rules: readonly CheckoutRule[]) {
    this.#input = input
    const selections = rules.flatMap(({ offers }) => offers.flatMap(({ select }) => select ?? []))
    this.tags = namesOf(selections.flatMap(({ productTags }) => productTags))
    this.types = namesOf(selections.flatMap(({ productTypes }) => productTypes))
    this.skus = namesOf(selections.flatMap(({ skus }) => skus))
  }

  /** What the policy is sealed with. */
  bodyOf(rules: readonly RuleRow[]): PolicyBody {
    const { currency, noDiscountTag, ceilingPercent } = this.#input
    return [
      currency,
      noDiscountTag,
      checkOf(currency + noDiscountTag),
      partsOf(ceilingPercent),
      withChecks(this.tags),
      withChecks(this.types),
      withChecks(this.skus),
      this.cartLeaves,
      rules,
    ]
  }

  /** Undefined where it can never hold. */
  rowOf(rule: CheckoutRule): RuleRow | undefined {
    const conditions = splitConditions(rule.conditions, {
      standing: (leaf) => this.#standing({ kind: 'condition', leaf }),
      cart: (leaf) => this.#cart(leaf),
      readShop: this.#input.readShop,
    })
    const isHeld = this.#input.heldRuleIds.has(rule.id)
    const met: Residue = isHeld ? anyOf([conditions, this.#standing({ kind: 'held', ruleId: rule.id })]) : conditions
    if (met === false) return undefined
    const permit = this.#standing({ kind: 'permit', ruleId: rule.id })
    const condition = met === true ? EVERYBODY : met
    // Of what is left alone: a leaf that the shop's facts settled the group of is asked of nobody.
    const asked = [permit, ...standingRowsOf(condition)].map(numberOf)
    for (const number of asked) this.numbers.add(number)
    return [
      this.#traits(rule),
      Math.max(...asked),
      this.#group(rule),
      dayOf(rule.endsOn),
      permit,
      condition,
      rule.offers.map((offer) => this.#offer(offer)),
    ]
  }

  #standing(leaf: StandingLeaf): number {
    return 2 * this.#input.numberOf(keyOf(leaf)) + (this.#input.newcomer(leaf) ? 1 : 0)
  }

  #cart({ fact, operator, value }: Leaf): ConditionRow {
    const [left, compared] = [placeOf(fact), OPERATORS.indexOf(operator)]
    const row: CartLeafRow = isFactOperand(value)
      ? [left, compared, 0, 0, factRow(value)]
      : [left, compared, value, checkOf(textOf(value))]
    const key = JSON.stringify(row)
    const place = this.#leafPlaces.get(key) ?? this.cartLeaves.push(row) - 1
    this.#leafPlaces.set(key, place)
    if (fact === 'cart.productTags') this.tagsOfLeaves.push(...operandsOf({ value }).map(String).filter(isName))
    return -1 - place
  }

  #traits({ guests, isLimitedPerCustomer, conditions }: CheckoutRule): number {
    const asksAboutBusiness = leavesOf(conditions).some(({ fact }) => BUSINESS.has(fact))
    return (
      (guests === 'newcomer' ? GUESTS_AS_NEWCOMERS : 0) +
      (isLimitedPerCustomer ? LIMITED_PER_CUSTOMER : 0) +
      (asksAboutBusiness || !this.#input.leaveOutBusiness ? TAKES_BUSINESS : 0)
    )
  }

  #group({ exclusive }: CheckoutRule): number {
    if (exclusive === undefined) return 0
    // Members that are picked in different ways are never weighed against each other.
    const key = `${exclusive.pick} ${exclusive.group}`
    const place = this.#groups.get(key) ?? this.#groups.size + 1
    this.#groups.set(key, place)
    return 2 * place + (exclusive.pick === 'first' ? 1 : 0)
  }

  #offer({ on, worth, atMost, minimum, message, select, subscriptions }: Offer): OfferRow {
    const isAmount = 'amount' in worth
    return [
      ON[on],
      isAmount ? worth.amount : partsOf(worth.percent),
      isAmount ? 1 : 0,
      atMost ?? 0,
      minimum ?? 0,
      subscriptions ? 1 : 0,
      message,
      checkOf(message),
      placesIn(this.tags, select?.productTags),
      placesIn(this.types, select?.productTypes),
      placesIn(this.skus, select?.skus),
    ]
  }
}

/** A name and its check take two places. */
const placesIn = (all: readonly string[], names: readonly string[] = []): Places =>
  names.length === 0 ? 0 : [...new Set(names)].map((name) => 2 * all.indexOf(name)).sort((left, right) => left - right)

const EVERYBODY: ConditionRow = [ALL]

const standingRowsOf = (condition: ConditionRow): readonly number[] => {
  if (typeof condition !== 'number') return condition.slice(1).flatMap(standingRowsOf)
  return condition < 0 ? [] : [condition]
}

const numberOf = (standingRow: number): number => Math.floor(standingRow / 2)

/** Asked by the facts that a rule is held to when it is about companies. */
const BUSINESS: ReadonlySet<string> = new Set(['cart.isBusiness', 'customer.isBusiness'])

const factRow = ({ fact, times, plus, whole }: FactOperand): FactRow => [
  placeOf(fact),
  Math.round((times ?? 0) * 100),
  Number(plus ?? 0),
  whole === true ? 1 : 0,
]

const placeOf = (fact: string): number => {
  const place = CART_FACTS.findIndex((name) => `cart.${name}` === fact)
  if (place < 0) throw new Error(`The checkout knows no ${fact}`)
  return place
}

/** As a number that days can be compared by. */
const dayOf = (day: string | undefined): number => (day === undefined ? 0 : Number(day.replaceAll('-', '')))

/** The next lower that can be written down. */
const partsOf = (percent: number): number => Math.floor(percent * PARTS_OF_PERCENT + 1e-6)

const withChecks = (names: readonly string[]): Names => names.flatMap((name) => [name, checkOf(name)])
const isName = (name: string): boolean => name !== ''
const namesOf = (names: readonly string[]): readonly string[] => [...new Set(names)].sort()
