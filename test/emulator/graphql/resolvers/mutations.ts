import { GraphQLError } from 'graphql'
import { type Context, demand, type RootFields } from '../execution.ts'
import { gid, idOf } from '../gids.ts'
import { discountAutomaticAppCreate, discountAutomaticAppUpdate } from './app-discount.ts'
import { bulkNode } from './bulk-node.ts'
import { refuseBulkQuery } from './bulk-query.ts'
import { customerNode } from './customer-node.ts'
import { type DiscountInput, readDiscountInput } from './discount-input.ts'
import { codeDiscountNode } from './discount-node.ts'
import { metafieldsSet } from './metafields.ts'
import {
  discountAutomaticBasicCreate,
  discountAutomaticDelete,
  discountAutomaticFreeShippingCreate,
  segmentCreate,
} from './native-discount.ts'
import { orderNode } from './order-node.ts'
import { type UserError, writeAccess } from './user-error.ts'

const LONGEST_NOTE = 5_000
const LONGEST_TAG = 255
const MOST_TAGS = 250

export const mutations = {
  tagsAdd: ({ id, tags }: TagArguments, context: Context) => {
    const target = findTagged(id, context)
    if (!target) return { node: null, userErrors: [noSuch(id)] }
    const wanted = splitTags(tags)
    const tooLong = wanted.find((tag) => tag.length > LONGEST_TAG)
    if (tooLong !== undefined)
      return {
        node: null,
        userErrors: [{ field: ['tags'], message: `Tags is too long (maximum is ${LONGEST_TAG} characters)` }],
      }
    const fresh = wanted.filter((tag) => !target.tags.some((held) => sameTag(held, tag)))
    if (target.tags.length + fresh.length > MOST_TAGS) {
      return { node: null, userErrors: [{ field: ['tags'], message: `Tags cannot be more than ${MOST_TAGS}` }] }
    }
    if (fresh.length > 0) context.shop.commit({ kind: 'tagsAdded', on: target.on, id: target.id, tags: fresh }, 'app')
    return { node: target.node(), userErrors: [] }
  },

  tagsRemove: ({ id, tags }: TagArguments, context: Context) => {
    const target = findTagged(id, context)
    if (!target) return { node: null, userErrors: [noSuch(id)] }
    const unwanted = splitTags(tags)
    const held = target.tags.filter((tag) => unwanted.some((other) => sameTag(tag, other)))
    if (held.length > 0) context.shop.commit({ kind: 'tagsRemoved', on: target.on, id: target.id, tags: held }, 'app')
    return { node: target.node(), userErrors: [] }
  },

  /** `note` overwrites: who wants to add a line has to read first. */
  orderUpdate: ({ input }: { input: Readonly<Record<string, unknown>> & { id: string } }, context: Context) => {
    const { shop } = context
    const id = idOf(input.id, 'Order')
    const order = id === null ? undefined : shop.state.orders.get(id)
    if (!order) return { order: null, userErrors: [{ field: ['id'], message: 'Order does not exist' }] }
    const unknown = Object.keys(input).find((field) => field !== 'id' && field !== 'note')
    if (unknown)
      throw new GraphQLError(`The local Shopify cannot change an order's ${unknown} yet`, {
        extensions: { code: 'NOT_EMULATED' },
      })
    const note = typeof input.note === 'string' ? input.note : (order.note ?? '')
    if (note.length > LONGEST_NOTE) {
      return {
        order: null,
        userErrors: [{ field: ['note'], message: `Note is too long (maximum is ${LONGEST_NOTE} characters)` }],
      }
    }
    if (note !== (order.note ?? '')) shop.commit({ kind: 'noteWritten', id: order.id, note }, 'app')
    return { order: () => orderNode(shop.state.orders.get(order.id) ?? order, context), userErrors: [] }
  },

  discountCodeBasicCreate: ({ basicCodeDiscount }: { basicCodeDiscount: DiscountInput }, context: Context) => {
    const read = readDiscountInput(basicCodeDiscount, context.shop)
    if ('userErrors' in read) return { codeDiscountNode: null, userErrors: read.userErrors }
    context.shop.commit({ kind: 'codeCreated', code: read.code }, 'app')
    return { codeDiscountNode: () => codeDiscountNode(read.code, context), userErrors: [] }
  },

  /** Ends it now; one that has ended keeps its end. */
  discountCodeDeactivate: ({ id: globalId }: { id: string }, context: Context) => {
    const { shop } = context
    const id = idOf(globalId, 'DiscountCodeNode')
    const code = id === null ? undefined : shop.state.codes.get(id)
    if (!code) {
      const userErrors = [{ field: ['id'], code: 'INVALID', message: 'Code discount does not exist.' }]
      return { codeDiscountNode: null, userErrors }
    }
    if (code.endsAt === null || code.endsAt > shop.now()) shop.commit({ kind: 'codeDeactivated', id: code.id }, 'app')
    return { codeDiscountNode: () => codeDiscountNode(shop.state.codes.get(code.id) ?? code, context), userErrors: [] }
  },

  bulkOperationRunQuery: ({ query }: { query: string }, context: Context) => {
    const { shop } = context
    const busy = [...shop.state.bulkOperations.values()].find(
      ({ status }) => status === 'CREATED' || status === 'RUNNING',
    )
    if (busy) {
      const message = `A bulk query operation for this app and shop is already in progress: ${gid('BulkOperation', busy.id)}.`
      return { bulkOperation: null, userErrors: [{ field: null, message, code: 'OPERATION_IN_PROGRESS' }] }
    }
    const refused = refuseBulkQuery(query, context.version)
    if (refused) return { bulkOperation: null, userErrors: [{ field: ['query'], message: refused, code: 'INVALID' }] }
    const id = shop.state.nextIds.bulkOperation
    const operation = {
      id,
      query,
      version: context.version,
      createdAt: shop.now(),
      status: 'CREATED',
      completedAt: null,
      objectCount: 0,
      rootObjectCount: 0,
      fileSize: null,
    } as const
    shop.commit({ kind: 'bulkChanged', operation }, 'app')
    context.runBulk(id)
    return { bulkOperation: bulkNode(operation, context), userErrors: [] }
  },

  metafieldsSet,
  discountAutomaticAppCreate,
  discountAutomaticAppUpdate,
  discountAutomaticBasicCreate,
  discountAutomaticFreeShippingCreate,
  discountAutomaticDelete,
  segmentCreate,
} satisfies RootFields

