import { z } from 'zod'
import { definePayload, UnreadablePayload } from './define.ts'
import { identified, moment, resourceIdOf, restId, shopMoney } from './fields.ts'

const stamp = identified.extend({ created_at: moment.nullish(), processed_at: moment.nullish() })
const momentOf = (refund: z.infer<typeof stamp>): number => {
  const at = refund.processed_at ?? refund.created_at
  if (at == null) throw new UnreadablePayload('it names neither processed_at nor created_at')
  return at
}

const whole = stamp.extend({
  order_id: restId,
  transactions: z.array(
    z.object({
      kind: z.string(),
      status: z.string(),
      amount: z.string(),
      currency: z.string().nullish(),
    }),
  ),
})

/** Transactions that will never move money. */
const OVER = new Set(['failure', 'error'])

/**
 * The payload has no total, and its transactions may be in the customer's currency, pending, or in none: only when every one
 * is settled in shop money is their sum the refund's worth. Otherwise Shopify is asked for the total.
 */
export const refunds = definePayload({
  topics: ['refunds/create'],
  stamp,
  whole,
  place: (refund) => {
    const id = resourceIdOf(refund)
    return { resourceId: id, key: { at: momentOf(refund), kind: 'refund', id } }
  },
  read: (refund, _topic, { currency }) => {
    const id = resourceIdOf(refund)
    const moving = refund.transactions.filter(({ kind, status }) => kind === 'refund' && !OVER.has(status))
    const settled = moving.every((transaction) => transaction.status === 'success' && transaction.currency === currency)
    if (!settled) return { entries: [], reread: { kind: 'refund', id } }
    const amount = moving.reduce(
      (sum, transaction) => sum + shopMoney({ amount: transaction.amount, currency }, currency),
      0,
    )
    return { entries: [{ kind: 'refund', id, at: momentOf(refund), orderId: refund.order_id, amount }] }
  },
})
