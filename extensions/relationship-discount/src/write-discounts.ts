import type { Discounts, Worth } from '../../../app/rules/checkout/discounts.ts'
import { printMoney } from '../../../app/rules/money.ts'
import type { Input } from './input.ts'

/** Shopify's own words for what is taken off. */

export type Operations = { readonly operations: readonly Operation[] }

type Operation =
  | { readonly orderDiscountsAdd: { readonly selectionStrategy: 'FIRST'; readonly candidates: readonly Candidate[] } }
  | { readonly productDiscountsAdd: { readonly selectionStrategy: 'ALL'; readonly candidates: readonly Candidate[] } }
  | { readonly deliveryDiscountsAdd: { readonly selectionStrategy: 'ALL'; readonly candidates: readonly Candidate[] } }

type Candidate = { readonly message: string; readonly targets: readonly Target[]; readonly value: Value }

type Target =
  | { readonly orderSubtotal: { readonly excludedCartLineIds: readonly string[] } }
  | { readonly cartLine: { readonly id: string } }
  | { readonly deliveryGroup: { readonly id: string } }
  | { readonly deliveryOption: { readonly handle: string } }

type Value = { readonly percentage: { readonly value: string } } | { readonly fixedAmount: { readonly amount: string } }

export const NOTHING: Operations = { operations: [] }

/** An operation of a class that the discount does not have would take the others down with it. */
export const writeLineDiscounts = ({ order, products }: Discounts, { discount, cart }: Input): Operations => {
  const classes = discount.discountClasses
  const currency = cart.cost.subtotalAmount.currencyCode
  const operations: Operation[] = []
  if (products.length > 0 && classes.includes('PRODUCT')) {
    const candidates = products.map(({ message, worth, lines }) => ({
      message,
      targets: cartLinesOf(lines),
      value: writeWorth(worth, currency),
    }))
    operations.push({ productDiscountsAdd: { selectionStrategy: 'ALL', candidates } })
  }
  if (order !== undefined && classes.includes('ORDER')) {
    const { message, worth, excluded } = order
    const targets = [{ orderSubtotal: { excludedCartLineIds: excluded } }]
    const candidates = [{ message, targets, value: writeWorth(worth, currency) }]
    operations.push({ orderDiscountsAdd: { selectionStrategy: 'FIRST', candidates } })
  }
  const told = products.map(({ message, lines }) => ({ message, ids: lines }))
  if (order !== undefined) told.push({ message: order.message, ids: order.excluded })
  return fitting(operations, told)
}

const cartLinesOf = (ids: readonly string[]): readonly Target[] => {
  const targets: Target[] = []
  for (let at = 0; at < ids.length; at++) targets[at] = { cartLine: { id: ids[at] as string } }
  return targets
}

export const writeDeliveryDiscounts = ({ shipping }: Discounts, { discount, cart }: Input): Operations => {
  if (shipping.length === 0 || !discount.discountClasses.includes('SHIPPING')) return NOTHING
  const candidates = shipping.map(({ message, worth, on }) => ({
    message,
    targets:
      'deliveries' in on
        ? on.deliveries.map((id) => ({ deliveryGroup: { id } }))
        : on.options.map((handle) => ({ deliveryOption: { handle } })),
    value: writeWorth(worth, cart.cost.subtotalAmount.currencyCode),
  }))
  const told = shipping.map(({ message, on }) => ({ message, ids: 'options' in on ? on.options : on.deliveries }))
  return fitting([{ deliveryDiscountsAdd: { selectionStrategy: 'ALL', candidates } }], told)
}

const writeWorth = (worth: Worth, currency: string): Value =>
  'percent' in worth
    ? { percentage: { value: String(worth.percent) } }
    : { fixedAmount: { amount: printMoney(worth.amount, currency) } }

/** Of a function's output. */
const MOST_OUTPUT_BYTES = 20_000
/** What stands around a candidate, and around an id in it; a character of a message takes up to three. */
const BYTES_A_CANDIDATE = 240
const BYTES_AN_ID = 34
const BYTES_A_CHARACTER = 3

/** What is too much for Shopify fails the whole checkout's discounts: rather none of ours. Sizes are never reckoned too small. */
const fitting = (operations: readonly Operation[], told: readonly Told[]): Operations => {
  let bytes = 0
  for (const { message, ids } of told) {
    bytes += BYTES_A_CANDIDATE + BYTES_A_CHARACTER * message.length
    for (let at = 0; at < ids.length; at++) bytes += BYTES_AN_ID + (ids[at]?.length ?? 0)
  }
  return bytes <= MOST_OUTPUT_BYTES ? { operations } : NOTHING
}

type Told = { readonly message: string; readonly ids: readonly string[] }
