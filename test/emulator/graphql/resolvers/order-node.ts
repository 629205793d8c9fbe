import { sumToMinor, toMinor } from '../../store/money.ts'
import type { LineItem, Order, Refund, UsedOffer } from '../../store/records.ts'
import { refundedTotal, refundsOfOrder } from '../../store/state.ts'
import { discountOf, financialStatus } from '../../webhooks/payloads/order-payload.ts'
import { connectionOf, type PageArguments } from '../connection.ts'
import type { Context, Node } from '../execution.ts'
import { gid } from '../gids.ts'
import { iso } from '../iso.ts'
import { addressNode, customerNode } from './customer-node.ts'
import { moneyBag } from './money-bag.ts'

export const orderNode = (order: Order, context: Context): Node => {
  const { state } = context.shop
  const bag = (minor: number) => moneyBag(state, minor)
  const customer = order.customerId === null ? undefined : state.customers.get(order.customerId)
  const address = () => (customer ? addressNode(customer, order.countryCode) : null)
  return {
    __typename: 'Order',
    id: gid('Order', order.id),
    legacyResourceId: String(order.id),
    name: `#${order.number}`,
    number: order.number,
    createdAt: iso(order.createdAt),
    processedAt: iso(order.processedAt),
    updatedAt: iso(order.updatedAt),
    cancelledAt: order.cancelledAt === null ? null : iso(order.cancelledAt),
    cancelReason: order.cancelledAt === null ? null : 'CUSTOMER',
    closed: false,
    closedAt: null,
    confirmed: true,
    test: order.test,
    note: order.note,
    tags: order.tags,
    currencyCode: state.settings.currency,
    presentmentCurrencyCode: state.settings.currency,
    sourceName: order.source ?? 'web',
    purchasingEntity: () =>
      order.companyId !== undefined
        ? { __typename: 'PurchasingCompany' }
        : customer
          ? customerNode(customer, context)
          : null,
    displayFinancialStatus: () => financialStatus(order, refundedTotal(state, order.id)).toUpperCase(),
    displayFulfillmentStatus: order.delivery === null ? 'UNFULFILLED' : 'FULFILLED',
    fullyPaid: order.paidAt !== null,
    unpaid: order.paidAt === null,
    discountCode: order.discountCodes[0]?.code ?? null,
    discountCodes: order.discountCodes.map(({ code }) => code),
    email: customer?.email ?? null,
    phone: null,
    customer: () => (customer ? customerNode(customer, context) : null),
    shippingAddress: address,
    billingAddress: address,
    totalPriceSet: () => bag(order.total),
    subtotalPriceSet: () => bag(order.total - (order.charges ?? 0)),
    originalTotalPriceSet: () => bag(order.total),
    currentTotalPriceSet: () => bag(order.total - refundedTotal(state, order.id)),
    totalDiscountsSet: () => bag(discountOf(order)),
    totalRefundedSet: () => bag(refundedTotal(state, order.id)),
    totalShippingPriceSet: () => bag(order.shipping?.price ?? order.charges ?? 0),
    shippingLine: () => (order.shipping === undefined ? null : shippingLineNode(order, order.shipping, context)),
    totalTaxSet: () => bag(0),
    lineItems: (args: PageArguments) =>
      connectionOf(order.lines, args, (line) => lineNode(line, context, order), context, 'Order.lineItems'),
    refunds: ({ first }: { first?: number }) =>
      refundsOfOrder(state, order.id)
        .slice(0, first ?? undefined)
        .map((refund) => refundNode(refund, context)),
    fulfillments: ({ first }: { first?: number }) => fulfillmentsOf(order).slice(0, first ?? undefined),
  }
}

export const refundNode = (refund: Refund, context: Context): Node => {
  const { state } = context.shop
  return {
    __typename: 'Refund',
    id: gid('Refund', refund.id),
    legacyResourceId: String(refund.id),
    createdAt: iso(refund.createdAt),
    processedAt: iso(refund.createdAt),
    updatedAt: iso(refund.createdAt),
    note: null,
    totalRefundedSet: () => moneyBag(state, refund.amount),
    order: () => {
      const order = state.orders.get(refund.orderId)
      return order ? orderNode(order, context) : null
    },
    refundLineItems: (args: PageArguments) =>
      connectionOf(
        refund.lines,
        args,
        ({ line, quantity, subtotal }) => ({
          __typename: 'RefundLineItem',
          quantity,
          subtotalSet: moneyBag(state, subtotal),
          lineItem: () => lineNode(line, context),
        }),
        context,
        'Refund.refundLineItems',
      ),
  }
}

const lineNode = (line: LineItem, context: Context, order?: Order): Node => {
  const { state } = context.shop
  const allocations = order === undefined ? [] : allocationNodes(order, context, ({ lines }) => lines[line.id] ?? 0)
  const off = order?.offers?.reduce((sum, { lines }) => sum + (lines[line.id] ?? 0), 0) ?? 0
  return {
    __typename: 'LineItem',
    id: gid('LineItem', line.id),
    sku: line.sku,
    title: line.title,
    name: line.title,
    quantity: line.quantity,
    currentQuantity: line.quantity,
    vendor: line.vendor,
    isGiftCard: line.isGiftCard === true,
    taxable: true,
    requiresShipping: true,
    originalUnitPriceSet: () => moneyBag(state, toMinor(line.price, state.digits)),
    originalTotalSet: () => moneyBag(state, sumToMinor([line], state.digits)),
    discountedTotalSet: () => moneyBag(state, sumToMinor([line], state.digits) - off),
    discountAllocations: allocations,
  }
}

const shippingLineNode = (order: Order, { title, price }: NonNullable<Order['shipping']>, context: Context): Node => ({
  __typename: 'ShippingLine',
  id: gid('ShippingLine', order.id + 1),
  title,
  originalPriceSet: () => moneyBag(context.shop.state, price),
  discountAllocations: allocationNodes(order, context, ({ shipping }) => shipping),
})

const allocationNodes = (
  { discountCodes, offers = [] }: Order,
  { shop: { state } }: Context,
  amountOf: (offer: UsedOffer) => number,
): Node[] =>
  offers.flatMap((offer, index) =>
    amountOf(offer) === 0
      ? []
      : [
          {
            __typename: 'DiscountAllocation',
            allocatedAmountSet: () => moneyBag(state, amountOf(offer)),
            discountApplication: {
              __typename: 'AutomaticDiscountApplication',
              title: offer.title,
              index: discountCodes.length + index,
            },
          },
        ],
  )

const fulfillmentsOf = ({ id, delivery }: Order): Node[] =>
  delivery === null
    ? []
    : [
        {
          __typename: 'Fulfillment',
          id: gid('Fulfillment', id),
          createdAt: iso(delivery.shippedAt),
          updatedAt: iso(delivery.deliveredAt),
          estimatedDeliveryAt: iso(delivery.promisedBy),
          deliveredAt: iso(delivery.deliveredAt),
          status: 'SUCCESS',
          displayStatus: 'DELIVERED',
        },
      ]
