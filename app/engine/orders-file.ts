import { z } from 'zod'
import { AppError } from '../errors.ts'
import { type Entry, isMoment, isStorableText, type OrderEntry } from '../ledger/entries.ts'
import { compareKeys } from '../ledger/ledger-order.ts'
import { parseMoney, sumLines } from '../rules/money.ts'
import { countryCodeOf } from './country-codes.ts'
import { parseLine } from './line-problems.ts'

/** The orders file: one JSON object a line, an order or a refund, as the README's command line part describes. */

export const IMPORT_TOPIC = 'import'

const amount = z
  .string('expected a decimal in quotes, such as "12.50"')
  .regex(/^-?\d+(\.\d+)?$/, 'expected a decimal such as "12.50"')
const moment = z.iso
  .datetime({ offset: true, error: 'expected ISO 8601 with offset, such as "2026-12-01T09:30:00Z"' })
  .refine((text) => isMoment(Date.parse(text)), 'expected a year from 1 to 9999')
const STORABLE = 'expected a text without NUL or halves of characters'
const id = z
  .string('expected a text in quotes, such as "1043"')
  .min(1, 'expected an id such as "1043"')
  .refine(isStorableText, STORABLE)
const text = z.string('expected a text in quotes')
const currency = z.string('expected a currency such as "GBP"').regex(/^[A-Z]{3}$/, 'expected a currency such as "GBP"')
const items = (what: string) => ({ error: `expected a list of ${what}` })
const line = z.object(
  {
    sku: text.optional(),
    quantity: z.number('expected a number without quotes, such as 2'),
    price: amount,
    orderId: id.optional(),
    nonProduct: z.boolean('expected true or false').optional(),
  },
  'expected a line such as {"sku": "A-1", "quantity": 2, "price": "9.50"}',
)

const orderLine = z.object(
  {
    orderId: id,
    customerId: id.nullable().optional(),
    processedAt: moment,
    currency,
    totalPrice: amount,
    lineItems: z.array(line, items('lines')).default([]),
    cancelled: z.boolean('expected true or false').optional(),
    cancelledAt: moment.nullish(),
    country: text.optional(),
    discountCodes: z.array(text.refine(isStorableText, STORABLE), items('codes')).default([]),
  },
  'expected an object with an order, such as {"orderId": "1043", …}',
)
const refundLine = z.object(
  {
    refundId: id,
    orderId: id.optional(),
    customerId: id,
    processedAt: moment,
    currency,
    amount,
    lineItems: z.array(line, items('lines')).default([]),
  },
  'expected an object with a refund, such as {"refundId": "R1", …}',
)

const anyLine = z.object(
  { refundId: z.unknown().optional() },
  'expected an object with an order or a refund, such as {"orderId": "1043", …}',
)

export type OrderLine = z.infer<typeof orderLine>
export type RefundLine = z.infer<typeof refundLine>

export const parseOrderLine = (text: string): OrderLine =>
  parseUnless(orderLine, text, refundLine, 'a refund, where orders are expected: refunds stand in a file of their own')
export const parseRefundLine = (text: string): RefundLine =>
  parseUnless(refundLine, text, orderLine, 'an order, where refunds are expected')

/** The files are easily given the wrong way round: what reads as a line of the other kind is told as that. */
const parseUnless = <Shape>(shape: z.ZodType<Shape>, text: string, other: z.ZodType, message: string): Shape => {
  try {
    return parseLine(shape, text)
  } catch (error) {
    throw isLine(other, text) ? problem(message) : error
  }
}

const isLine = (shape: z.ZodType, text: string): boolean => {
  try {
    parseLine(shape, text)
    return true
  } catch {
    return false
  }
}

/** Entries of one line, an order or a refund, in ledger order. Throws naming every bad field. */
export const readImportLine = (text: string, currency: string, counting: Counting = {}): Entry[] => {
  const isRefund = typeof parseLine(anyLine, text).refundId === 'string'
  const line = isRefund ? parseRefundLine(text) : parseOrderLine(text)
  if (line.currency !== currency) throw problem(`currency is ${line.currency}, the shop's is ${currency}`)
  return 'refundId' in line ? refundEntries(line) : orderEntries(line, counting)
}