type TagArguments = { readonly id: string; readonly tags: readonly string[] }

const findTagged = (globalId: string, context: Context) => {
  const { state } = context.shop
  const customerId = idOf(globalId, 'Customer')
  const customer = customerId === null ? undefined : state.customers.get(customerId)
  if (customer) {
    demand({ ...context, access: writeAccess('write_customers') }, 'write', 'tagsAdd')
    const node = () => customerNode(state.customers.get(customer.id) ?? customer, context)
    return { on: 'Customer', id: customer.id, tags: customer.tags, node } as const
  }
  const orderId = idOf(globalId, 'Order')
  const order = orderId === null ? undefined : state.orders.get(orderId)
  if (!order) return null
  demand({ ...context, access: writeAccess('write_orders') }, 'write', 'tagsAdd')
  return {
    on: 'Order',
    id: order.id,
    tags: order.tags,
    node: () => orderNode(state.orders.get(order.id) ?? order, context),
  } as const
}

const splitTags = (tags: readonly string[]): string[] => {
  const split = tags.flatMap((tag) => tag.split(',')).map((tag) => tag.trim())
  return split.filter((tag, index) => tag !== '' && split.findIndex((other) => sameTag(tag, other)) === index)
}

const sameTag = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

const noSuch = (id: string): UserError => ({
  field: ['id'],
  message: `${/\/(\w+)\/\d+$/.exec(id)?.[1] ?? 'Resource'} does not exist`,
})
