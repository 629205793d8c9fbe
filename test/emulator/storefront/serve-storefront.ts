import type { Shop } from '../shop.ts'
import { CATALOGUE } from '../shops/generated/catalogue.ts'
import { toDecimal } from '../store/money.ts'
import type { Customer } from '../store/records.ts'
import type { CheckoutFunction } from './app-offers.ts'
import { placeOrder } from './place-order.ts'
import { priceCart } from './price-cart.ts'
import type { StorefrontCart } from './storefront-cart.ts'
import { addressOf, type Choice, cartPage, thanksPage } from './storefront-pages.ts'

export type StorefrontAnswer =
  | { readonly html: string }
  | { readonly seeOther: string }
  | { readonly status: 404 | 405; readonly body: unknown }

export type Storefront = {
  readonly shopOf: (domain: string | null) => Shop | undefined
  readonly checkoutFunction: CheckoutFunction
  readonly newCustomer: (domain: string) => Customer
}

/** The shop's own pages: what a customer sees. `fields` are of the address or of the form that was sent. */
export const serveStorefront = async (
  method: string,
  pathname: string,
  fields: URLSearchParams,
  { shopOf, checkoutFunction, newCustomer }: Storefront,
): Promise<StorefrontAnswer> => {
  const shop = shopOf(fields.get('shop'))
  if (shop === undefined) return { status: 404, body: { errors: `no shop ${fields.get('shop')}` } }
  const { state } = shop
  const { domain } = state.settings
  const choice = choiceOf(shop, fields)
  const cart = cartOf(shop, choice)
  switch (`${method} ${pathname}`) {
    case 'GET /store':
      return { html: cartPage(state, choice, await priceCart(state, shop.now(), cart, checkoutFunction)) }
    case 'POST /store/accounts':
      return { seeOther: addressOf(domain, newCustomer(domain)) }
    case 'POST /store/orders': {
      if (cart.lines.length === 0) return { seeOther: addressOf(domain, choice.customer) }
      const priced = await priceCart(state, shop.now(), cart, checkoutFunction)
      const order = placeOrder(shop, cart, priced, choice.customer ?? newCustomer(domain))
      return { html: thanksPage(state, choice, order, priced) }
    }
    default:
      return pathname.startsWith('/store')
        ? { status: 405, body: { errors: 'Method Not Allowed' } }
        : { status: 404, body: { errors: 'Not Found' } }
  }
}

/** What stands in the cart before anybody has chosen. */
const AT_FIRST: ReadonlyMap<string, number> = new Map([
  ['TEA-008', 1],
  ['WARE-009', 1],
])

const choiceOf = ({ state }: Shop, fields: URLSearchParams): Choice => {
  const asked = [...fields].filter(([name]) => name.startsWith('q.'))
  const quantities = asked.flatMap(([name, value]): [string, number][] => {
    const quantity = Math.min(99, Math.trunc(Number(value)))
    return quantity > 0 ? [[name.slice('q.'.length), quantity]] : []
  })
  return {
    domain: state.settings.domain,
    customer: state.customers.get(Number(fields.get('as'))) ?? null,
    quantities: asked.length === 0 ? AT_FIRST : new Map(quantities),
    code: fields.get('code')?.trim() ?? '',
  }
}

const cartOf = ({ state }: Shop, { customer, quantities, code }: Choice): StorefrontCart => ({
  customer,
  lines: CATALOGUE.flatMap(({ sku, title, price, id, type, vendor, tags }) => {
    const quantity = quantities.get(sku)
    if (quantity === undefined) return []
    return [
      { sku, title, quantity, price: toDecimal(price, state.digits), productId: id, productType: type, vendor, tags },
    ]
  }),
  code: code || null,
  countryCode: customer?.address.countryCode ?? state.settings.countryCode,
})