/** Orders of total 0 are taken for samples and replacements unless told. */
type Counting = { readonly countFree?: boolean }

/** An order of a file is paid at its moment; a cancelled one without a time of cancellation is called off at once. */
export const orderEntries = (line: OrderLine, { countFree = false }: Counting = {}): Entry[] => {
  const at = Date.parse(line.processedAt)
  const total = toMinor(line.totalPrice, line.currency)
  const entries: Entry[] = [
    {
      kind: 'order',
      id: line.orderId,
      at,
      customerId: line.customerId ?? null,
      total,
      discountCodes: line.discountCodes,
      ...goodsOf(line),
      country: countryCodeOf(line.country),
      counts: total !== 0 || countFree,
    },
    { kind: 'payment', id: line.orderId, at },
  ]
  if (line.cancelled === true || line.cancelledAt != null) {
    entries.push({
      kind: 'cancellation',
      id: line.orderId,
      at: line.cancelledAt == null ? at : Date.parse(line.cancelledAt),
    })
  }
  return entries.sort(compareKeys)
}

/** Postage, fees and discounts stand among a file's lines and are no goods; without lines nobody knows what was bought. */
const goodsOf = ({ lineItems, currency }: OrderLine): Pick<OrderEntry, 'skus' | 'subtotal' | 'itemsCount'> => {
  const goods = lineItems.filter(({ nonProduct }) => nonProduct !== true)
  const skus = [...new Set(goods.flatMap(({ sku }) => sku ?? []))]
  const subtotal = sumLines(goods, currency)
  if (lineItems.length === 0 || subtotal === undefined) return { skus }
  return { skus, subtotal, itemsCount: goods.reduce((sum, { quantity }) => sum + quantity, 0) }
}

/**
 * A refund of several orders is one entry an order (ids, … in order of appearance); its lines without a known
 * order are one adjustment. Sums of lines are rounded once an entry, half away from zero.
 */
export const refundEntries = (line: RefundLine, isKnownOrder: (id: string) => boolean = () => true): Entry[] => {
  const at = Date.parse(line.processedAt)
  const knownOf = ({ orderId }: { readonly orderId?: string | undefined }) =>
    orderId !== undefined && isKnownOrder(orderId) ? orderId : undefined
  const orderIds = [...new Set(line.lineItems.flatMap((item) => knownOf(item) ?? []))]
  const loose = line.lineItems.filter((item) => knownOf(item) === undefined)
  const whole = toMinor(line.amount, line.currency)
  if (line.orderId !== undefined && isKnownOrder(line.orderId))
    return [{ kind: 'refund', id: line.refundId, at, orderId: line.orderId, amount: whole }]
  if (orderIds.length === 0)
    return [{ kind: 'adjustment', id: line.refundId, at, customerId: line.customerId, amount: whole }]

  const sumOf = (lines: RefundLine['lineItems']): number => {
    const sum = sumLines(lines, line.currency)
    if (sum === undefined) throw problem('a sum of lines is past what can be counted')
    return sum
  }
  const refunds = orderIds.map(
    (orderId, index): Entry => ({
      kind: 'refund',
      id: orderIds.length === 1 && loose.length === 0 ? line.refundId : `${line.refundId}-${index + 1}`,
      at,
      orderId,
      amount: sumOf(line.lineItems.filter((item) => knownOf(item) === orderId)),
    }),
  )
  if (loose.length === 0) return refunds
  return [...refunds, { kind: 'adjustment', id: line.refundId, at, customerId: line.customerId, amount: sumOf(loose) }]
}

const toMinor = (decimal: string, currency: string): number => {
  const minor = parseMoney(decimal, currency)
  if (minor === undefined) throw problem(`${decimal} ${currency} is no amount that can be counted`)
  return minor
}

const problem = (message: string): AppError => new AppError('request.invalid', message)
