import { CATALOGUE, type Product } from '../shops/generated/catalogue.ts'
import { toDecimal } from '../store/money.ts'
import type { Customer, Order } from '../store/records.ts'
import type { ShopState } from '../store/state.ts'
import { numberOfOrders } from './function-input.ts'
import { peopleIn } from './people.ts'
import { type PricedCart, worthOf } from './storefront-cart.ts'
import { STYLE } from './style.ts'

/** What somebody chose on the storefront, as its address and forms carry it. */
export type Choice = {
  readonly domain: string
  readonly customer: Customer | null
  /** By article number. */
  readonly quantities: ReadonlyMap<string, number>
  readonly code: string
}

/** Cart and checkout on one page: who buys, what, and what it costs them. */
export const cartPage = (state: ShopState, choice: Choice, priced: PricedCart): string => {
  const { customer, quantities, code, domain } = choice
  const [first, rest] = [CATALOGUE.filter(isInFront), CATALOGUE.filter((product) => !isInFront(product))]
  const row = (product: Product) => productRow(state, product, quantities.get(product.sku) ?? 0)
  return page(
    state,
    `<form method="get" action="/store" class="choose">
      <input type="hidden" name="shop" value="${safe(domain)}">
      <section>
        <h2>Who buys</h2>
        <label for="as">Customer</label>
        <select id="as" name="as">${peopleOptions(state, customer)}</select>
        <p class="quiet" data-who>${safe(whoIs(state, customer))}</p>
      </section>
      <section>
        <h2>What</h2>
        ${first.map(row).join('')}
        <details${rest.some(({ sku }) => quantities.has(sku)) ? ' open' : ''}><summary>More things</summary>${rest.map(row).join('')}</details>
      </section>
      <section>
        <label for="code">Discount code</label>
        <input id="code" name="code" value="${safe(code)}" autocomplete="off">
        ${priced.codeProblem === null ? '' : `<p class="problem" role="alert">${safe(priced.codeProblem)}</p>`}
      </section>
      <button>Show the price</button>
    </form>
    <section class="summary" aria-label="Order summary">
      <h2>Order summary</h2>
      ${priced.lines.length === 0 ? '<p>Your cart is empty.</p>' : summary(state, priced)}
      ${
        priced.lines.length === 0
          ? ''
          : `<form method="post" action="/store/orders">${hidden(choice)}<button class="strong">Place order</button></form>`
      }
      <form method="post" action="/store/accounts"><input type="hidden" name="shop" value="${safe(domain)}"><button class="plain">Sign up as somebody new</button></form>
    </section>`,
  )
}

export const thanksPage = (state: ShopState, { domain, customer }: Choice, order: Order, priced: PricedCart): string =>
  page(
    state,
    `<section class="summary" aria-label="Order summary">
      <h2>Thank you. Order #${order.number} is placed</h2>
      ${summary(state, priced)}
      <p><a href="${safe(addressOf(domain, customer))}">Back to the shop</a></p>
    </section>`,
  )

export const addressOf = (domain: string, customer: Pick<Customer, 'id'> | null): string =>
  `/store?${new URLSearchParams({ shop: domain, ...(customer && { as: String(customer.id) }) })}`

const FRONT: readonly string[] = ['TEA-001', 'TEA-003', 'TEA-008', 'WARE-009', 'WARE-011', 'HOME-023']
const isInFront = ({ sku }: Product): boolean => FRONT.includes(sku)

const productRow = (state: ShopState, { sku, title, price }: Product, quantity: number): string =>
  `<div class="product">
    <label for="${safe(sku)}">${safe(title)}</label>
    <span class="price">${money(state, price)}</span>
    <input id="${safe(sku)}" name="q.${safe(sku)}" type="number" min="0" max="99" value="${quantity}" inputmode="numeric">
  </div>`

const summary = (state: ShopState, { lines, discounts, shipping, total }: PricedCart): string =>
  `<table><tbody>
    ${lines.map(({ quantity, title, amount }) => line(`${quantity} × ${safe(title)}`, money(state, amount))).join('')}
    ${line(`Delivery, ${safe(shipping.title)}`, money(state, shipping.price))}
    ${discounts
      .map((applied) => {
        const name = applied.code === null ? applied.title : `${applied.code}`
        return line(safe(name), `−${money(state, worthOf(applied))}`, 'off')
      })
      .join('')}
  </tbody><tfoot>${line('Total', money(state, total))}</tfoot></table>`

const line = (label: string, amount: string, look = ''): string =>
  `<tr${look && ` class="${look}"`}><th scope="row">${label}</th><td>${amount}</td></tr>`

const hidden = ({ domain, customer, quantities, code }: Choice): string =>
  [
    ['shop', domain],
    ['as', customer === null ? 'guest' : String(customer.id)],
    ['code', code],
    ...[...quantities].map(([sku, quantity]) => [`q.${sku}`, String(quantity)]),
  ]
    .map(([name = '', value = '']) => `<input type="hidden" name="${safe(name)}" value="${safe(value)}">`)
    .join('')

const peopleOptions = (state: ShopState, chosen: Customer | null): string => {
  const option = (value: string, label: string, isChosen: boolean) =>
    `<option value="${value}"${isChosen ? ' selected' : ''}>${safe(label)}</option>`
  const groups = peopleIn(state, chosen).map(
    ({ label, customers }) =>
      `<optgroup label="${safe(label)}">${customers
        .map((customer) => option(String(customer.id), nameOf(customer), customer.id === chosen?.id))
        .join('')}</optgroup>`,
  )
  return [option('guest', 'A guest, not signed in', chosen === null), ...groups].join('')
}

const whoIs = (state: ShopState, customer: Customer | null): string => {
  if (customer === null) return 'Nobody is signed in.'
  const orders = numberOfOrders(state, customer)
  return `${nameOf(customer)} is signed in, with ${orders === 0 ? 'no order' : orders === 1 ? '1 order' : `${orders} orders`} so far.`
}

const nameOf = ({ firstName, lastName }: Customer): string => `${firstName} ${lastName}`

const money = ({ digits, settings }: ShopState, minor: number): string =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency: settings.currency }).format(
    Number(toDecimal(minor, digits)),
  )

const page = ({ settings }: ShopState, content: string): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(settings.name)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><p class="local">Local Shopify, on this machine. Nothing is charged or sent.</p><h1>${safe(settings.name)}</h1></header>
<main>${content}</main>
</body>
</html>
`

const safe = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
