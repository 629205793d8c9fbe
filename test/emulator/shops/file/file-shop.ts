import { countryCodeOf } from '../../../../app/engine/country-codes.ts'
import { createRandom } from '../../random.ts'
import type { Change } from '../../store/changes.ts'
import { minorDigits, sumToMinor, toDecimal, toMinor } from '../../store/money.ts'
import type { LineItem, Order, Refund } from '../../store/records.ts'
import { createState, type IdKind } from '../../store/state.ts'
import { inventPerson } from '../names.ts'
import type { ShopOrigin } from '../origin.ts'
import { compareFileIds, type FileIds, keepIds, mapIds } from './file-ids.ts'
import { type FileOrder, type FileRefund, readOrders, readRefunds } from './read-lines.ts'
import { type Adjustment, type OrderRefund, splitRefund } from './split-refunds.ts'

/** A refund that names no order, as a line that the app's own import takes; its customer is named by the id in the shop. */
export type FileAdjustment = { readonly id: string; readonly at: number; readonly line: FileRefund }

export type FileShopSource = {
  readonly domain: string
  readonly orders: string
  readonly refunds?: string
  readonly live?: number | 'all'
}

/** A shop whose past and trade are those of an orders file. */
export const openFileShop = (source: FileShopSource): ShopOrigin => {
  const orders = readOrders(source.orders).sort(
    (a, b) => byMoment(a.processedAt, b.processedAt) || compareFileIds(a.orderId, b.orderId),
  )
  const currency = orders[0]?.currency ?? 'EUR'
  const settings = {
    id: 60_000_000_002,
    domain: source.domain,
    name: 'Shop from a file',
    currency,
    timeZone: 'UTC',
    countryCode: 'GB',
  }
  const digits = minorDigits(currency)
  const known = new Set(orders.map(({ orderId }) => orderId))
  const split = (source.refunds === undefined ? [] : readRefunds(source.refunds)).map((refund) =>
    splitRefund(refund, (id) => known.has(id), digits),
  )
  const refunds = split.flatMap((part) => part.refunds).sort((a, b) => a.at - b.at || compareFileIds(a.id, b.id))
  const adjustments = split.flatMap((part) => part.adjustment ?? [])

  const first = createState(settings).nextIds
  const fileIds = {
    // By their ids alone: two orders called off in one moment stand in the ledger by id, whichever was placed first.
    orders: mapIds('order', orders.map(({ orderId }) => orderId).sort(compareFileIds), first.order),
    customers: keepIds('customer', customerIdsOf(orders, adjustments).sort(compareFileIds), first.customer),
    refunds: mapIds(
      'refund',
      refunds.map(({ id }) => id),
      first.refund,
    ),
  }
  const entries = entriesOf({ orders, refunds, adjustments, fileIds, digits, currency, first })

  const liveCount =
    source.live === 'all' ? orders.length : Math.min(source.live ?? Math.floor(orders.length / 10), orders.length)
  const firstLive = orders[orders.length - liveCount]
  const liveFrom = firstLive === undefined ? Number.POSITIVE_INFINITY : Date.parse(firstLive.processedAt)
  const past = entries.filter(({ at }) => at < liveFrom)
  const live = entries.slice(past.length)
  return {
    settings,
    past: past.flatMap(({ at, changes }) => changes.map((change) => ({ at, change }))),
    pastAdjustments: past.flatMap(({ adjustment }) => adjustment ?? []),
    startsAt: past.at(-1)?.at ?? live[0]?.at ?? 0,
    tellsTime: true,
    liveEntries: live.length,
    liveOrders: live.filter(({ kind }) => kind === 'order').length,
    trade: (index) => {
      const entry = live[index]
      if (!entry) throw new Error(`${source.orders} has no live entry ${index}`)
      return entry
    },
    fileIds,
  }
}

/** Of entries of one moment, in this order. */
const KINDS = ['order', 'payment', 'cancellation', 'refund', 'adjustment'] as const

type Entry = {
  readonly kind: (typeof KINDS)[number]
  readonly id: string
  readonly at: number
  readonly changes: Change[]
  readonly adjustment: FileAdjustment | null
}

type Contents = {
  readonly orders: readonly FileOrder[]
  readonly refunds: readonly OrderRefund[]
  readonly adjustments: readonly Adjustment[]
  readonly fileIds: FileIds
  readonly digits: number
  readonly currency: string
  readonly first: Readonly<Record<IdKind, number>>
}

