import type { ListedOffer } from '../../engine/listed-offers.ts'
import { parseMoney } from '../../rules/money.ts'
import { type AskedDiscount, MOST_CODES } from '../operations/read-offers.ts'
import { idOfGid } from '../payloads/fields.ts'

/** One of Shopify's eight kinds of discounts as the guard knows them. */
export const listedOffer = (gid: string, discount: AskedDiscount, currency: string): ListedOffer => {
  const { title, startsAt, endsAt = null, codes, codesCount, usageLimit, asyncUsageCount = 0, combinesWith } = discount
  const known = codes?.nodes.map(({ code }) => code) ?? []
  return {
    id: idOfGid(gid),
    title,
    method: /^DiscountCode/.test(discount.__typename) ? 'code' : 'automatic',
    codes: known,
    hasMoreCodes: (codesCount?.count ?? known.length) > MOST_CODES,
    worth: worthOf(discount, currency),
    minimum: minorOf(discount.minimumRequirement?.greaterThanOrEqualToSubtotal?.amount ?? '0', currency),
    oncePerCustomer: discount.appliesOncePerCustomer ?? false,
    isUsedUp: usageLimit != null && asyncUsageCount >= usageLimit,
    combinesWith: {
      orders: combinesWith.orderDiscounts,
      products: combinesWith.productDiscounts,
      shipping: combinesWith.shippingDiscounts,
    },
    customers: customersOf(discount),
    startsAt,
    endsAt: endsAt ?? null,
  }
}

const worthOf = (discount: AskedDiscount, currency: string): ListedOffer['worth'] => {
  const { __typename, customerGets, minimumRequirement } = discount
  if (__typename.endsWith('FreeShipping'))
    return { unpriced: isEveryDelivery(discount) ? 'shipping' : 'some deliveries' }
  if (__typename.endsWith('Bxgy')) return { unpriced: 'with a purchase' }
  if (customerGets === undefined) return { unpriced: 'app' }
  const { items, value } = customerGets
  if (items.__typename !== 'AllDiscountItems') return { unpriced: 'some products' }
  if (value.appliesOnEachItem) return { unpriced: 'each item' }
  if (minimumRequirement?.__typename === 'DiscountMinimumQuantity') return { unpriced: 'from a number of items' }
  // A share from 0 to 1; plain multiplication makes 14.000000000000002 per cent of 0.14.
  if (value.percentage !== undefined) return { percent: Number((value.percentage * 100).toFixed(6)) }
  return value.amount === undefined
    ? { unpriced: 'with a purchase' }
    : { amount: minorOf(value.amount.amount, currency) }
}

/** Whoever comes by it never pays for delivery, wherever it goes, whatever it costs and however much is in the parcel. */
const isEveryDelivery = ({ minimumRequirement, maximumShippingPrice, destinationSelection }: AskedDiscount): boolean =>
  minimumRequirement?.__typename !== 'DiscountMinimumQuantity' &&
  maximumShippingPrice == null &&
  (destinationSelection == null || destinationSelection.__typename === 'DiscountCountryAll')

/** A market's offer is for everybody in it, newcomers and regulars alike. */
const customersOf = ({ context, appDiscountType }: AskedDiscount): ListedOffer['customers'] => {
  const queries = context.segments?.map(({ query }) => query) ?? []
  if (context.__typename === 'DiscountCustomerSegments')
    return { segment: queries.length === 1 ? (queries[0] ?? '') : queries.map((query) => `(${query})`).join(' OR ') }
  if (context.__typename === 'DiscountCustomers') return 'named'
  return appDiscountType === undefined ? 'all' : 'unknown'
}

const minorOf = (amount: string, currency: string): number => parseMoney(amount, currency) ?? 0
