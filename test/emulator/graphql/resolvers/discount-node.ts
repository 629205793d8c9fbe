import type { AppTerms, Discount } from '../../store/records.ts'
import { discountStatus } from '../../webhooks/payloads/discount-payload.ts'
import { connectionOf, type PageArguments } from '../connection.ts'
import type { Context, Node } from '../execution.ts'
import { gid } from '../gids.ts'
import { iso } from '../iso.ts'
import { customerNode } from './customer-node.ts'
import { metafieldOf } from './metafields.ts'
import { moneyV2 } from './money-bag.ts'
import { segmentNode } from './segment-node.ts'

export const codeDiscountNode = (discount: Discount, context: Context): Node => ({
  __typename: 'DiscountCodeNode',
  id: gid('DiscountCodeNode', discount.id),
  codeDiscount: () => nativeDiscount(discount, context),
})

export const automaticDiscountNode = (discount: Discount, context: Context): Node => ({
  __typename: 'DiscountAutomaticNode',
  id: gid('DiscountAutomaticNode', discount.id),
  automaticDiscount: () =>
    'app' in discount.value
      ? appDiscountNode(discount, discount.value.app, context)
      : nativeDiscount(discount, context),
  metafield: metafieldOf(discount.metafields),
})

export const discountNode = (discount: Discount, context: Context): Node => ({
  __typename: 'DiscountNode',
  id: gid('DiscountNode', discount.id),
  discount: () =>
    'app' in discount.value
      ? appDiscountNode(discount, discount.value.app, context)
      : nativeDiscount(discount, context),
  metafield: metafieldOf(discount.metafields),
})

export const appDiscountNode = (discount: Discount, app: AppTerms, context: Context): Node => ({
  __typename: 'DiscountAutomaticApp',
  ...ofEvery(discount, context),
  discountId: gid('DiscountAutomaticNode', discount.id),
  discountClasses: app.classes,
  appliesOnOneTimePurchase: app.onOneTimePurchase,
  appliesOnSubscription: app.onSubscription,
  recurringCycleLimit: app.recurringCycleLimit,
  appDiscountType: {
    __typename: 'AppDiscountType',
    appKey: context.apiKey,
    functionId: app.functionHandle,
    title: app.functionHandle,
    discountClasses: app.classes,
  },
})

const nativeDiscount = (discount: Discount, context: Context): Node => {
  const shipping = 'freeShipping' in discount.value
  return {
    __typename: `Discount${discount.code === null ? 'Automatic' : 'Code'}${shipping ? 'FreeShipping' : 'Basic'}`,
    ...ofEvery(discount, context),
    ...(discount.code !== null && ofCodes(discount, discount.code, context)),
    ...(shipping
      ? {
          appliesOnOneTimePurchase: true,
          appliesOnSubscription: false,
          destinationSelection: { __typename: 'DiscountCountryAll', allCountries: true },
          maximumShippingPrice: null,
        }
      : {
          customerGets: () => ({
            __typename: 'DiscountCustomerGets',
            appliesOnOneTimePurchase: true,
            appliesOnSubscription: false,
            items: { __typename: 'AllDiscountItems', allItems: true },
            value: discountValue(discount, context),
          }),
        }),
  }
}

const ofEvery = (discount: Discount, context: Context) => {
  const { shop } = context
  return {
    title: discount.title,
    status: discountStatus(discount, shop.now()),
    startsAt: iso(discount.startsAt),
    endsAt: discount.endsAt === null ? null : iso(discount.endsAt),
    createdAt: iso(discount.createdAt),
    updatedAt: iso(discount.updatedAt ?? discount.createdAt),
    asyncUsageCount: discount.usageCount,
    tags: discount.tags,
    discountClasses: ['freeShipping' in discount.value ? 'SHIPPING' : 'ORDER'],
    combinesWith: {
      __typename: 'DiscountCombinesWith',
      orderDiscounts: discount.combinesWith.orders,
      productDiscounts: discount.combinesWith.products,
      shippingDiscounts: discount.combinesWith.shipping,
    },
    context: () => contextOf(discount, context),
    minimumRequirement: () =>
      discount.minimumSubtotal === null
        ? null
        : {
            __typename: 'DiscountMinimumSubtotal',
            greaterThanOrEqualToSubtotal: moneyV2(shop.state, discount.minimumSubtotal),
          },
  }
}

const ofCodes = ({ id, usageLimit, oncePerCustomer, usageCount }: Discount, code: string, context: Context) => ({
  usageLimit,
  appliesOncePerCustomer: oncePerCustomer,
  codesCount: { __typename: 'Count', count: 1, precision: 'EXACT' },
  codes: (args: PageArguments) =>
    connectionOf(
      [{ id }],
      args,
      () => ({
        __typename: 'DiscountRedeemCode',
        id: gid('DiscountRedeemCode', id),
        code,
        asyncUsageCount: usageCount,
      }),
      context,
      'DiscountCodeBasic.codes',
    ),
})

const discountValue = ({ value }: Discount, { shop }: Context): Node | null => {
  if ('freeShipping' in value || 'app' in value) return null
  return 'percentage' in value
    ? { __typename: 'DiscountPercentage', percentage: value.percentage }
    : { __typename: 'DiscountAmount', amount: moneyV2(shop.state, value.amount), appliesOnEachItem: value.onEachItem }
}

const contextOf = ({ customerIds, segmentIds = [] }: Discount, context: Context): Node => {
  const { customers, segments } = context.shop.state
  if (segmentIds.length > 0) {
    const held = segmentIds.flatMap((id) => segments.get(id) ?? [])
    return { __typename: 'DiscountCustomerSegments', segments: held.map(segmentNode) }
  }
  if (customerIds.length === 0) return { __typename: 'DiscountBuyerSelectionAll', all: 'ALL' }
  const named = customerIds.flatMap((id) => customers.get(id) ?? [])
  return { __typename: 'DiscountCustomers', customers: named.map((customer) => customerNode(customer, context)) }
}
