import type { DiscountCode } from '../../store/records.ts'
import { connectionOf, type PageArguments } from '../connection.ts'
import type { Context, Node } from '../execution.ts'
import { gid } from '../gids.ts'
import { customerNode, iso } from './customer-node.ts'
import { moneyV2 } from './money-bag.ts'

export const codeDiscountNode = (discount: DiscountCode, context: Context): Node => ({
  __typename: 'DiscountCodeNode',
  id: gid('DiscountCodeNode', discount.id),
  codeDiscount: () => basicDiscount(discount, context),
})

export const discountNode = (discount: DiscountCode, context: Context): Node => ({
  __typename: 'DiscountNode',
  id: gid('DiscountNode', discount.id),
  discount: () => basicDiscount(discount, context),
})

const basicDiscount = (discount: DiscountCode, context: Context): Node => {
  const { shop } = context
  return {
    __typename: 'DiscountCodeBasic',
    title: discount.title,
    status: statusOf(discount, shop.now()),
    startsAt: iso(discount.startsAt),
    endsAt: discount.endsAt === null ? null : iso(discount.endsAt),
    createdAt: iso(discount.createdAt),
    updatedAt: iso(discount.createdAt),
    usageLimit: discount.usageLimit,
    appliesOncePerCustomer: discount.oncePerCustomer,
    asyncUsageCount: discount.usageCount,
    tags: discount.tags,
    discountClasses: ['ORDER'],
    codesCount: { __typename: 'Count', count: 1, precision: 'EXACT' },
    codes: (args: PageArguments) =>
      connectionOf(
        [discount],
        args,
        ({ id, code, usageCount }) => ({
          __typename: 'DiscountRedeemCode',
          id: gid('DiscountRedeemCode', id),
          code,
          asyncUsageCount: usageCount,
        }),
        context,
        'DiscountCodeBasic.codes',
      ),
    combinesWith: {
      __typename: 'DiscountCombinesWith',
      orderDiscounts: discount.combinesWith.orders,
      productDiscounts: discount.combinesWith.products,
      shippingDiscounts: discount.combinesWith.shipping,
    },
    context: () => contextOf(discount, context),
    customerGets: () => ({
      __typename: 'DiscountCustomerGets',
      appliesOnOneTimePurchase: true,
      appliesOnSubscription: false,
      items: { __typename: 'AllDiscountItems', allItems: true },
      value: discountValue(discount, context),
    }),
    minimumRequirement: () =>
      discount.minimumSubtotal === null
        ? null
        : {
            __typename: 'DiscountMinimumSubtotal',
            greaterThanOrEqualToSubtotal: moneyV2(shop.state, discount.minimumSubtotal),
          },
  }
}

const discountValue = ({ value }: DiscountCode, { shop }: Context): Node =>
  'percentage' in value
    ? { __typename: 'DiscountPercentage', percentage: value.percentage }
    : { __typename: 'DiscountAmount', amount: moneyV2(shop.state, value.amount), appliesOnEachItem: value.onEachItem }

const contextOf = (discount: DiscountCode, context: Context): Node => {
  if (discount.customerIds.length === 0) return { __typename: 'DiscountBuyerSelectionAll', all: 'ALL' }
  const customers = discount.customerIds.flatMap((id) => context.shop.state.customers.get(id) ?? [])
  return { __typename: 'DiscountCustomers', customers: customers.map((customer) => customerNode(customer, context)) }
}

const statusOf = ({ startsAt, endsAt }: DiscountCode, now: number) => {
  if (startsAt > now) return 'SCHEDULED'
  return endsAt !== null && endsAt <= now ? 'EXPIRED' : 'ACTIVE'
}
