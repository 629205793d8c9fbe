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
      targets: lines.map((id) => ({ cartLine: { id } })),
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
  return fitting({ operations })
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
  return fitting({ operations: [{ deliveryDiscountsAdd: { selectionStrategy: 'ALL', candidates } }] })
}

const writeWorth = (worth: Worth, currency: string): Value =>
  'percent' in worth
    ? { percentage: { value: String(worth.percent) } }
    : { fixedAmount: { amount: printMoney(worth.amount, currency) } }

/** Of a function's output; one character may take three bytes. */
const MOST_OUTPUT_BYTES = 20_000
const MOST_BYTES_A_CHARACTER = 3

/** What is too much for Shopify fails the whole checkout's discounts: rather none of ours. */
const fitting = (result: Operations): Operations => {
  const text = JSON.stringify(result)
  if (text.length * MOST_BYTES_A_CHARACTER <= MOST_OUTPUT_BYTES) return result
  return bytesOf(text) <= MOST_OUTPUT_BYTES ? result : NOTHING
}

const bytesOf = (text: string): number => {
  let bytes = text.length
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) bytes += code > 0x7ff ? 2 : 1
  }
  return bytes
}
