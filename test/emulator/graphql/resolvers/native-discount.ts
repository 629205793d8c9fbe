import { GraphQLError } from 'graphql'
import { toMinor } from '../../store/money.ts'
import type { Discount, Segment } from '../../store/records.ts'
import type { Context } from '../execution.ts'
import { idOf } from '../gids.ts'
import { automaticDiscountNode } from './discount-node.ts'
import { segmentNode } from './segment-node.ts'
import type { UserError } from './user-error.ts'

/** DiscountAutomaticBasicInput and DiscountAutomaticFreeShippingInput, after the schema has checked their types. */
type Input = {
  readonly title?: string | null
  readonly tags?: readonly string[] | null
  readonly startsAt?: string | null
  readonly endsAt?: string | null
  readonly context?: {
    readonly all?: 'ALL' | null
    readonly customerSegments?: { readonly add?: readonly string[] | null } | null
  } | null
  readonly combinesWith?: {
    readonly orderDiscounts?: boolean | null
    readonly productDiscounts?: boolean | null
    readonly shippingDiscounts?: boolean | null
  } | null
  readonly minimumRequirement?: {
    readonly subtotal?: { readonly greaterThanOrEqualToSubtotal?: string | number | null } | null
    readonly quantity?: unknown
  } | null
}
type BasicInput = Input & {
  readonly customerGets?: {
    readonly items?: { readonly all?: boolean | null } | null
    readonly value?: {
      readonly percentage?: number | null
      readonly discountAmount?: { readonly amount?: string | number | null } | null
    } | null
  } | null
}
type ShippingInput = Input & { readonly destination?: { readonly all?: boolean | null } | null }

export const discountAutomaticBasicCreate = (
  { automaticBasicDiscount: input }: { automaticBasicDiscount: BasicInput },
  context: Context,
) => {
  const { percentage, discountAmount } = input.customerGets?.value ?? {}
  const value =
    percentage != null
      ? { percentage }
      : { amount: toMinor(String(discountAmount?.amount ?? 0), context.shop.state.digits), onEachItem: false }
  const isWorth = 'percentage' in value ? value.percentage > 0 && value.percentage <= 1 : value.amount > 0
  return create(input, value, 'automaticBasicDiscount', context, [
    ...(input.customerGets?.items?.all === true ? [] : [['customerGets', 'items']]),
    ...(isWorth ? [] : [['customerGets', 'value']]),
  ])
}

export const discountAutomaticFreeShippingCreate = (
  { freeShippingAutomaticDiscount: input }: { freeShippingAutomaticDiscount: ShippingInput },
  context: Context,
) =>
  create(
    input,
    { freeShipping: true },
    'freeShippingAutomaticDiscount',
    context,
    input.destination?.all === true ? [] : [['destination']],
  )

export const discountAutomaticDelete = ({ id: globalId }: { id: string }, { shop }: Context) => {
  const id = idOf(globalId, 'DiscountAutomaticNode')
  if (id === null || !shop.state.automatics.has(id)) {
    const userErrors = [{ field: ['id'], code: 'INVALID', message: 'Discount does not exist.' }]
    return { deletedAutomaticDiscountId: null, userErrors }
  }
  shop.commit({ kind: 'discountDeleted', id }, 'app')
  return { deletedAutomaticDiscountId: globalId, userErrors: [] }
}

export const segmentCreate = ({ name, query }: { name: string; query: string }, { shop }: Context) => {
  if (name.trim() === '') {
    return { segment: null, userErrors: [{ field: ['name'], message: "Name can't be blank" }] }
  }
  const at = shop.now()
  const segment: Segment = { id: shop.state.nextIds.segment, name, query, createdAt: at, editedAt: at }
  shop.commit({ kind: 'segmentSaved', segment }, 'app')
  return { segment: segmentNode(segment), userErrors: [] }
}

const create = (
  input: Input,
  value: Discount['value'],
  field: string,
  context: Context,
  missing: readonly (readonly string[])[],
) => {
  const { shop } = context
  const { state } = shop
  if (input.minimumRequirement?.quantity != null)
    throw new GraphQLError('The local Shopify does not know minimum quantities yet', {
      extensions: { code: 'NOT_EMULATED' },
    })
  const segmentIds = (input.context?.customerSegments?.add ?? []).map((id) => idOf(id, 'Segment') ?? 0)
  const blank: readonly (readonly string[])[] = [
    ...(input.title?.trim() ? [] : [['title']]),
    ...(input.startsAt == null ? [['startsAt']] : []),
    ...(segmentIds.length > 0 || input.context?.all === 'ALL' ? [] : [['context']]),
    ...missing,
  ]
  const userErrors: UserError[] = [
    ...blank.map((path) => ({ field: [field, ...path], code: 'BLANK', message: `${path.at(-1)} can't be blank` })),
    ...segmentIds
      .filter((id) => !state.segments.has(id))
      .map(() => ({ field: [field, 'context'], code: 'INVALID', message: 'Customer segment is invalid' })),
  ]
  if (userErrors.length > 0) return { automaticDiscountNode: null, userErrors }
  const minimum = input.minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal
  const discount: Discount = {
    id: state.nextIds.code,
    code: null,
    title: input.title ?? '',
    value,
    customerIds: [],
    segmentIds,
    minimumSubtotal: minimum == null ? null : toMinor(String(minimum), state.digits),
    startsAt: Date.parse(input.startsAt ?? ''),
    endsAt: input.endsAt == null ? null : Date.parse(input.endsAt),
    usageLimit: null,
    oncePerCustomer: false,
    combinesWith: {
      orders: input.combinesWith?.orderDiscounts ?? false,
      products: input.combinesWith?.productDiscounts ?? false,
      shipping: input.combinesWith?.shippingDiscounts ?? false,
    },
    tags: input.tags ?? [],
    createdAt: shop.now(),
    usageCount: 0,
  }
  shop.commit({ kind: 'automaticCreated', discount }, 'app')
  return { automaticDiscountNode: () => automaticDiscountNode(discount, context), userErrors: [] }
}
