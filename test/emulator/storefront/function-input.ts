import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildClientSchema, type GraphQLSchema, graphqlSync, type IntrospectionQuery } from 'graphql'
import { readSchemaFile } from '../graphql/schema-files.ts'
import { sumToMinor, toGraphqlDecimal } from '../store/money.ts'
import type { AppTerms, Customer, Discount } from '../store/records.ts'
import { ordersOfCustomer, type ShopState } from '../store/state.ts'
import type { StorefrontCart } from './storefront-cart.ts'

/** The input queries of the function, and the schema that Shopify answers them by. */
export type FunctionQueries = {
  readonly schema: GraphQLSchema
  readonly lines: string
  readonly delivery: string
}

const FUNCTION = join(import.meta.dirname, '../../../extensions/relationship-discount/src')

export const openFunctionQueries = (): FunctionQueries => {
  const { data } = readSchemaFile('functions_discount_2026-07') as { data: IntrospectionQuery }
  return {
    schema: buildClientSchema(data),
    lines: readFileSync(join(FUNCTION, 'cart-lines.graphql'), 'utf8'),
    delivery: readFileSync(join(FUNCTION, 'delivery-options.graphql'), 'utf8'),
  }
}

/** What Shopify lets a function read of a metafield; a longer one is not there. */
const MOST_METAFIELD_BYTES = 10_000

export const lineId = (index: number): string => `gid://shopify/CartLine/${index + 1}`
export const DELIVERY_ID = 'gid://shopify/CartDeliveryGroup/0'
export const OPTION_HANDLE = 'standard'

type Asked = {
  readonly state: ShopState
  readonly at: number
  readonly discount: Discount & { readonly value: { readonly app: AppTerms } }
  readonly cart: StorefrontCart
  readonly shippingPrice: number
}

/** The function's real input: its own query, put to the cart under the real schema. */
export const inputOf = (query: string, schema: GraphQLSchema, asked: Asked): unknown => {
  const { data, errors } = graphqlSync({
    schema,
    source: query,
    rootValue: rootOf(asked),
    variableValues: variablesOf(asked.discount),
  })
  if (errors !== undefined) throw new Error(`The function's input query fails: ${errors.map(String).join('; ')}`)
  return data
}

const variablesOf = ({ metafields }: Discount): Record<string, unknown> => {
  const held = metafields?.['$app:perennial.variables']?.value
  return held === undefined ? {} : JSON.parse(held)
}

const rootOf = ({ state, at, discount, cart, shippingPrice }: Asked) => {
  const { currency, timeZone } = state.settings
  const money = (minor: number) => ({ amount: toGraphqlDecimal(minor, state.digits), currencyCode: currency })
  const amounts = cart.lines.map((line) => sumToMinor([line], state.digits))
  return {
    presentmentCurrencyRate: '1.0',
    shop: { localTime: { date: new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at) } },
    discount: { discountClasses: discount.value.app.classes, metafield: metafieldOf(discount.metafields) },
    cart: {
      cost: { subtotalAmount: money(amounts.reduce((sum, amount) => sum + amount, 0)) },
      buyerIdentity: buyerOf(state, cart.customer),
      deliveryGroups: [
        {
          id: DELIVERY_ID,
          deliveryOptions: [{ handle: OPTION_HANDLE, cost: money(shippingPrice) }],
          deliveryAddress: cart.countryCode === null ? null : { countryCode: cart.countryCode },
        },
      ],
      lines: cart.lines.map((line, index) => ({
        id: lineId(index),
        quantity: line.quantity,
        cost: { subtotalAmount: money(amounts[index] ?? 0) },
        sellingPlanAllocation: line.isSubscription ? { sellingPlan: { id: 'gid://shopify/SellingPlan/1' } } : null,
        merchandise: {
          __typename: 'ProductVariant',
          sku: line.sku,
          product: {
            isGiftCard: line.isGiftCard === true,
            productType: line.productType,
            hasTags: ({ tags }: { tags: readonly string[] }) =>
              tags.map((tag) => ({ tag, hasTag: line.tags.includes(tag) })),
            hasAnyTag: ({ tags }: { tags: readonly string[] }) => tags.some((tag) => line.tags.includes(tag)),
          },
        },
      })),
    },
  }
}

/** How often somebody has ordered by now: live, whatever the app has been told yet. */
export const numberOfOrders = (state: ShopState, { id }: Pick<Customer, 'id'>): number =>
  ordersOfCustomer(state, id).filter(({ cancelledAt }) => cancelledAt === null).length

const buyerOf = (state: ShopState, customer: Customer | null) => ({
  isAuthenticated: customer !== null,
  customer: customer && {
    numberOfOrders: numberOfOrders(state, customer),
    metafield: metafieldOf(customer.metafields),
  },
  purchasingCompany: null,
})

const metafieldOf =
  (metafields: Discount['metafields']) =>
  ({ namespace, key }: { namespace: string; key: string }) => {
    const value = metafields?.[`${namespace}.${key}`]?.value
    return value === undefined || Buffer.byteLength(value) > MOST_METAFIELD_BYTES
      ? null
      : { value, jsonValue: JSON.parse(value) }
  }
