import { GraphQLError } from 'graphql'
import type { Shop } from '../../shop.ts'
import { toMinor } from '../../store/money.ts'
import type { DiscountCode } from '../../store/records.ts'
import { idOf } from '../gids.ts'
import type { UserError } from './user-error.ts'

/** DiscountCodeBasicInput, after the schema has checked its types: nearly everything may be missing. */
export type DiscountInput = {
  readonly title?: string | null
  readonly code?: string | null
  readonly startsAt?: string | null
  readonly endsAt?: string | null
  readonly usageLimit?: number | null
  readonly appliesOncePerCustomer?: boolean | null
  readonly tags?: readonly string[] | null
  readonly combinesWith?: {
    readonly orderDiscounts?: boolean | null
    readonly productDiscounts?: boolean | null
    readonly shippingDiscounts?: boolean | null
  } | null
  readonly context?: DiscountContext | null
  /** Deprecated for `context`, and still accepted. */
  readonly customerSelection?: {
    readonly all?: boolean | null
    readonly customers?: { readonly add?: readonly string[] | null } | null
  } | null
  readonly customerGets?: {
    readonly items?: {
      readonly all?: boolean | null
      readonly collections?: unknown
      readonly products?: unknown
    } | null
    readonly value?: {
      readonly percentage?: number | null
      readonly discountAmount?: {
        readonly amount?: string | number | null
        readonly appliesOnEachItem?: boolean | null
      } | null
      readonly discountOnQuantity?: unknown
    } | null
  } | null
  readonly minimumRequirement?: {
    readonly subtotal?: { readonly greaterThanOrEqualToSubtotal?: string | number | null } | null
    readonly quantity?: unknown
  } | null
}

type DiscountContext = {
  readonly all?: 'ALL' | null
  readonly customers?: { readonly add?: readonly string[] | null } | null
  readonly customerSegments?: unknown
  readonly markets?: unknown
}

const LONGEST = 255

/** The discount that the input asks for, or everything that Shopify would refuse about it. */
export const readDiscountInput = (
  input: DiscountInput,
  shop: Shop,
): { code: DiscountCode } | { userErrors: UserError[] } => {
  const problems: UserError[] = []
  const refuse = (field: readonly string[], code: string, message: string) => {
    problems.push({ field: ['basicCodeDiscount', ...field], code, message })
  }

  const title = input.title?.trim() ?? ''
  if (title === '') refuse(['title'], 'BLANK', "Title can't be blank")
  if (title.length > LONGEST) refuse(['title'], 'TOO_LONG', `Title is too long (maximum is ${LONGEST} characters)`)

  const code = input.code?.trim() ?? ''
  if (code === '') refuse(['code'], 'BLANK', "Code can't be blank")
  else if (code.length > LONGEST) refuse(['code'], 'TOO_LONG', `Code is too long (maximum is ${LONGEST} characters)`)
  else if (shop.state.codeIds.has(code.toLowerCase())) {
    refuse(['code'], 'TAKEN', 'Code must be unique. Please try a different code.')
  }

  const startsAt = input.startsAt == null ? null : Date.parse(input.startsAt)
  const endsAt = input.endsAt == null ? null : Date.parse(input.endsAt)
  if (startsAt === null) refuse(['startsAt'], 'BLANK', "Starts at can't be blank")
  else if (endsAt !== null && endsAt <= startsAt) {
    refuse(['endsAt'], 'END_DATE_BEFORE_START_DATE', 'Ends at needs to be after starts_at')
  }

  if (input.usageLimit != null && input.usageLimit <= 0) {
    refuse(['usageLimit'], 'GREATER_THAN', 'Usage limit must be greater than 0')
  }

  const value = readValue(input, shop, refuse)
  const customerIds = readBuyers(input, shop, refuse)
  const minimumSubtotal = readMinimum(input, shop, refuse)

  if (problems.length > 0 || value === null) return { userErrors: problems }
  const id = shop.state.nextIds.code
  return {
    code: {
      id,
      code,
      title,
      value,
      customerIds,
      minimumSubtotal,
      startsAt: startsAt ?? shop.now(),
      endsAt,
      usageLimit: input.usageLimit ?? null,
      oncePerCustomer: input.appliesOncePerCustomer ?? false,
      combinesWith: {
        orders: input.combinesWith?.orderDiscounts ?? false,
        products: input.combinesWith?.productDiscounts ?? false,
        shipping: input.combinesWith?.shippingDiscounts ?? false,
      },
      tags: input.tags ?? [],
      createdAt: shop.now(),
      usageCount: 0,
    },
  }
}

