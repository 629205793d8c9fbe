import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Place } from './ledger-place.ts'

/** An orders file and its refunds file, told customer by customer. Amounts in pence. */
export type Story = { readonly orders: readonly Order[]; readonly customers: ReadonlyMap<string, Customer> }
export type Customer = { readonly orders: Order[]; readonly adjustments: Adjustment[] }
export type Order = {
  readonly id: string
  readonly customerId: string | null
  readonly placed: Place
  readonly paid: Place
  readonly cancelled: Place | null
  readonly total: bigint
  readonly country: string | null
  /** Of its goods, one a line. */
  readonly skus: readonly string[]
  readonly refunds: Refund[]
}
type Refund = { readonly place: Place; readonly amount: bigint }
type Adjustment = Refund

type Line = {
  readonly sku?: string
  readonly quantity: number
  readonly price: string
  readonly orderId?: string
  readonly nonProduct?: boolean
}
type OrderLine = {
  readonly orderId: string
  readonly customerId?: string | null
  readonly processedAt: string
  readonly totalPrice: string
  readonly cancelled?: boolean
  readonly cancelledAt?: string | null
  readonly country?: string
  readonly lineItems?: readonly Line[]
}
type RefundLine = {
  readonly refundId: string
  readonly orderId?: string
  readonly customerId: string
  readonly processedAt: string
  readonly amount: string
  readonly lineItems: readonly Line[]
}

export const readStory = (ordersFile: string, refundsFile: string): Story => {
  const orders = linesOf<OrderLine>(ordersFile).map(toOrder)
  const customers = new Map<string, Customer>()
  const customer = (id: string): Customer => {
    const held = customers.get(id) ?? { orders: [], adjustments: [] }
    customers.set(id, held)
    return held
  }
  for (const order of orders) if (order.customerId !== null) customer(order.customerId).orders.push(order)
  for (const line of linesOf<RefundLine>(refundsFile)) bookRefund(line, orders, customer(line.customerId))
  return { orders, customers }
}

/** The last thing that happens in it, epoch milliseconds. */
export const endOfStory = ({ orders, customers }: Story): number =>
  Math.max(
    ...orders.flatMap(({ placed, cancelled, refunds }) =>
      [placed, cancelled ?? placed, ...refunds.map(({ place }) => place)].map(({ at }) => at),
    ),
    ...[...customers.values()].flatMap(({ adjustments }) => adjustments.map(({ place }) => place.at)),
  )

/** Every order is paid at once; one that is called off without a time of it is called off at its own moment. */
const toOrder = (line: OrderLine): Order => {
  const id = line.orderId
  const at = Date.parse(line.processedAt)
  const cancelledAt = line.cancelledAt ?? (line.cancelled ? line.processedAt : null)
  return {
    id,
    customerId: line.customerId ?? null,
    placed: { at, kind: 'order', id },
    paid: { at, kind: 'payment', id },
    cancelled: cancelledAt === null ? null : { at: Date.parse(cancelledAt), kind: 'cancellation', id },
    total: pence([{ quantity: 1, price: line.totalPrice }]),
    country: codeOf(line.country),
    skus: (line.lineItems ?? []).filter((item) => !item.nonProduct).flatMap(({ sku }) => sku ?? []),
    refunds: [],
  }
}

/** Of one order it counts as it is; else each order has its lines, and those without an order are one adjustment. */
const bookRefund = (refund: RefundLine, orders: readonly Order[], customer: Customer): void => {
  const at = Date.parse(refund.processedAt)
  const orderNamed = (id: string | undefined) => orders.find((order) => order.id === id)
  const whole = [{ quantity: 1, price: refund.amount }]
  const loose = refund.lineItems.filter((line) => orderNamed(line.orderId) === undefined)
  const named = new Set(refund.lineItems.flatMap((line) => orderNamed(line.orderId) ?? []))

  const only = orderNamed(refund.orderId)
  if (only !== undefined) {
    only.refunds.push({ place: { at, kind: 'refund', id: refund.refundId }, amount: pence(whole) })
    return
  }
  let part = 0
  for (const order of named) {
    part++
    const lines = refund.lineItems.filter((line) => line.orderId === order.id)
    // Of one order it keeps its id, though only its lines say so.
    const id = named.size === 1 && loose.length === 0 ? refund.refundId : `${refund.refundId}-${part}`
    order.refunds.push({ place: { at, kind: 'refund', id }, amount: pence(lines) })
  }
  if (named.size === 0 || loose.length > 0) {
    const place: Place = { at, kind: 'adjustment', id: refund.refundId }
    customer.adjustments.push({ place, amount: pence(named.size === 0 ? whole : loose) })
  }
}

const linesOf = <Shape>(file: string): Shape[] => {
  const bytes = readFileSync(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Shape)
}

/** Quantity × price, summed in millionths and rounded to pence once, half away from zero. */
const pence = (lines: readonly Line[]): bigint => {
  let millionths = 0n
  for (const { quantity, price } of lines) {
    const [whole = '', fraction = ''] = price.replace('-', '').split('.')
    const size = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
    millionths += BigInt(quantity) * (price.startsWith('-') ? -size : size)
  }
  return roundedQuotient(millionths, 10_000n)
}

/** Half away from zero, for a divisor above 0. BigInt's own division cuts off towards zero. */
export const roundedQuotient = (dividend: bigint, divisor: bigint): bigint =>
  (2n * dividend + (dividend < 0n ? -divisor : divisor)) / (2n * divisor)

const codeOf = (country: string | undefined): string | null => {
  if (country === undefined) return null
  const code = CODES[country]
  if (code === undefined) throw new Error(`The brute force has never heard of ${country}`)
  return code
}

const CODES: Readonly<Record<string, string | null>> = {
  Australia: 'AU',
  Belgium: 'BE',
  Cyprus: 'CY',
  'Czech Republic': 'CZ',
  Denmark: 'DK',
  EIRE: 'IE',
  France: 'FR',
  Germany: 'DE',
  Italy: 'IT',
  Netherlands: 'NL',
  Norway: 'NO',
  Poland: 'PL',
  Portugal: 'PT',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  USA: 'US',
  'United Arab Emirates': 'AE',
  'United Kingdom': 'GB',
  Atlantis: null,
  'European Community': null,
  Unspecified: null,
}
