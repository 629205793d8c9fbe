import type { GraphQLSchema } from 'graphql'
import { type LoadedFunction, loadFunction } from '../../checkout/run-function.ts'
import { toMinor } from '../store/money.ts'
import type { AppTerms, Discount } from '../store/records.ts'
import type { ShopState } from '../store/state.ts'
import { type FunctionQueries, inputOf, lineId, openFunctionQueries } from './function-input.ts'
import { type Operation, readOutput, type Value } from './function-output.ts'
import { type Offered, takenFrom } from './offered.ts'
import type { Applied, StorefrontCart } from './storefront-cart.ts'

type AppDiscount = Discount & { readonly value: { readonly app: AppTerms } }

export const isAppDiscount = (discount: Discount): discount is AppDiscount => 'app' in discount.value

/** The app's function, loaded when it is first asked. `titles`: what the customer reads beside what it took off. */
export type CheckoutFunction = {
  readonly titles: 'message' | 'discount'
  readonly load: () => Promise<{ readonly loaded: LoadedFunction; readonly queries: FunctionQueries }>
  readonly dispose: () => Promise<void>
}

export const createCheckoutFunction = (titles: CheckoutFunction['titles']): CheckoutFunction => {
  let loading: ReturnType<CheckoutFunction['load']> | undefined
  const load = async () => ({ loaded: await loadFunction(), queries: openFunctionQueries() })
  return {
    titles,
    load: () => {
      loading ??= load()
      return loading
    },
    dispose: async () => (await loading)?.loaded.dispose(),
  }
}

type Asked = {
  readonly state: ShopState
  readonly at: number
  readonly discount: AppDiscount
  readonly cart: StorefrontCart
  readonly shippingPrice: number
}

/** Runs the function on its real input, and applies what it answers as Shopify does. What fails takes nothing off. */
export const appOffersOn = async (
  asked: Asked,
  amounts: readonly number[],
  { load, titles }: CheckoutFunction,
): Promise<Offered> => {
  const { state, discount, cart, shippingPrice } = asked
  const none = { discount, products: [], onOrder: () => [], shipping: [] }
  const { functionHandle, classes, onSubscription } = discount.value.app
  if (!state.functions.includes(functionHandle)) return none
  const { loaded, queries } = await load()
  const run = (kind: 'lines' | 'delivery', mutation: string) => {
    const input = inputOf(queries[kind], queries.schema, asked)
    const output = kind === 'lines' ? loaded.runLines(input) : loaded.runDelivery(input)
    return operationsOf(output, queries.schema, mutation)
  }
  const onLines = run('lines', 'cartLinesDiscountsGenerateRun')
  const onDelivery = run('delivery', 'cartDeliveryOptionsDiscountsGenerateRun')
  // Shopify keeps a discount off subscriptions by itself, whatever the function says.
  const reached = amounts.map((amount, index) => (cart.lines[index]?.isSubscription && !onSubscription ? 0 : amount))
  const titleOf = (message: string | null | undefined) => (titles === 'message' && message ? message : discount.title)
  const applied = (on: Applied['on'], message: string | null | undefined, value: Value) => ({
    title: titleOf(message),
    code: null,
    on,
    value: toldValue(value, state.digits),
  })
  const off = (value: Value, base: number) => worthOn(value, base, state.digits)

  return {
    discount,
    products: !classes.includes('PRODUCT')
      ? []
      : onLines.flatMap(({ productDiscountsAdd }) =>
          chosen(productDiscountsAdd).map(({ message, targets, value }): Applied => {
            const ids = targets.map(({ cartLine }) => cartLine.id)
            const eligible = reached.map((amount, index) => (ids.includes(lineId(index)) ? amount : 0))
            return { ...applied('products', message, value), lines: offEach(value, eligible, off), shipping: 0 }
          }),
        ),
    onOrder: (left) =>
      !classes.includes('ORDER')
        ? []
        : onLines.flatMap(({ orderDiscountsAdd }) =>
            chosen(orderDiscountsAdd).map(({ message, targets, value }): Applied => {
              const excluded = targets.flatMap(({ orderSubtotal }) => orderSubtotal.excludedCartLineIds)
              const eligible = left.map((amount, index) =>
                excluded.includes(lineId(index)) || reached[index] === 0 ? 0 : amount,
              )
              const base = eligible.reduce((sum, amount) => sum + amount, 0)
              return { ...applied('order', message, value), lines: takenFrom(eligible, off(value, base)), shipping: 0 }
            }),
          ),
    shipping: !classes.includes('SHIPPING')
      ? []
      : onDelivery.flatMap(({ deliveryDiscountsAdd }) =>
          chosen(deliveryDiscountsAdd).map(
            ({ message, value }): Applied => ({
              ...applied('shipping', message, value),
              lines: new Map(),
              shipping: off(value, shippingPrice),
            }),
          ),
        ),
  }
}

const operationsOf = (output: unknown, schema: GraphQLSchema, mutation: string): readonly Operation[] =>
  readOutput(output, schema, mutation)

/** ALL takes every candidate, the others one: the first, for each of ours stands alone. */
const chosen = <Candidate>(
  operation: { readonly selectionStrategy: string; readonly candidates: readonly Candidate[] } | undefined,
): readonly Candidate[] => {
  if (operation === undefined) return []
  return operation.selectionStrategy === 'ALL' ? operation.candidates : operation.candidates.slice(0, 1)
}

const toldValue = (value: Value, digits: number): Applied['value'] =>
  'percentage' in value ? { percentage: value.percentage.value } : { amount: toMinor(value.fixedAmount.amount, digits) }

const worthOn = (value: Value, base: number, digits: number): number =>
  'percentage' in value
    ? Math.round((base * value.percentage.value) / 100)
    : Math.min(base, toMinor(value.fixedAmount.amount, digits))

/** A percentage is of each line, an amount of all together. */
const offEach = (
  value: Value,
  eligible: readonly number[],
  off: (value: Value, base: number) => number,
): ReadonlyMap<number, number> => {
  if ('fixedAmount' in value)
    return takenFrom(
      eligible,
      off(
        value,
        eligible.reduce((sum, amount) => sum + amount, 0),
      ),
    )
  return new Map(eligible.flatMap((amount, index) => (amount > 0 ? [[index, off(value, amount)] as const] : [])))
}
