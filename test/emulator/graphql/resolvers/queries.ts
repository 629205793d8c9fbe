import type { BulkOperation, Customer, Discount, Order, Segment } from '../../store/records.ts'
import { discountOf, discountsIn } from '../../store/state.ts'
import { discountStatus } from '../../webhooks/payloads/discount-payload.ts'
import { connectionOf, type PageArguments } from '../connection.ts'
import { type Context, demand, type Node, type RootFields } from '../execution.ts'
import { gid, idOf } from '../gids.ts'
import { matcherOf, type SearchFields } from '../search.ts'
import { bulkNode } from './bulk-node.ts'
import { customerNode } from './customer-node.ts'
import { automaticDiscountNode, codeDiscountNode, discountNode } from './discount-node.ts'
import { orderNode, refundNode } from './order-node.ts'
import { segmentNode } from './segment-node.ts'
import { isVisible } from './visible-orders.ts'

type ListArguments = PageArguments & { readonly query?: string | null; readonly sortKey?: string | null }
type ById = { readonly id: string }

/** Above this Shopify counts no further unless told to. */
const COUNT_LIMIT = 10_000

export const queries = {
  shop: (_args: unknown, { shop: { state } }: Context): Node => ({
    __typename: 'Shop',
    id: gid('Shop', state.settings.id),
    name: state.settings.name,
    email: 'owner@example.com',
    myshopifyDomain: state.settings.domain,
    currencyCode: state.settings.currency,
    ianaTimezone: state.settings.timeZone,
    taxesIncluded: false,
    plan: {
      __typename: 'ShopPlan',
      displayName: 'Basic',
      publicDisplayName: 'Basic',
      partnerDevelopment: false,
      shopifyPlus: false,
    },
  }),

  currentAppInstallation: (_args: unknown, { shop }: Context): Node => ({
    __typename: 'AppInstallation',
    id: gid('AppInstallation', shop.state.settings.id),
    accessScopes: shop.state.scopes.map((handle) => ({ __typename: 'AccessScope', handle, description: handle })),
  }),

  shopifyFunctions: (args: PageArguments, context: Context) =>
    connectionOf(
      context.shop.state.functions.map((handle, id) => ({ id, handle })),
      args,
      ({ handle }) => ({
        __typename: 'ShopifyFunction',
        id: handle,
        handle,
        title: handle,
        apiType: 'discount',
        apiVersion: context.version,
      }),
      context,
      'shopifyFunctions',
    ),
  automaticDiscountNode: ({ id }: ById, context: Context) => nodeOf(id, ['DiscountAutomaticNode'], context),

  order: ({ id }: ById, context: Context) => nodeOf(id, ['Order'], context),
  customer: ({ id }: ById, context: Context) => nodeOf(id, ['Customer'], context),
  refund: ({ id }: ById, context: Context) => nodeOf(id, ['Refund'], context),
  bulkOperation: ({ id }: ById, context: Context) => nodeOf(id, ['BulkOperation'], context),
  codeDiscountNode: ({ id }: ById, context: Context) => nodeOf(id, ['DiscountCodeNode'], context),
  node: ({ id }: ById, context: Context) => nodeOf(id, NODE_TYPES, context),
  nodes: ({ ids }: { ids: readonly string[] }, context: Context) => ids.map((id) => nodeOf(id, NODE_TYPES, context)),

  orders: (args: ListArguments, context: Context) =>
    connectionOf(ordersOf(args, context), args, (order) => orderNode(order, context), context, 'orders'),
  ordersCount: (args: CountArguments, context: Context) => count(ordersOf(args, context).length, args),

  customers: (args: ListArguments, context: Context) =>
    connectionOf(customersOf(args, context), args, (customer) => customerNode(customer, context), context, 'customers'),
  customersCount: (args: CountArguments, context: Context) => count(customersOf(args, context).length, args),

  codeDiscountNodeByCode: ({ code }: { code: string }, context: Context) => {
    const { codes, codeIds } = context.shop.state
    const discount = codes.get(codeIds.get(code.toLowerCase()) ?? 0)
    return discount ? codeDiscountNode(discount, context) : null
  },
  codeDiscountNodes: (args: ListArguments, context: Context) =>
    connectionOf(
      discountsOf(args, context).filter(({ code }) => code !== null),
      args,
      (discount) => codeDiscountNode(discount, context),
      context,
      'codeDiscountNodes',
    ),
  discountNodes: (args: ListArguments, context: Context) =>
    connectionOf(
      discountsOf(args, context),
      args,
      (discount) => discountNode(discount, context),
      context,
      'discountNodes',
    ),
  automaticDiscountNodes: (args: ListArguments, context: Context) =>
    connectionOf(
      discountsOf(args, context).filter(({ code }) => code === null),
      args,
      (discount) => automaticDiscountNode(discount, context),
      context,
      'automaticDiscountNodes',
    ),
  discountNodesCount: (args: CountArguments, context: Context) => count(discountsOf(args, context).length, args),
  discountCodesCount: (args: CountArguments, context: Context) =>
    count(discountsOf(args, context).filter(({ code }) => code !== null).length, args),

  segment: ({ id }: ById, context: Context) => nodeOf(id, ['Segment'], context),
  segments: (args: ListArguments, context: Context) =>
    connectionOf(segmentsOf(args, context), args, segmentNode, context, 'segments'),

  bulkOperations: (args: ListArguments, context: Context) => {
    const newestFirst = [...context.shop.state.bulkOperations.values()].sort((a, b) => b.id - a.id)
    const matches = matcherOf(args.query, bulkSearch)
    return connectionOf(
      newestFirst.filter(matches),
      args,
      (operation) => bulkNode(operation, context),
      context,
      'bulkOperations',
    )
  },
  currentBulkOperation: (_args: unknown, context: Context) => {
    const last = [...context.shop.state.bulkOperations.values()].at(-1)
    return last ? bulkNode(last, context) : null
  },
} satisfies RootFields

