import type { Operator, Scalar } from '../types.ts'
import { checksumOf } from './checksum.ts'

/**
 * The rules of a shop as the checkout reads them: lists all the way down, for a name costs bytes and an object time. Whoever reads
 * a policy trusts its form once the checksum fits, for nobody else can write there.
 */
export type Policy = readonly [format: typeof FORMAT, checksum: number, body: PolicyBody]

export type PolicyBody = readonly [
  /** The shop's. */
  currency: string,
  ceilingPercent: number,
  /** Products with it are never discounted; empty for none. */
  noDiscountTag: string,
  /** Names that rules choose products by; a rule speaks of their places in tags, types and SKUs one after the other. */
  tags: readonly string[],
  types: readonly string[],
  skus: readonly string[],
  /** What is asked of the cart, each once. */
  cartLeaves: readonly CartLeafRow[],
  rules: readonly RuleRow[],
]

/** A leaf over cart facts without their shelf; a fact on its right is a list: name, times (0 for none), plus, whole or not. */
export type CartLeafRow = readonly [
  fact: string,
  operator: Operator,
  value: Scalar | readonly Scalar[] | 0,
  other?: FactRow,
]
export type FactRow = readonly [fact: string, times: number, plus: number, isWhole: 0 | 1]

export type RuleRow = readonly [
  /** Sum of the powers of two below. */
  traits: number,
  /** The largest number that it asks a standing for. */
  largestNumber: number,
  /** 0 for none, else from 1 on: of those who share it one is given, the best where it is even, the first where it is odd. */
  group: number,
  /** The last day on which it gives; empty for none. */
  endsOn: string,
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
  /** Of a hundred, or minor units. */
  worth: number,
  isAmount: 0 | 1,
  /** 0 for none. */
  atMost: number,
  minimum: number,
  takesSubscriptions: 0 | 1,
  message: string,
  select: readonly number[],
]

export const ON_ORDER = 0
export const ON_PRODUCTS = 1
export const ON_SHIPPING = 2

export const FORMAT = 1

export const sealPolicy = (body: PolicyBody): Policy => [FORMAT, checksumOf(body), body]

/** Undefined for whatever no server of ours wrote, or what was damaged since. */
export const readPolicy = (value: unknown): PolicyBody | undefined => {
  if (!Array.isArray(value) || value[0] !== FORMAT || !Array.isArray(value[2])) return undefined
  return checksumOf(value[2]) === value[1] ? (value as unknown as Policy)[2] : undefined
}
