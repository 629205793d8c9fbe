import type { Performed, RereadEffect } from '../../engine/ports.ts'
import type { AdminClient } from '../client.ts'
import type { AskedLine } from '../operations/order-fields.ts'
import { readOrder } from '../operations/read-order.ts'
import { readRefund } from '../operations/read-refund.ts'
import { gidOf } from '../payloads/fields.ts'
import { giftCardsIn, listedIn, offersIn, readOrderLines } from '../payloads/order-lines.ts'
import { hasPersonsNote } from '../payloads/order-note.ts'
import { unanswered } from './outcome.ts'

/**
 * Asks for an order or a refund again. `result.node` is the body of a delivery with the topic `reread/order` or
 * `reread/refund`; without a result the thing is gone from the shop and there is nothing to learn.
 */
export const performReread = (ask: AdminClient, shop: string, effect: RereadEffect): Promise<Performed> =>
  effect.what === 'order' ? rereadOrder(ask, shop, effect.id) : rereadRefund(ask, shop, effect.id)

const rereadOrder = async (ask: AdminClient, shop: string, orderId: string): Promise<Performed> => {
  const lines: AskedLine[] = []
  let after: string | null = null
  for (;;) {
    const reply = await readPage(ask, shop, orderId, after)
    if (!reply.answered) return unanswered(reply)
    if (!reply.data.order) return { outcome: 'done' }
    const { lineItems, note, ...order } = reply.data.order
    lines.push(...lineItems.edges.map(({ node }) => node))
    after = lineItems.pageInfo.endCursor ?? null
    if (!lineItems.pageInfo.hasNextPage || after === null) {
      const node = {
        ...order,
        ...readOrderLines(lines),
        giftCards: giftCardsIn(lines),
        listed: listedIn(lines),
        offers: offersIn(lines.flatMap(({ discountAllocations }) => discountAllocations ?? [])),
        hasNote: hasPersonsNote(note),
      }
      return { outcome: 'done', result: { node } }
    }
  }
}

const readPage = (ask: AdminClient, shop: string, orderId: string, after: string | null) =>
  ask(shop, readOrder, { id: gidOf('Order', orderId), after })

const rereadRefund = async (ask: AdminClient, shop: string, refundId: string): Promise<Performed> => {
  const reply = await ask(shop, readRefund, { id: gidOf('Refund', refundId) })
  if (!reply.answered) return unanswered(reply)
  return reply.data.refund ? { outcome: 'done', result: { node: reply.data.refund } } : { outcome: 'done' }
}
