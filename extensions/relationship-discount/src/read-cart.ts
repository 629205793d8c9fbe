import type { CheckoutCart, CheckoutLine, Delivery } from '../../../app/rules/checkout/checkout-cart.ts'
import { decimalsOf } from '../../../app/rules/money.ts'
import type { DeliveryGroup, Input, Line } from './input.ts'

/** What Shopify says of a cart, in the words of the rules. An amount that is none stays none, and nothing is given on it. */
export const readCart = ({ cart, shop, presentmentCurrencyRate }: Input): CheckoutCart => {
  const { buyerIdentity, deliveryGroups, lines } = cart
  const currency = cart.cost.subtotalAmount.currencyCode
  const unit = 10 ** decimalsOf(currency)
  // Known by an e-mail address alone is not signed in.
  const customer = buyerIdentity?.isAuthenticated ? buyerIdentity.customer : null
  return {
    lines: lines.map((line) => readLine(line, unit)),
    deliveries: deliveryGroups.flatMap((group) => readDelivery(group, unit)),
    currency,
    rate: Number(presentmentCurrencyRate),
    country: deliveryGroups[0]?.deliveryAddress?.countryCode ?? undefined,
    customer: customer === null ? undefined : { numberOfOrders: customer.numberOfOrders },
    isBusiness: Boolean(buyerIdentity?.purchasingCompany),
    today: shop.localTime.date,
  }
}

const NO_TAGS: readonly string[] = []

const readLine = (line: Line, unit: number): CheckoutLine => {
  const { sku, product } = line.merchandise
  const amount = Math.round(+line.cost.subtotalAmount.amount * unit)
  const isSubscription = line.sellingPlanAllocation !== null
  if (product === undefined) return { ...OTHER_LINE, id: line.id, quantity: line.quantity, amount, isSubscription }
  const { hasTags } = product
  let productTags = NO_TAGS
  // A plain loop: it runs for every line.
  for (let at = 0; at < hasTags.length; at++) {
    const answer = hasTags[at]
    if (answer?.hasTag) productTags = productTags === NO_TAGS ? [answer.tag] : [...productTags, answer.tag]
  }
  return {
    id: line.id,
    quantity: line.quantity,
    amount,
    productTags,
    productType: product.productType ?? undefined,
    sku: sku ?? undefined,
    isGiftCard: product.isGiftCard,
    isSubscription,
  }
}

/** What is no article of the shop's, such as a repair that was agreed on. */
const OTHER_LINE = { productTags: NO_TAGS, productType: undefined, sku: undefined, isGiftCard: false }

const readDelivery = ({ id, deliveryOptions }: DeliveryGroup, unit: number): readonly Delivery[] => {
  if (id === undefined || deliveryOptions === undefined) return []
  return [{ id, options: deliveryOptions.map(({ handle, cost }) => ({ handle, cost: minorOf(cost.amount, unit) })) }]
}

const minorOf = (amount: string, unit: number): number => Math.round(+amount * unit)
