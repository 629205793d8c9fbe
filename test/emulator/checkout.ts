import type { Customer, DiscountCode, UsedCode } from './store/records.ts'
import { ordersOfCustomer, type ShopState } from './store/state.ts'

/** What somebody is about to order. */
type Cart = { readonly customer: Customer; readonly subtotal: number; readonly at: number }

/** What a code takes off an order at the checkout; throws in Shopify's words where it cannot be used. */
export const applyCode = (state: ShopState, code: string, cart: Cart): UsedCode => {
  const discount = state.codes.get(state.codeIds.get(code.trim().toLowerCase()) ?? 0)
  const refusal = discount === undefined ? "This discount code doesn't exist" : refusalOf(state, discount, cart)
  if (discount === undefined || refusal !== undefined) throw new Error(`${refusal}: ${code}`)
  // As the customer typed it: Shopify keeps the discount's own spelling.
  const { code: spelled, value } = discount
  if ('app' in value) throw new Error('What a function gives is for the storefront to ask')
  if ('freeShipping' in value) return { code: spelled, amount: 0, type: 'shipping' }
  return 'percentage' in value
    ? { code: spelled, amount: Math.round(cart.subtotal * value.percentage), type: 'percentage' }
    : { code: spelled, amount: Math.min(value.amount, cart.subtotal), type: 'fixed_amount' }
}

const refusalOf = (state: ShopState, discount: DiscountCode, { customer, subtotal, at }: Cart): string | undefined => {
  const { startsAt, endsAt, usageLimit, usageCount, customerIds, oncePerCustomer, minimumSubtotal } = discount
  if (startsAt > at) return "This discount code isn't valid yet"
  if (endsAt !== null && endsAt <= at) return 'This discount code has expired'
  if (usageLimit !== null && usageCount >= usageLimit) return 'This discount code has reached its usage limit'
  if ((discount.segmentIds ?? []).length > 0) throw new Error('The local Shopify cannot tell who is in a segment yet')
  if (customerIds.length > 0 && !customerIds.includes(customer.id)) return "This discount code isn't available to you"
  const isUsed = ordersOfCustomer(state, customer.id).some(({ discountCodes }) =>
    discountCodes.some(({ code }) => code.toLowerCase() === discount.code.toLowerCase()),
  )
  if (oncePerCustomer && isUsed) return 'This discount code has already been used'
  if (minimumSubtotal !== null && subtotal < minimumSubtotal) return "The order doesn't reach the code's minimum"
  return undefined
}