const entriesOf = ({ orders, refunds, adjustments, fileIds, digits, currency, first }: Contents): Entry[] => {
  let lineId = first.line
  const placed = new Map<string, Order>()

  const toLine = ({ sku, title, quantity, price }: FileOrder['lineItems'][number]): LineItem => ({
    id: lineId++,
    sku,
    title,
    quantity,
    price,
    vendor: null,
    productType: null,
    productId: null,
  })

  const toOrder = (order: FileOrder, index: number): Order => {
    const at = Date.parse(order.processedAt)
    const goods = order.lineItems.filter(({ nonProduct }) => !nonProduct)
    return {
      id: fileIds.orders.toShopify(order.orderId),
      number: first.orderNumber + index,
      customerId: order.customerId == null ? null : fileIds.customers.toShopify(order.customerId),
      createdAt: at,
      processedAt: at,
      updatedAt: at,
      paidAt: null,
      cancelledAt: null,
      total: toMinor(order.totalPrice, digits),
      ...(order.lineItems.length > 0 && { charges: toMinor(order.totalPrice, digits) - sumToMinor(goods, digits) }),
      lines: goods.map(toLine),
      // What each took off is in no file.
      discountCodes: order.discountCodes.map((code) => ({ code, amount: 0, type: 'fixed_amount' })),
      countryCode: countryCodeOf(order.country),
      note: null,
      tags: [],
      test: false,
      delivery: null,
    }
  }

  const toRefund = ({ id, orderId, at, amount, lines }: OrderRefund): Refund => {
    const order = placed.get(orderId)
    return {
      id: fileIds.refunds.toShopify(id),
      orderId: fileIds.orders.toShopify(orderId),
      createdAt: at,
      amount,
      lines: lines.map((line) => ({
        id: lineId++,
        line: order?.lines.find(({ sku, price }) => sku === line.sku && price === line.price) ?? toLine(line),
        quantity: line.quantity,
        subtotal: sumToMinor([line], digits),
      })),
    }
  }

  const entries: Entry[] = []
  orders.forEach((fileOrder, index) => {
    const order = toOrder(fileOrder, index)
    placed.set(fileOrder.orderId, order)
    const entry = { id: fileOrder.orderId, at: order.processedAt, adjustment: null }
    entries.push({ ...entry, kind: 'order', changes: [{ kind: 'orderPlaced', order }] })
    entries.push({ ...entry, kind: 'payment', changes: [{ kind: 'orderPaid', id: order.id }] })
    if (fileOrder.cancelledAt == null && fileOrder.cancelled !== true) return
    const at = fileOrder.cancelledAt == null ? entry.at : Date.parse(fileOrder.cancelledAt)
    entries.push({ ...entry, kind: 'cancellation', at, changes: [{ kind: 'orderCancelled', id: order.id }] })
  })
  for (const refund of refunds) {
    entries.push({
      kind: 'refund',
      id: refund.id,
      at: refund.at,
      changes: [{ kind: 'refunded', refund: toRefund(refund) }],
      adjustment: null,
    })
  }
  for (const adjustment of adjustments) {
    const line = importLine(adjustment, String(fileIds.customers.toShopify(adjustment.customerId)), currency, digits)
    entries.push({
      kind: 'adjustment',
      id: adjustment.id,
      at: adjustment.at,
      changes: [],
      adjustment: { id: adjustment.id, at: adjustment.at, line },
    })
  }
  entries.sort((a, b) => a.at - b.at || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compareFileIds(a.id, b.id))
  registerCustomers(entries, fileIds)
  return entries
}

/** A customer comes into being with the first entry that names one. */
const registerCustomers = (entries: readonly Entry[], { customers }: FileIds) => {
  const registered = new Set<number>()
  for (const { at, changes, adjustment } of entries) {
    const order = changes.find((change) => change.kind === 'orderPlaced')?.order
    const id = adjustment ? Number(adjustment.line.customerId) : order?.customerId
    if (id == null || registered.has(id)) continue
    registered.add(id)
    const fileId = customers.toFile(id)
    const person = inventPerson(createRandom(1, 'file customer', fileId), fileId, order?.countryCode ?? null)
    const customer = { id, ...person, phone: null, createdAt: at, updatedAt: at, tags: [], note: null }
    changes.unshift({ kind: 'customerCreated', customer })
  }
}

const importLine = (adjustment: Adjustment, customerId: string, currency: string, digits: number): FileRefund => ({
  refundId: adjustment.id,
  customerId,
  processedAt: new Date(adjustment.at).toISOString(),
  currency,
  amount: toDecimal(adjustment.amount, digits),
  lineItems: adjustment.lines.map(({ orderId: _unknown, ...line }) => line),
})

const customerIdsOf = (orders: readonly FileOrder[], adjustments: readonly Adjustment[]): string[] => [
  ...new Set([
    ...orders.flatMap(({ customerId }) => customerId ?? []),
    ...adjustments.map(({ customerId }) => customerId),
  ]),
]

const byMoment = (a: string, b: string) => Date.parse(a) - Date.parse(b)
