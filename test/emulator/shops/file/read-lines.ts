import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

/** Lines of an orders file and a refunds file. */

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/)
const time = z.iso.datetime({ offset: true })
const line = z.object({
  sku: z.string().default(''),
  title: z.string().default(''),
  quantity: z.number().int(),
  price: decimal,
  /** Postage, fees and discounts: in Shopify these are no lines. */
  nonProduct: z.boolean().default(false),
})

const order = z.object({
  orderId: z.string(),
  customerId: z.string().nullish(),
  processedAt: time,
  currency: z.string().length(3),
  totalPrice: decimal,
  lineItems: z.array(line),
  cancelled: z.boolean().optional(),
  cancelledAt: time.nullish(),
  country: z.string().optional(),
  discountCodes: z.array(z.string()).default([]),
})

const refund = z.object({
  refundId: z.string(),
  orderId: z.string().optional(),
  customerId: z.string(),
  processedAt: time,
  currency: z.string().length(3),
  amount: decimal,
  lineItems: z.array(line.extend({ orderId: z.string().optional() })),
})

export type FileOrder = z.infer<typeof order>
export type FileRefund = z.infer<typeof refund>

export const readOrders = (file: string): FileOrder[] => readLines(file, order)
export const readRefunds = (file: string): FileRefund[] => readLines(file, refund)

const readLines = <T>(file: string, shape: z.ZodType<T>): T[] => {
  const bytes = readFileSync(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .split('\n')
    .flatMap((content, index) =>
      content.trim() === '' ? [] : [parseLine(content, shape, `${file}, line ${index + 1}`)],
    )
}

const parseLine = <T>(content: string, shape: z.ZodType<T>, place: string): T => {
  const parsed = shape.safeParse(jsonOf(content, place))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Error(`${place}: ${problems.join('; ')}`)
}

const jsonOf = (content: string, place: string): unknown => {
  try {
    return JSON.parse(content)
  } catch (error) {
    throw new Error(`${place}: not JSON`, { cause: error })
  }
}
