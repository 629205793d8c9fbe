import type { OrderLine, RefundLine, Trade } from './order-files.ts'

const HOUR_MS = 60 * 60 * 1000
const COUNTRIES = ['United Kingdom', 'United Kingdom', 'Germany', 'France', 'Unspecified', undefined]

/**
 * A shop on an ordinary run of days: some customers come back often and most do not, some orders are called off, some go
 * back in part, in full, or without anybody knowing which order they were of. Moments are whole hours, so many coincide.
 * The same numbers give the same trade.
 */
export const ordinaryTrade = (options: {
  readonly orders: number
  readonly customers: number
  readonly from: string
  /** Of the whole trade, in days. */
  readonly days: number
}): Trade => {
  const chance = chances()
  const below = (bound: number) => Math.floor(chance() * bound)
  const moment = () => Date.parse(options.from) + below(options.days * 24) * HOUR_MS
  const moments = Array.from({ length: options.orders }, moment).sort((left, right) => left - right)

  const orders: OrderLine[] = []
  const refunds: RefundLine[] = []
  moments.forEach((at, index) => {
    const orderId = String(7001 + index)
    // Squared, so that few customers have many of the orders.
    const customerId = String(501 + Math.floor(chance() ** 2 * options.customers))
    const quantity = 1 + below(4)
    const pence = 200 + below(4_800)
    const line = { sku: `CUP-${below(40)}`, title: 'Cup', quantity, price: pounds(pence) }
    const country = COUNTRIES[below(COUNTRIES.length)]
    orders.push({
      orderId,
      customerId,
      processedAt: iso(at),
      currency: 'GBP',
      totalPrice: pounds(quantity * pence),
      lineItems: [line],
      ...(country === undefined ? {} : { country }),
      ...(chance() < 0.04 ? { cancelled: true, cancelledAt: iso(at + below(60 * 24) * HOUR_MS) } : {}),
    })
    if (chance() > 0.2) return
    const returned = { ...line, quantity: 1 + below(quantity) }
    const isMatched = chance() < 0.7
    refunds.push({
      refundId: `B${index + 1}`,
      ...(isMatched ? { orderId } : {}),
      customerId,
      processedAt: iso(at + below(40 * 24) * HOUR_MS),
      currency: 'GBP',
      amount: pounds(returned.quantity * pence),
      lineItems: [isMatched ? { ...returned, orderId } : returned],
    })
  })
  return { orders, refunds: refunds.sort((left, right) => (left.processedAt < right.processedAt ? -1 : 1)) }
}

const iso = (at: number): string => new Date(at).toISOString()
const pounds = (pence: number): string => (pence / 100).toFixed(2)

/** Lehmer's generator: numbers from 0 to 1, the same ones every time. */
const chances = () => {
  let state = 20_261
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
