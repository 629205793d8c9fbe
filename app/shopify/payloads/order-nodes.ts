import { z } from 'zod'
import type { Reading } from '../../engine/ports.ts'
import { type OrderNode, orderNode } from '../operations/order-fields.ts'
import { definePayload, type OrderContext } from './define.ts'
import { gid, idOfGid, moment } from './fields.ts'
import { readOrderCopy } from './order-copy.ts'
import { offersIn } from './order-lines.ts'
import { readRefundNode } from './refund-nodes.ts'

/** An order that we asked for: the answer of a re-read, which stands where its copy was made, like `orders/updated`. */
export const orderNodes = definePayload({
  topics: ['reread/order'],
  stamp: z.object({ id: gid, updatedAt: moment }),
  whole: orderNode,
  place: ({ id, updatedAt }) => ({ resourceId: id, key: { at: updatedAt, kind: 'payment', id } }),
  read: (node, _topic, context) => readOrderNode(node, context),
})

/** The same reading that the order's webhooks would have given, with its refunds. */
export const readOrderNode = (node: OrderNode, context: OrderContext): Reading => {
  const id = idOfGid(node.id)
  const reading = readOrderCopy(
    {
      id,
      name: node.name,
      processedAt: Date.parse(node.processedAt),
      updatedAt: Date.parse(node.updatedAt),
      cancelledAt: node.cancelledAt == null ? null : Date.parse(node.cancelledAt),
      test: node.test,
      financialStatus: node.displayFinancialStatus?.toLowerCase() ?? null,
      total: amountOf(node.totalPriceSet),
      giftCards: (node.giftCards ?? []).map(amountOf),
      subtotal: node.subtotalPriceSet ? amountOf(node.subtotalPriceSet) : null,
      discountTotal: node.totalDiscountsSet ? amountOf(node.totalDiscountsSet) : null,
      listed: node.listed ? amountOf(node.listed) : null,
      offers: [...(node.offers ?? []), ...offersIn(node.shippingLine?.discountAllocations ?? [])].map(
        ({ title, amount }) => ({ title, amount: amountOf(amount) }),
      ),
      paidIn: node.presentmentCurrencyCode ?? null,
      discountCodes: node.discountCodes,
      lines: {
        skus: node.skus,
        vendors: node.vendors,
        ...(node.itemsCount !== undefined && { itemsCount: node.itemsCount }),
      },
      tags: node.tags.toSorted(),
      source: node.sourceName ?? null,
      hasNote: node.hasNote ?? null,
      isBusiness: node.purchasingEntity?.__typename === 'PurchasingCompany',
      countryCode: node.shippingAddress?.countryCodeV2 ?? node.billingAddress?.countryCodeV2,
      customer: node.customer ? { id: idOfGid(node.customer.id), firstName: null, lastName: null } : null,
    },
    context,
  )
  return {
    ...reading,
    entries: [...reading.entries, ...node.refunds.map((refund) => readRefundNode(refund, id, context))],
  }
}

const amountOf = ({ shopMoney: { amount, currencyCode } }: OrderNode['totalPriceSet']) => ({
  amount,
  currency: currencyCode,
})
