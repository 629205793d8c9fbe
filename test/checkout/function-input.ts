import type { CheckoutCart, CheckoutLine } from '../../app/rules/checkout/checkout-cart.ts'
import { printMoney } from '../../app/rules/money.ts'

type Told = { readonly policy: unknown; readonly standing: unknown; readonly tags: readonly string[] }

/** What Shopify would say to the function of such a cart. */
export const inputOf = (cart: CheckoutCart, { policy, standing, tags }: Told) => ({
  presentmentCurrencyRate: String(cart.rate),
  shop: { localTime: { date: cart.today } },
  discount: { discountClasses: ['ORDER', 'PRODUCT', 'SHIPPING'], metafield: metafieldOf(policy) },
  cart: {
    cost: { subtotalAmount: { currencyCode: cart.currency } },
    buyerIdentity: {
      isAuthenticated: cart.customer !== undefined,
      customer: cart.customer === undefined ? null : { ...cart.customer, metafield: metafieldOf(standing) },
      purchasingCompany: cart.isBusiness ? { company: { id: 'gid://shopify/Company/1' } } : null,
    },
    // Before an address is known there is a group without one.
    deliveryGroups: [
      {
        id: cart.deliveries[0]?.id ?? 'gid://shopify/CartDeliveryGroup/0',
        deliveryOptions: (cart.deliveries[0]?.options ?? []).map(({ handle, cost }) => ({
          handle,
          cost: { amount: printMoney(cost, cart.currency) },
        })),
        deliveryAddress: cart.country === undefined ? null : { countryCode: cart.country },
      },
    ],
    lines: cart.lines.map((line) => lineOf(line, cart.currency, tags)),
  },
})

const metafieldOf = (jsonValue: unknown) => (jsonValue === undefined || jsonValue === null ? null : { jsonValue })

const lineOf = (line: CheckoutLine, currency: string, tags: readonly string[]) => ({
  id: line.id,
  quantity: line.quantity,
  cost: { subtotalAmount: { amount: printMoney(line.amount, currency) } },
  sellingPlanAllocation: line.isSubscription ? { sellingPlan: { id: 'gid://shopify/SellingPlan/1' } } : null,
  merchandise: {
    sku: line.sku ?? null,
    product: {
      isGiftCard: line.isGiftCard,
      productType: line.productType ?? null,
      hasTags: tags.map((tag) => ({ tag, hasTag: line.productTags.includes(tag) })),
    },
  },
})
