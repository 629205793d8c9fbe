import { acrossLines } from './across-lines.ts'
import { applyCode } from './checkout.ts'
import type {
  CheckoutCart,
  CustomerDetails,
  EmulatedShop,
  Moment,
  OrderRef,
  PlacedLine,
  PlaceOrder,
  Who,
} from './emulator.ts'
import { callsOf, createdCodesOf, noteLinesOf, tagWritesOf } from './journal-views.ts'
import { offersOf } from './offers.ts'
import { createRandom } from './random.ts'
import type { Shop } from './shop.ts'
import { inventPerson } from './shops/names.ts'
import { sumToMinor, toMinor } from './store/money.ts'
import type { Customer, LineItem, Order, UsedOffer } from './store/records.ts'
import { refundedTotal } from './store/state.ts'
import type { CheckoutFunction } from './storefront/app-offers.ts'
import { placeOrder } from './storefront/place-order.ts'
import { priceCart } from './storefront/price-cart.ts'
import type { StorefrontCart } from './storefront/storefront-cart.ts'
import { startStream } from './streams/stream.ts'
import { summaryOf } from './summary.ts'
import { discountOf } from './webhooks/payloads/order-payload.ts'

/** One shop in the hands of a test or the demo. */
export const emulatedShop = (
  shop: Shop,
  scopes: readonly string[],
  checkoutFunction: CheckoutFunction,
): EmulatedShop => {
  const { state, outbox } = shop

  const customerOf = (who: Who): Customer => {
    const id = typeof who === 'number' ? who : 'customer' in who ? who.customer.id : who.id
    return found(state.customers.get(id), `customer ${id}`)
  }
  const orderOf = (ref: OrderRef): Order => {
    const id = typeof ref === 'number' ? ref : 'order' in ref ? ref.order.id : ref.id
    return found(state.orders.get(id), `order ${id}`)
  }
  /** What happens on a given day leaves the shop's clock there. */
  const moveTo = (on: Moment | undefined) => {
    if (on !== undefined) shop.setClock(epochOf(on))
  }
  const answered = async () => {
    while (outbox.waiting() > 0) await outbox.nextChange()
  }

  const newCustomer = (details: CustomerDetails = {}): Customer => {
    const id = state.nextIds.customer
    const at = shop.now()
    const { countryCode, tags = [], ...named } = details
    const person = inventPerson(createRandom(id, 'new customer'), id, countryCode ?? state.settings.countryCode)
    const customer = { id, ...person, ...named, phone: null, createdAt: at, updatedAt: at, tags, note: null }
    shop.commit({ kind: 'customerCreated', customer })
    return customer
  }

  const linesOf = (lines: readonly PlacedLine[]): LineItem[] =>
    lines.map((line, index) => ({
      id: state.nextIds.line + index,
      sku: line.sku ?? `SKU-${index + 1}`,
      title: line.title ?? `Thing ${index + 1}`,
      quantity: line.quantity ?? 1,
      price: line.price,
      vendor: line.vendor ?? null,
      ...(line.isGiftCard && { isGiftCard: true }),
      productType: null,
      productId: null,
    }))

  const place = (wanted: PlaceOrder) => {
    moveTo(wanted.on)
    const at = shop.now()
    const customer = wanted.by === undefined ? newCustomer() : customerOf(wanted.by)
    const lines = linesOf(wanted.lines ?? [{ price: wanted.total ?? '50.00' }])
    const total = wanted.total === undefined ? sumToMinor(lines, state.digits) : toMinor(wanted.total, state.digits)
    const used = wanted.code === undefined ? [] : [applyCode(state, wanted.code, { customer, subtotal: total, at })]
    const offers = (wanted.offers ?? []).map(({ title, amount }): UsedOffer => {
      const minor = toMinor(amount, state.digits)
      const priced = lines.map((line) => ({ id: line.id, amount: sumToMinor([line], state.digits) }))
      return { title, value: { amount: minor }, on: 'order', lines: acrossLines(minor, priced), shipping: 0 }
    })
    const order: Order = {
      id: state.nextIds.order,
      number: state.nextIds.orderNumber,
      customerId: customer.id,
      createdAt: at,
      processedAt: at,
      updatedAt: at,
      paidAt: null,
      cancelledAt: null,
      total: total - discountOf({ discountCodes: used, offers }),
      lines,
      discountCodes: [
        ...(wanted.discountCodes ?? []).map((code) => ({ code, amount: 0, type: 'fixed_amount' as const })),
        ...used,
      ],
      ...(offers.length > 0 && { offers }),
      countryCode: wanted.country ?? customer.address.countryCode,
      note: wanted.note ?? null,
      tags: wanted.tags ?? [],
      ...(wanted.source !== undefined && { source: wanted.source }),
      ...(wanted.companyId !== undefined && { companyId: wanted.companyId }),
      test: wanted.test ?? false,
      delivery: null,
    }
    shop.commit({ kind: 'orderPlaced', order })
    if (wanted.paid !== false) shop.commit({ kind: 'orderPaid', id: order.id })
    return { customer, order: orderOf(order.id) }
  }

  const cartOf = ({ customer, lines, code, country }: CheckoutCart): StorefrontCart => {
    const signedIn = customer === undefined ? null : customerOf(customer)
    return {
      customer: signedIn,
      lines: (lines ?? [{ price: '50.00' }]).map((line, index) => ({
        sku: line.sku ?? `SKU-${index + 1}`,
        title: line.title ?? `Thing ${index + 1}`,
        quantity: line.quantity ?? 1,
        price: line.price,
        vendor: line.vendor ?? null,
        productId: null,
        productType: line.productType ?? null,
        tags: line.tags ?? [],
        isGiftCard: line.isGiftCard,
        isSubscription: line.isSubscription,
      })),
      code: code ?? null,
      countryCode: country ?? signedIn?.address.countryCode ?? state.settings.countryCode,
    }
  }
  const priceOf = (cart: StorefrontCart) => priceCart(state, shop.now(), cart, checkoutFunction)

  return {
    domain: state.settings.domain,

    customers: () => [...state.customers.values()],
    orders: () => [...state.orders.values()],
    refunds: () => [...state.refunds.values()],
    codes: () => [...state.codes.values()],
    tagsOf: (who) => customerOf(who).tags,
    noteOf: (order) => orderOf(order).note,
    summary: () => summaryOf(state),

    calls: (operation) => callsOf(shop.calls, operation),
    createdCodes: () => createdCodesOf(shop.appWrites),
    tagWrites: () => tagWritesOf(shop.appWrites),
    noteLines: () => noteLinesOf(state),
    webhooks: () => ({
      sent: outbox.sent(),
      accepted: outbox.accepted(),
      duplicatesSent: outbox.duplicatesSent(),
      waiting: outbox.waiting(),
    }),
    webhooksAnswered: answered,

    newCustomer,
    checkout: (wanted) => priceOf(cartOf(wanted)),
    buys: async (wanted) => {
      const cart = cartOf(wanted)
      const priced = await priceOf(cart)
      const customer = cart.customer ?? newCustomer()
      const order = placeOrder(shop, cart, priced, customer)
      if (outbox.isConnected()) await answered()
      return { customer, order: orderOf(order.id), priced }
    },
    customerOrders: async (wanted = {}) => {
      const placed = place(wanted)
      if (outbox.isConnected()) await answered()
      return placed
    },
    pays: (order) => shop.commit({ kind: 'orderPaid', id: orderOf(order).id }),
    cancels: (order, on) => {
      moveTo(on)
      shop.commit({ kind: 'orderCancelled', id: orderOf(order).id })
    },
    refundsOrder: (ref, { amount, on } = {}) => {
      moveTo(on)
      const order = orderOf(ref)
      const left = order.total - refundedTotal(state, order.id)
      const refund = {
        id: state.nextIds.refund,
        orderId: order.id,
        createdAt: shop.now(),
        amount: amount === undefined ? left : toMinor(amount, state.digits),
        lines: [],
      }
      shop.commit({ kind: 'refunded', refund })
      return refund
    },
    editsOrder: (ref, { addLines }) => {
      const order = orderOf(ref)
      const added = linesOf(addLines)
      shop.commit({ kind: 'orderEdited', id: order.id, added, total: order.total + sumToMinor(added, state.digits) })
    },
    deletesOrder: (order) => shop.commit({ kind: 'orderDeleted', id: orderOf(order).id }),
    tags: (who, tags) => {
      const { id, tags: held } = customerOf(who)
      const fresh = tags.filter((tag) => !held.includes(tag))
      if (fresh.length > 0) shop.commit({ kind: 'tagsAdded', on: 'Customer', id, tags: fresh })
    },
    untags: (who, tags) => {
      const { id, tags: held } = customerOf(who)
      const gone = held.filter((tag) => tags.includes(tag))
      if (gone.length > 0) shop.commit({ kind: 'tagsRemoved', on: 'Customer', id, tags: gone })
    },
    changesCustomer: (who, { firstName, lastName, email }) => {
      const details = { ...(firstName && { firstName }), ...(lastName && { lastName }), ...(email && { email }) }
      shop.commit({ kind: 'customerChanged', id: customerOf(who).id, details })
    },
    consents: (who, channel, agrees) =>
      shop.commit({
        kind: 'consentChanged',
        id: customerOf(who).id,
        channel,
        state: agrees ? 'subscribed' : 'unsubscribed',
      }),
    setsMetafield: (who, name, value) => shop.commit({ kind: 'metafieldSet', id: customerOf(who).id, name, value }),
    ...offersOf(shop, epochOf),
    deletesCustomer: (who) => shop.commit({ kind: 'customerDeleted', id: customerOf(who).id }),
    install: () => shop.commit({ kind: 'installed', scopes }),
    uninstall: () => shop.commit({ kind: 'uninstalled' }),
    changeScopes: (granted) => shop.commit({ kind: 'scopesChanged', scopes: granted }),
    requestCompliance: (request) =>
      shop.commit({ kind: 'complianceRequested', request: { ...request, id: state.nextIds.request } }),
    setClock: (at) => shop.setClock(at === null ? null : epochOf(at)),
    now: shop.now,

    trade: (options) => startStream(shop, options),
    fileIds: shop.origin.fileIds,
    history: () => ({
      orders: shop.origin.past.filter(({ change }) => change.kind === 'orderPlaced').length,
      adjustments: shop.adjustments,
    }),
    live: () => ({ orders: shop.origin.liveOrders, entries: shop.origin.liveEntries }),
  }
}

const epochOf = (moment: Moment): number => {
  const at = typeof moment === 'number' ? moment : Date.parse(moment)
  if (Number.isNaN(at)) throw new Error(`${moment} is no moment`)
  return at
}

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`the shop has no ${what}`)
  return value
}
