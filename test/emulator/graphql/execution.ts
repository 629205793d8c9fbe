import { GraphQLError, type GraphQLFieldResolver, getNamedType } from 'graphql'
import type { Shop } from '../shop.ts'
import type { Order } from '../store/records.ts'
import type { ProtectedData } from '../webhooks/payloads/customer-payload.ts'
import { accessDenied, protectedDataDenied } from './errors.ts'
import type { RequiredAccess } from './schemas.ts'

/** What every resolver may use. */
export type Context = {
  readonly shop: Shop
  readonly version: string
  /** Of the app that asks, which made every discount of an app that there is. */
  readonly apiKey: string
  readonly access: ReadonlyMap<string, RequiredAccess>
  readonly protectedData: ProtectedData
  /** Handed in, for customers have orders and orders have customers. */
  readonly orderNode: (order: Order, context: Context) => Node
  /** Where results of bulk operations are fetched. */
  readonly bulkUrl: (id: number) => string
  /** Starts a bulk operation that was accepted. */
  readonly runBulk: (id: number) => void
  /** Set while a bulk operation reads: connections then give everything, the outermost one in slices. */
  readonly bulk: { readonly root: string; readonly from: number; readonly size: number; more: boolean } | null
}

/** A GraphQL object: properties, or functions of the field's arguments. What is absent here the emulator does not keep. */
export type Node = { readonly __typename: string; readonly [field: string]: unknown }

/** Fields of the two roots. */
export type RootFields = Readonly<Record<string, (args: never, context: Context) => unknown>>

/** Names, addresses and the like: null, with an error, for an app that was not approved for them. */
const PROTECTED_FIELDS = new Set(
  [
    'firstName',
    'lastName',
    'displayName',
    'email',
    'phone',
    'defaultAddress',
    'defaultEmailAddress',
    'defaultPhoneNumber',
  ]
    .map((field) => `Customer.${field}`)
    .concat(['email', 'phone', 'shippingAddress', 'billingAddress', 'displayAddress'].map((field) => `Order.${field}`)),
)

export const resolveFieldOf =
  (root: RootFields): GraphQLFieldResolver<unknown, Context> =>
  (source, args, context, info) => {
    const field = `${info.parentType.name}.${info.fieldName}`
    const returned = getNamedType(info.returnType).name
    for (const place of [field, returned, returned.replace(/Connection$/, '')]) demand(context, place, info.fieldName)
    if (context.protectedData === 'withheld' && PROTECTED_FIELDS.has(field)) throw protectedDataDenied(info.fieldName)

    if (info.path.prev === undefined) {
      const resolve = root[info.fieldName]
      if (!resolve) throw unmodelled(field)
      return resolve(args as never, context)
    }
    const node = source as Record<string, unknown>
    if (!(info.fieldName in node)) throw unmodelled(field)
    const value = node[info.fieldName]
    return typeof value === 'function' ? value(args, context, info) : value
  }

/** Throws unless the app was granted a scope that opens this type or field. Who may write may read. */
export const demand = ({ access, shop }: Context, place: string, fieldName: string): void => {
  const required = access.get(place)
  const granted = shop.state.scopes
  if (
    !required ||
    required.scopes.some((scope) => granted.includes(scope) || granted.includes(scope.replace(/^read_/, 'write_')))
  )
    return
  throw accessDenied(fieldName, required.inWords)
}

/** Better a loud gap than a null that the real Shopify would not give. */
const unmodelled = (field: string) =>
  new GraphQLError(`The local Shopify does not keep ${field} yet`, { extensions: { code: 'NOT_EMULATED' } })
