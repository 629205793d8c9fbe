import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Orders and refunds as their files have them, oldest first. */
export type Trade = { readonly orders: readonly OrderLine[]; readonly refunds: readonly RefundLine[] }
export type OrderFiles = { readonly orders: string; readonly refunds: string }

export type Line = {
  readonly sku: string
  readonly title: string
  readonly quantity: number
  readonly price: string
  readonly orderId?: string
  readonly nonProduct?: boolean
}
export type OrderLine = {
  readonly orderId: string
  readonly customerId?: string | null
  readonly processedAt: string
  readonly currency: string
  readonly totalPrice: string
  readonly lineItems: readonly Line[]
  readonly cancelled?: boolean
  readonly cancelledAt?: string
  readonly country?: string
}
export type RefundLine = {
  readonly refundId: string
  readonly orderId?: string
  readonly customerId: string
  readonly processedAt: string
  readonly currency: string
  readonly amount: string
  readonly lineItems: readonly Line[]
}

/** One trade after or among another: files need not be sorted between orders of different customers, but these are. */
export const together = (...trades: readonly Trade[]): Trade => ({
  orders: trades.flatMap(({ orders }) => orders).sort(byMoment),
  refunds: trades.flatMap(({ refunds }) => refunds).sort(byMoment),
})

const byMoment = (left: { readonly processedAt: string }, right: { readonly processedAt: string }) =>
  Date.parse(left.processedAt) - Date.parse(right.processedAt)

/** Refunds packed and orders plain: both kinds are read. */
export const writeTrade = (folder: string, { orders, refunds }: Trade): OrderFiles => {
  const files = { orders: join(folder, 'orders.jsonl'), refunds: join(folder, 'refunds.jsonl.gz') }
  writeFileSync(files.orders, toLines(orders))
  writeFileSync(files.refunds, gzipSync(toLines(refunds)))
  return files
}

const toLines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