const NODE_TYPES = [
  'Order',
  'Customer',
  'Refund',
  'BulkOperation',
  'DiscountCodeNode',
  'DiscountAutomaticNode',
  'DiscountNode',
  'Segment',
] as const
type NodeType = (typeof NODE_TYPES)[number]

const nodeOf = (globalId: string, types: readonly NodeType[], context: Context): Node | null => {
  const { state } = context.shop
  for (const type of types) {
    const id = idOf(globalId, type)
    if (id === null) continue
    demand(context, type, 'node')
    switch (type) {
      case 'Order': {
        const order = state.orders.get(id)
        return order && isVisible(order, context) ? orderNode(order, context) : null
      }
      case 'Customer': {
        const customer = state.customers.get(id)
        return customer ? customerNode(customer, context) : null
      }
      case 'Refund': {
        const refund = state.refunds.get(id)
        const order = refund && state.orders.get(refund.orderId)
        return order && isVisible(order, context) ? refundNode(refund, context) : null
      }
      case 'BulkOperation': {
        const operation = state.bulkOperations.get(id)
        return operation ? bulkNode(operation, context) : null
      }
      case 'DiscountNode': {
        const discount = discountOf(state, id)
        return discount ? discountNode(discount, context) : null
      }
      case 'DiscountCodeNode': {
        const discount = state.codes.get(id)
        return discount ? codeDiscountNode(discount, context) : null
      }
      case 'DiscountAutomaticNode': {
        const discount = state.automatics.get(id)
        return discount ? automaticDiscountNode(discount, context) : null
      }
      case 'Segment': {
        const segment = state.segments.get(id)
        return segment ? segmentNode(segment) : null
      }
      default:
        throw new Error(`unknown node type ${type satisfies never}`)
    }
  }
  return null
}

const ordersOf = (
  { query, sortKey }: { query?: string | null; sortKey?: string | null },
  context: Context,
): Order[] => {
  const matches = matcherOf(query, orderSearch)
  const found = [...context.shop.state.orders.values()].filter((order) => isVisible(order, context) && matches(order))
  if (sortKey === 'UPDATED_AT') return found.sort((a, b) => a.updatedAt - b.updatedAt || a.id - b.id)
  // PROCESSED_AT, which is the default, CREATED_AT and ID agree here.
  return found.sort((a, b) => a.processedAt - b.processedAt || a.id - b.id)
}

const customersOf = (
  { query, sortKey }: { query?: string | null; sortKey?: string | null },
  { shop }: Context,
): Customer[] => {
  const found = [...shop.state.customers.values()].filter(matcherOf(query, customerSearch))
  return sortKey === 'UPDATED_AT'
    ? found.sort((a, b) => a.updatedAt - b.updatedAt || a.id - b.id)
    : found.sort((a, b) => a.id - b.id)
}

const discountsOf = ({ query }: { query?: string | null }, { shop }: Context): Discount[] =>
  discountsIn(shop.state).filter(matcherOf(query, discountSearch(shop.now())))

const segmentsOf = ({ query }: { query?: string | null }, { shop }: Context): Segment[] =>
  [...shop.state.segments.values()].filter(matcherOf(query, segmentSearch)).sort((a, b) => a.id - b.id)

const orderSearch: SearchFields<Order> = {
  id: ({ id }) => id,
  name: ({ number }) => `#${number}`,
  created_at: ({ createdAt }) => createdAt,
  processed_at: ({ processedAt }) => processedAt,
  updated_at: ({ updatedAt }) => updatedAt,
  customer_id: ({ customerId }) => customerId,
  tag: ({ tags }) => tags,
  discount_code: ({ discountCodes }) => discountCodes.map(({ code }) => code),
  status: ({ cancelledAt }) => ['any', cancelledAt === null ? 'open' : 'cancelled'],
}

const customerSearch: SearchFields<Customer> = {
  id: ({ id }) => id,
  email: ({ email }) => email,
  first_name: ({ firstName }) => firstName,
  last_name: ({ lastName }) => lastName,
  tag: ({ tags }) => tags,
  created_at: ({ createdAt }) => createdAt,
  customer_date: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
}

const discountSearch = (now: number): SearchFields<Discount> => ({
  id: ({ id }) => id,
  code: ({ code }) => code,
  title: ({ title }) => title,
  tag: ({ tags }) => tags,
  method: ({ code }) => (code === null ? 'automatic' : 'code'),
  status: (discount) => discountStatus(discount, now),
  created_at: ({ createdAt }) => createdAt,
})

const segmentSearch: SearchFields<Segment> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
}

const bulkSearch: SearchFields<BulkOperation> = {
  id: ({ id }) => id,
  status: ({ status }) => status,
  created_at: ({ createdAt }) => createdAt,
}

type CountArguments = { readonly query?: string | null; readonly limit?: number | null }

const count = (found: number, { limit }: CountArguments): Node => {
  const most = limit ?? COUNT_LIMIT
  return { __typename: 'Count', count: Math.min(found, most), precision: found > most ? 'AT_LEAST' : 'EXACT' }
}
