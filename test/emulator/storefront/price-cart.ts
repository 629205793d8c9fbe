import { codeRefusal } from '../checkout.ts'
import { sumToMinor } from '../store/money.ts'
import type { Discount } from '../store/records.ts'
import type { ShopState } from '../store/state.ts'
import { appOffersOn, type CheckoutFunction, isAppDiscount } from './app-offers.ts'
import { type Offered, takenFrom } from './offered.ts'
import { isInSegment } from './segment-members.ts'
import { type Applied, type PricedCart, type StorefrontCart, worthOf } from './storefront-cart.ts'

export const SHIPPING = { title: 'Standard', price: '4.90' } as const

/**
 * What a cart costs, as Shopify reckons: discounts that may not be combined stand against each other and the best of the
 * combinations wins; of those that are taken, products come before the order, and the order before delivery.
 */
export const priceCart = async (
  state: ShopState,
  at: number,
  cart: StorefrontCart,
  checkoutFunction: CheckoutFunction,
): Promise<PricedCart> => {
  const amounts = cart.lines.map((line) => sumToMinor([line], state.digits))
  const subtotal = amounts.reduce((sum, amount) => sum + amount, 0)
  const shipping = { title: SHIPPING.title, price: sumToMinor([{ price: SHIPPING.price, quantity: 1 }], state.digits) }
  const entered =
    cart.code === null ? undefined : state.codes.get(state.codeIds.get(cart.code.trim().toLowerCase()) ?? 0)
  const refusal =
    cart.code === null ? undefined : codeRefusal(state, entered, { customer: cart.customer, subtotal, at })
  const automatics = [...state.automatics.values()].filter((discount) => isFor(state, discount, cart, subtotal, at))
  const open = cart.lines.length === 0 ? [] : [...automatics, ...(entered && refusal === undefined ? [entered] : [])]
  const offered: Offered[] = []
  for (const discount of open) {
    if (isAppDiscount(discount))
      offered.push(
        await appOffersOn({ state, at, discount, cart, shippingPrice: shipping.price }, amounts, checkoutFunction),
      )
    else offered.push(nativeOffer(discount, cart, amounts, shipping.price))
  }
  const discounts = best(offered, amounts, shipping.price)
  const isEnteredTaken = discounts.some(({ code }) => code !== null)
  const off = discounts.reduce((sum, applied) => sum + worthOf(applied), 0)
  return {
    lines: cart.lines.map((line, index) => ({ ...line, amount: amounts[index] ?? 0 })),
    subtotal,
    shipping,
    discounts,
    total: subtotal + (cart.lines.length === 0 ? 0 : shipping.price) - off,
    codeProblem:
      refusal ?? (entered && !isEnteredTaken ? 'Another discount is better, and the two cannot be combined' : null),
  }
}

const isFor = (
  state: ShopState,
  discount: Discount,
  { customer }: StorefrontCart,
  subtotal: number,
  at: number,
): boolean => {
  const { startsAt, endsAt, minimumSubtotal, customerIds, segmentIds = [] } = discount
  if (startsAt > at || (endsAt !== null && endsAt <= at)) return false
  if (minimumSubtotal !== null && subtotal < minimumSubtotal) return false
  if (customerIds.length > 0 && (customer === null || !customerIds.includes(customer.id))) return false
  if (segmentIds.length === 0) return true
  return (
    customer !== null &&
    segmentIds.some((id) => {
      const segment = state.segments.get(id)
      return segment !== undefined && isInSegment(state, segment.query, customer)
    })
  )
}

/** Everything in the cart but gift cards; free delivery. */
const nativeOffer = (
  discount: Discount,
  { lines }: StorefrontCart,
  amounts: readonly number[],
  shippingPrice: number,
): Offered => {
  const { title, code, value } = discount
  const none = { discount, products: [], onOrder: () => [], shipping: [] }
  if ('app' in value) return none
  if ('freeShipping' in value) {
    const free = {
      title,
      code,
      on: 'shipping',
      value: { percentage: 100 },
      lines: new Map(),
      shipping: shippingPrice,
    } as const
    return { ...none, shipping: [free] }
  }
  return {
    ...none,
    onOrder: (left) => {
      const eligible = left.map((amount, index) => (lines[index]?.isGiftCard ? 0 : amount))
      const base = eligible.reduce((sum, amount) => sum + amount, 0)
      const off = 'percentage' in value ? Math.round(base * value.percentage) : Math.min(value.amount, base)
      const told = 'percentage' in value ? { percentage: value.percentage * 100 } : { amount: value.amount }
      return amounts.length === 0 || off === 0
        ? []
        : [{ title, code, on: 'order', value: told, lines: takenFrom(eligible, off), shipping: 0 }]
    },
  }
}

/** Of all that may be combined, what saves most. */
const best = (offered: readonly Offered[], amounts: readonly number[], shippingPrice: number): readonly Applied[] => {
  let taken: readonly Applied[] = []
  let most = 0
  for (let chosen = 1; chosen < 2 ** offered.length; chosen++) {
    const some = offered.filter((_, index) => (chosen >> index) % 2 === 1)
    if (!some.every((one, index) => some.slice(index + 1).every((other) => combine(one, other)))) continue
    const applied = applyAll(some, amounts, shippingPrice)
    const off = applied.reduce((sum, each) => sum + worthOf(each), 0)
    if (off > most) [taken, most] = [applied, off]
  }
  return taken
}

const applyAll = (some: readonly Offered[], amounts: readonly number[], shippingPrice: number): readonly Applied[] => {
  const left = [...amounts]
  const take = (applied: readonly Applied[]): readonly Applied[] => {
    for (const { lines } of applied) for (const [index, off] of lines) left[index] = (left[index] ?? 0) - off
    return applied
  }
  const products = some.flatMap((one) => take(one.products))
  const order = some.flatMap((one) => take(one.onOrder([...left])))
  let shippingLeft = shippingPrice
  const shipping = some
    .flatMap((one) => one.shipping)
    .map((applied) => {
      const off = Math.min(applied.shipping, shippingLeft)
      shippingLeft -= off
      return { ...applied, shipping: off }
    })
  return [...products, ...order, ...shipping].filter((applied) => worthOf(applied) > 0)
}

type Class = Applied['on']

const classesOf = ({ products, onOrder, shipping }: Offered, amounts: readonly number[]): readonly Class[] => [
  ...(products.length > 0 ? (['products'] as const) : []),
  ...(onOrder(amounts).length > 0 ? (['order'] as const) : []),
  ...(shipping.length > 0 ? (['shipping'] as const) : []),
]

/** Both must say so, each of the other's kind. */
const combine = (one: Offered, other: Offered): boolean => allows(one, other) && allows(other, one)

const allows = ({ discount: { combinesWith } }: Offered, other: Offered): boolean =>
  classesOf(other, ONE_LINE).every((on) => combinesWith[on === 'order' ? 'orders' : on])

/** Any cart at all: what kind a discount is does not hang on it. */
const ONE_LINE: readonly number[] = [Number.MAX_SAFE_INTEGER]
