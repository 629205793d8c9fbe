import type { CheckoutPlatform, HeldStanding } from '../../engine/checkout-ports.ts'
import { METAFIELD_NAMESPACE, METAFIELD_TYPE, STANDING_KEY } from '../../rules/checkout/metafields.ts'
import type { AdminClient } from '../client.ts'
import { readStandings } from '../operations/read-standings.ts'
import { writeStandings } from '../operations/set-metafields.ts'
import { gidOf } from '../payloads/fields.ts'
import { objection, unasked } from './asked.ts'

export const createStandingReader =
  (ask: AdminClient): CheckoutPlatform['readStandings'] =>
  async (shop, customerIds) => {
    const reply = await ask(shop, readStandings, { ids: customerIds.map((id) => gidOf('Customer', id)) })
    if (!reply.answered) return unasked(reply)
    const byGid = new Map(customerIds.map((id) => [gidOf('Customer', id), id]))
    const held = reply.data.nodes.flatMap((node): [string, HeldStanding][] => {
      const customerId = node === null ? undefined : byGid.get(node.id)
      if (node === null || customerId === undefined) return []
      const { numberOfOrders, standing } = node
      return [[customerId, { numberOfOrders, text: standing?.value ?? null, digest: standing?.compareDigest ?? null }]]
    })
    return { is: 'done', data: new Map(held) }
  }

export const createStandingWriter =
  (ask: AdminClient): CheckoutPlatform['writeStandings'] =>
  async (shop, standings) => {
    const metafields = standings.map(({ customerId, text, digest }) => ({
      ownerId: gidOf('Customer', customerId),
      namespace: METAFIELD_NAMESPACE,
      key: STANDING_KEY,
      type: METAFIELD_TYPE,
      value: text,
      compareDigest: digest,
    }))
    const reply = await ask(shop, writeStandings, { metafields })
    if (!reply.answered) return unasked(reply)
    const { userErrors } = reply.data.metafieldsSet
    return userErrors.length > 0
      ? objection('what the checkout is told of customers', userErrors)
      : { is: 'done', data: null }
  }
