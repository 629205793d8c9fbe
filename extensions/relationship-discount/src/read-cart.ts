import type { ToldCart } from '../../../app/rules/checkout/cart-line.ts'
import type { Delivery } from '../../../app/rules/checkout/checkout-cart.ts'
import { decimalsOf } from '../../../app/rules/money.ts'
import type { DeliveryGroup, Input } from './input.ts'

/** What Shopify says of a cart, in the words of the rules. An amount that is none stays none, and nothing is given on it. */
export const readCart = ({ cart, shop, presentmentCurrencyRate }: Input): ToldCart => {
  const { buyerIdentity, deliveryGroups, lines } = cart
  const currency = cart.cost.subtotalAmount.currencyCode
  const unit = 10 ** decimalsOf(currency)
  // Known by an e-mail address alone is not signed in.
  const customer = buyerIdentity?.isAuthenticated ? buyerIdentity.customer : null
  return {
    lines,
    unit,
    deliveries: deliveryGroups.flatMap((group) => readDelivery(group, unit)),
    currency,
    rate: Number(presentmentCurrencyRate),
    country: deliveryGroups[0]?.deliveryAddress?.countryCode ?? undefined,
    customer: customer === null ? undefined : { numberOfOrders: customer.numberOfOrders },
    isBusiness: Boolean(buyerIdentity?.purchasingCompany),
    today: shop.localTime.date,
  }
}

const readDelivery = ({ id, deliveryOptions }: DeliveryGroup, unit: number): readonly Delivery[] => {
  if (id === undefined || deliveryOptions === undefined) return []
  return [{ id, options: deliveryOptions.map(({ handle, cost }) => ({ handle, cost: minorOf(cost.amount, unit) })) }]
}

const minorOf = (amount: string, unit: number): number => Math.round(+amount * unit)
