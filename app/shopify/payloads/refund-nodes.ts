import { z } from 'zod'
import type { RefundEntry } from '../../ledger/entries.ts'
import { refundNode } from '../operations/order-fields.ts'
import { definePayload } from './define.ts'
import { gid, idOfGid, moment, shopMoney } from './fields.ts'

/** A refund that we asked for because its webhook did not say what it was worth. */
export const refundNodes = definePayload({
  topics: ['reread/refund'],
  stamp: z.object({ id: gid, processedAt: moment }),
  whole: refundNode.extend({ order: z.object({ id: gid }) }),
  place: ({ id, processedAt }) => ({ resourceId: id, key: { at: processedAt, kind: 'refund', id } }),
  read: (node, _topic, context) => ({ entries: [readRefundNode(node, node.order.id, context)] }),
})

export const readRefundNode = (
  node: z.infer<typeof refundNode>,
  orderId: string,
  context: { readonly currency: string },
): RefundEntry => {
  const { amount, currencyCode } = node.totalRefundedSet.shopMoney
  return {
    kind: 'refund',
    id: idOfGid(node.id),
    at: Date.parse(node.processedAt),
    orderId,
    amount: shopMoney({ amount, currency: currencyCode }, context.currency),
  }
}