type Refuse = (field: readonly string[], code: string, message: string) => void

const readValue = ({ customerGets }: DiscountInput, { state }: Shop, refuse: Refuse): DiscountCode['value'] | null => {
  const items = customerGets?.items
  if (items?.collections != null || items?.products != null) throw notEmulated('discounts on some products')
  if (items?.all !== true) refuse(['customerGets', 'items'], 'BLANK', "Items can't be blank")
  const value = customerGets?.value
  if (value?.discountOnQuantity != null) throw notEmulated('discounts on a quantity')
  const { percentage, discountAmount } = value ?? {}
  if ((percentage == null) === (discountAmount == null)) {
    if (percentage == null) refuse(['customerGets', 'value'], 'BLANK', "Value can't be blank")
    else refuse(['customerGets', 'value'], 'TOO_MANY_ARGUMENTS', 'Only one value is allowed')
    return null
  }
  if (percentage != null) {
    if (percentage > 0 && percentage <= 1) return { percentage }
    refuse(['customerGets', 'value', 'percentage'], 'VALUE_OUTSIDE_RANGE', 'Value must be between 0.0 and 1.0')
    return null
  }
  const amount = toMinor(String(discountAmount?.amount ?? 0), state.digits)
  if (amount > 0) return { amount, onEachItem: discountAmount?.appliesOnEachItem ?? true }
  refuse(['customerGets', 'value', 'discountAmount', 'amount'], 'GREATER_THAN', 'Value must be greater than 0')
  return null
}

/** No id at all: everybody. */
const readBuyers = ({ context, customerSelection }: DiscountInput, { state }: Shop, refuse: Refuse): number[] => {
  if (context?.customerSegments != null || context?.markets != null)
    throw notEmulated('discounts for segments and markets')
  const field = context == null && customerSelection != null ? 'customerSelection' : 'context'
  const named = context?.customers?.add ?? customerSelection?.customers?.add
  const forAll = context?.all != null || customerSelection?.all === true
  if (named == null && !forAll) refuse([field], 'BLANK', "Context can't be blank")
  if (named != null && forAll) refuse([field], 'TOO_MANY_ARGUMENTS', 'Only one of all and customers is allowed')
  return (named ?? []).flatMap((gid) => {
    const id = idOf(gid, 'Customer')
    if (id !== null && state.customers.has(id)) return [id]
    refuse([field, 'customers', 'add'], 'INVALID', `Customer with id: ${gid} is invalid`)
    return []
  })
}

const readMinimum = ({ minimumRequirement }: DiscountInput, { state }: Shop, refuse: Refuse): number | null => {
  const { subtotal, quantity } = minimumRequirement ?? {}
  if (subtotal != null && quantity != null) {
    refuse(
      ['minimumRequirement'],
      'MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT',
      'Minimum subtotal and minimum quantity cannot both be present',
    )
    return null
  }
  if (quantity != null) throw notEmulated('minimum quantities')
  return subtotal?.greaterThanOrEqualToSubtotal == null
    ? null
    : toMinor(String(subtotal.greaterThanOrEqualToSubtotal), state.digits)
}

const notEmulated = (what: string) =>
  new GraphQLError(`The local Shopify does not know ${what} yet`, { extensions: { code: 'NOT_EMULATED' } })
