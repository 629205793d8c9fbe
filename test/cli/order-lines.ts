import { fileOf } from './run-perennial.ts'

type Given = Readonly<Record<string, unknown>>

export const order = (
  orderId: string,
  customerId: string | null,
  processedAt: string,
  totalPrice: string,
  given: Given = {},
) => ({
  orderId,
  customerId,
  processedAt,
  currency: 'GBP',
  totalPrice,
  lineItems: [{ sku: 'CUP', title: 'Cup', quantity: 1, price: totalPrice }],
  ...given,
})

export const refund = (refundId: string, orderId: string, customerId: string, processedAt: string, amount: string) => ({
  refundId,
  orderId,
  customerId,
  processedAt,
  currency: 'GBP',
  amount,
  lineItems: [],
})

export const toLines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** Ada comes four times, Bob twice, Cyd once; what Cyd bought came back in part. */
export const ORDERS = [
  order('1', 'ada', '2026-01-05T10:00:00Z', '100.00'),
  order('2', 'bob', '2026-01-20T10:00:00Z', '80.00'),
  order('3', 'ada', '2026-02-05T10:00:00Z', '50.00'),
  order('4', 'cyd', '2026-02-10T10:00:00Z', '400.00'),
  order('5', 'ada', '2026-03-05T10:00:00Z', '60.00'),
  order('6', 'bob', '2026-03-20T10:00:00Z', '20.00'),
  order('7', 'ada', '2026-04-05T10:00:00Z', '200.00'),
]
export const REFUNDS = [refund('R1', '4', 'cyd', '2026-02-20T10:00:00Z', '150.00')]

export const ordersFile = (rows: readonly unknown[] = ORDERS): string => fileOf('orders.jsonl', toLines(rows))
export const refundsFile = (rows: readonly unknown[] = REFUNDS): string => fileOf('refunds.jsonl', toLines(rows))

/** Ten per cent for whoever has more than one kept order, but for what a test says. */
export const ruleOf = (given: Given = {}) => ({
  format: 1,
  name: 'Ten percent for regulars',
  trigger: 'order.paid',
  conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 1 }] },
  actions: [{ type: 'discount.code', params: { percent: 10, expiresInDays: 60 } }],
  ...given,
})

export const ruleFile = (given: Given = {}, name = 'rule.json'): string =>
  fileOf(name, JSON.stringify(ruleOf(given), null, 2))
