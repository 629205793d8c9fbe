import type { Shop } from '../shop.ts'
import type { Customer, LineItem, Order, UsedCode, UsedOffer } from '../store/records.ts'
import { type Applied, type PricedCart, type StorefrontCart, worthOf } from './storefront-cart.ts'

/** The order that a cart becomes, paid, with all that was taken off it; its webhooks follow. */
export const placeOrder = (shop: Shop, cart: StorefrontCart, priced: PricedCart, customer: Customer): Order => {
  const { state } = shop
  const at = shop.now()
  const lines = cart.lines.map(
    ({ tags: _, isSubscription: __, isGiftCard, ...line }, index): LineItem => ({
      ...line,
      id: state.nextIds.line + index,
      ...(isGiftCard && { isGiftCard }),
    }),
  )
  const order: Order = {
    id: state.nextIds.order,
    number: state.nextIds.orderNumber,
    customerId: customer.id,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    paidAt: null,
    cancelledAt: null,
    total: priced.total,
    charges: priced.discounts.reduce((left, { shipping }) => left - shipping, priced.shipping.price),
    shipping: priced.shipping,
    lines,
    discountCodes: priced.discounts.flatMap((applied) => usedCode(applied) ?? []),
    offers: priced.discounts.filter(({ code }) => code === null).map((applied) => usedOffer(applied, lines)),
    countryCode: cart.countryCode,
    note: null,
    tags: [],
    test: false,
    delivery: null,
  }
  shop.commit({ kind: 'orderPlaced', order })
  shop.commit({ kind: 'orderPaid', id: order.id })
  return order
}

const usedCode = (applied: Applied): UsedCode | undefined => {
  const { code, on, value } = applied
  if (code === null) return undefined
  const type = on === 'shipping' ? 'shipping' : 'percentage' in value ? 'percentage' : 'fixed_amount'
  return { code, amount: worthOf(applied), type }
}

const usedOffer = ({ title, value, on, lines: off, shipping }: Applied, lines: readonly LineItem[]): UsedOffer => ({
  title,
  value,
  on,
  lines: Object.fromEntries([...off].map(([index, amount]) => [lines[index]?.id ?? 0, amount])),
  shipping,
})
