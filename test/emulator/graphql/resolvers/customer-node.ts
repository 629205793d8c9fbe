import type { Consent, Customer } from '../../store/records.ts'
import { ordersOfCustomer, refundedTotal } from '../../store/state.ts'
import { countryName } from '../../webhooks/payloads/customer-payload.ts'
import { connectionOf, type PageArguments } from '../connection.ts'
import type { Context, Node } from '../execution.ts'
import { gid } from '../gids.ts'
import { iso } from '../iso.ts'
import { metafieldOf } from './metafields.ts'
import { moneyV2 } from './money-bag.ts'
import { isVisible } from './visible-orders.ts'

export const customerNode = (customer: Customer, context: Context): Node => {
  const { state } = context.shop
  const orders = () => ordersOfCustomer(state, customer.id)
  const visible = () => orders().filter((order) => isVisible(order, context))
  const counted = () => orders().filter(({ cancelledAt }) => cancelledAt === null)
  return {
    __typename: 'Customer',
    id: gid('Customer', customer.id),
    legacyResourceId: String(customer.id),
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: `${customer.firstName} ${customer.lastName}`,
    email: customer.email,
    phone: customer.phone,
    defaultAddress: () => addressNode(customer, customer.address.countryCode),
    defaultEmailAddress: () => marketingNode('CustomerEmailAddress', customer.consents?.email),
    defaultPhoneNumber: () =>
      customer.phone === null && customer.consents?.sms === undefined
        ? null
        : marketingNode('CustomerPhoneNumber', customer.consents?.sms),
    metafield: metafieldOf(customer.metafields),
    createdAt: iso(customer.createdAt),
    updatedAt: iso(customer.updatedAt),
    tags: customer.tags,
    note: customer.note,
    state: 'DISABLED',
    verifiedEmail: true,
    taxExempt: false,
    locale: 'en',
    // Shopify's running counters: they know nothing of moments, and the app must not trust them.
    numberOfOrders: () => String(counted().length),
    amountSpent: () =>
      moneyV2(
        state,
        counted().reduce((sum, order) => sum + order.total - refundedTotal(state, order.id), 0),
      ),
    lastOrder: () => {
      const last = visible().at(-1)
      return last ? context.orderNode(last, context) : null
    },
    orders: (args: PageArguments) =>
      connectionOf(visible(), args, (order) => context.orderNode(order, context), context, 'Customer.orders'),
  }
}

const marketingNode = (type: string, consent: Consent | undefined): Node => ({
  __typename: type,
  marketingState: consent?.state.toUpperCase() ?? 'NOT_SUBSCRIBED',
  marketingUpdatedAt: consent === undefined ? null : iso(consent.at),
})

export const addressNode = (customer: Customer, countryCode: string | null): Node => ({
  __typename: 'MailingAddress',
  id: `${gid('MailingAddress', customer.id)}?model_name=CustomerAddress`,
  firstName: customer.firstName,
  lastName: customer.lastName,
  name: `${customer.firstName} ${customer.lastName}`,
  address1: customer.address.address1,
  address2: null,
  city: customer.address.city,
  zip: customer.address.zip,
  phone: customer.phone,
  company: null,
  country: countryName(countryCode),
  countryCodeV2: countryCode,
})
