import type { Scalar } from '../types.ts'
import { checkOf } from './checksum.ts'
import { hasChecksum, policyChecksum } from './policy-checksum.ts'

/**
 * The rules of a shop as the checkout reads them: lists of whole numbers all the way down, for a name costs bytes and an object
 * time. Whoever reads a policy trusts its form once the checksum fits, for nobody else can write there. Texts are beside it: each
 * has its own check, looked at where it is used, since to look at every character of every rule would take too long.
 */
export type Policy = readonly [format: typeof FORMAT, checksum: number, body: PolicyBody]

export type PolicyBody = readonly [
  /** The shop's. */
  currency: string,
  /** Products with it are never discounted; empty for none. */
  noDiscountTag: string,
  /** Of those two together. */
  check: number,
  ceiling: number,
  /** Names that rules choose products by, each with its check; a rule speaks of the first as 0, the next as 2, and so on. */
  tags: Names,
  types: Names,
  skus: Names,
  /** What is asked of the cart, each once. */
  cartLeaves: readonly CartLeafRow[],
  rules: readonly RuleRow[],
]

export type Names = readonly (string | number)[]

/** Per cents are kept in so many parts of one, whole. */
export const PARTS_OF_PERCENT = 10_000

/**
 * A leaf over cart facts; fact and operator are places in CART_FACTS and OPERATORS. A fact on its right is a list: the fact, times
 * in hundredths (0 for none), plus, whole or not; the value is then 0.
 */
export type CartLeafRow = readonly [
  fact: number,
  operator: number,
  value: Scalar | readonly Scalar[],
  check: number,
  other?: FactRow,
]
export type FactRow = readonly [fact: number, times: number, plus: number, isWhole: 0 | 1]

/** Appended to, never put into another order: policies that are out speak of them by place. So are OPERATORS. */
export const CART_FACTS = [
  'subtotal',
  'itemsCount',
  'skus',
  'productTags',
  'country',
  'currency',
  'customerKnown',
  'isBusiness',
  'hasSubscription',
] as const

export type RuleRow = readonly [
  /** Sum of the powers of two below. */
  traits: number,
  /** The largest number that it asks a standing for. */
  largestNumber: number,
  /** 0 for none, else from 2 on: of those who share it one is given, the best where it is even, the first where it is odd. */
  group: number,
  /** The last day on which it gives, as YYYYMMDD; 0 for none. */
  endsOn: number,
  permit: number,
  condition: ConditionRow,
  offers: readonly OfferRow[],
]

export const GUESTS_AS_NEWCOMERS = 1
export const LIMITED_PER_CUSTOMER = 2
export const TAKES_BUSINESS = 4

/**
 * From 0 on a standing leaf: twice its number, and one more where it holds for newcomers, so that the newcomer row is part of it.
 * Below 0 a cart leaf: −1 is the first. Else [ALL, …], [ANY, …] or [NOT, one].
 */
export type ConditionRow = number | readonly ConditionRow[]

export const ALL = 0
export const ANY = 1
export const NOT = 2

export type OfferRow = readonly [
  on: number,
  /** Parts of per cents, or minor units. */
  worth: number,
  isAmount: 0 | 1,
  /** 0 for none. */
  atMost: number,
  minimum: number,
  takesSubscriptions: 0 | 1,
  message: string,
  check: number,
  tags: Places,
  types: Places,
  skus: Places,
]

/** 0 for none, which is shorter. */
export type Places = 0 | readonly number[]

export const ON_ORDER = 0
export const ON_PRODUCTS = 1
export const ON_SHIPPING = 2

export const FORMAT = 1

export const sealPolicy = (body: PolicyBody): Policy => [FORMAT, policyChecksum(body), body]

/** Undefined for whatever no server of ours wrote, or what was damaged since. */
export const readPolicy = (value: unknown): PolicyBody | undefined => {
  if (!Array.isArray(value) || value[0] !== FORMAT || !Array.isArray(value[2])) return undefined
  const body = value[2] as unknown as PolicyBody
  return hasChecksum(body, value[1]) && checkOf(body[0] + body[1]) === body[2] ? body : undefined
}

/** Thrown where a text is used that is not as it was written. */
export class DamagedText extends Error {}

export const assertCheck = (text: string, check: number): void => {
  if (checkOf(text) !== check) throw new DamagedText('A text of the policy was damaged')
}

/** What the checksum does not guard of a cart leaf: its texts together, and a number's parts of one. */
export const textOf = (value: CartLeafRow[2]): string => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? '' : String(value)
  return typeof value === 'boolean' ? '' : String(value)
}
