import type { Customer, DiscountCode, UsedCode } from './store/records.ts'
import { ordersOfCustomer, type ShopState } from './store/state.ts'
import { isInSegment } from './storefront/segment-members.ts'

/** What somebody is about to order. */
type Cart = { readonly customer: Customer | null; readonly subtotal: number; readonly at: number }

/** What a code takes off an order at the checkout; throws in Shopify's words where it cannot be used. */
export const applyCode = (state: ShopState, code: string, cart: Cart): UsedCode => {
  const discount = state.codes.get(state.codeIds.get(code.trim().toLowerCase()) ?? 0)
  const refusal = codeRefusal(state, discount, cart)
  if (discount === undefined || refusal !== undefined) throw new Error(`${refusal}: ${code}`)
  // As the customer typed it: Shopify keeps the discount's own spelling.
  const { code: spelled, value } = discount
  if ('app' in value) throw new Error('What a function gives is for the storefront to ask')
  if ('freeShipping' in value) return { code: spelled, amount: 0, type: 'shipping' }
  return 'percentage' in value
    ? { code: spelled, amount: Math.round(cart.subtotal * value.percentage), type: 'percentage' }
    : { code: spelled, amount: Math.min(value.amount, cart.subtotal), type: 'fixed_amount' }
}

/** Why a code takes nothing off, in Shopify's words; undefined where it does. */
export const codeRefusal = (
  state: ShopState,
  discount: DiscountCode | undefined,
  { customer, subtotal, at }: Cart,
): string | undefined => {
  if (discount === undefined) return "This discount code doesn't exist"
  const { startsAt, endsAt, usageLimit, usageCount, customerIds, oncePerCustomer, minimumSubtotal } = discount
  if (startsAt > at) return "This discount code isn't valid yet"
  if (endsAt !== null && endsAt <= at) return 'This discount code has expired'
  if (usageLimit !== null && usageCount >= usageLimit) return 'This discount code has reached its usage limit'
  const segments = (discount.segmentIds ?? []).flatMap((id) => state.segments.get(id) ?? [])
  const isOneOf =
    customerIds.length + segments.length === 0 ||
    (customer !== null &&
      (customerIds.includes(customer.id) || segments.some(({ query }) => isInSegment(state, query, customer))))
  if (!isOneOf) return "This discount code isn't available to you"
  const isUsed = (customer === null ? [] : ordersOfCustomer(state, customer.id)).some(({ discountCodes }) =>
    discountCodes.some(({ code }) => code.toLowerCase() === discount.code.toLowerCase()),
  )
  if (oncePerCustomer && isUsed) return 'This discount code has already been used'
  if (minimumSubtotal !== null && subtotal < minimumSubtotal) return "The order doesn't reach the code's minimum"
  return undefined
}
