import { z } from 'zod'
import { defineOperation } from './define.ts'
import { refundNode } from './order-fields.ts'

/** One refund with the total that its webhook lacks. */
export const readRefund = defineOperation<{ id: string }>()({
  name: 'ReadRefund',
  query: `query ReadRefund($id: ID!) {
  refund(id: $id) {
    id
    processedAt
    totalRefundedSet { shopMoney { amount currencyCode } }
    order { id }
  }
}`,
  answer: z.object({ refund: refundNode.extend({ order: z.object({ id: z.string() }) }).nullable() }),
})
