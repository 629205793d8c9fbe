import type { Change } from '../store/changes.ts'
import { discountOf, type ShopState } from '../store/state.ts'
import { consentPayload } from './payloads/consent-payload.ts'
import { customerDeletePayload, customerPayload, type ProtectedData, tagsPayload } from './payloads/customer-payload.ts'
import { discountDeletePayload, discountPayload, segmentPayload } from './payloads/discount-payload.ts'
import { orderEditedPayload, orderPayload } from './payloads/order-payload.ts'
import { refundPayload } from './payloads/refund-payload.ts'
import { appUninstalledPayload, compliancePayload, scopesUpdatePayload } from './payloads/shop-payload.ts'
import type { Topic } from './topics.ts'

/** A webhook before it is sealed; the body is only built when somebody still has to get it. */
export type Announcement = { readonly topic: Topic; readonly body: () => unknown }

/**
 * What Shopify tells apps of a change, in its order. Called when the change is done; `scopesBefore` is what it replaced.
 * `quiet`: the entries of an orders file, which bring their own topics and no orders/updated beside them.
 */
export const webhooksOf = (
  state: ShopState,
  change: Change,
  circumstances: { at: number; scopesBefore: readonly string[]; protectedData: ProtectedData; quiet: boolean },
): Announcement[] => {
  const { at, scopesBefore, protectedData, quiet } = circumstances

  const orderSays = (id: number, ...topics: Topic[]): Announcement[] => {
    const order = state.orders.get(id)
    if (!order) return []
    return topics
      .filter((topic) => !(quiet && topic === 'orders/updated'))
      .map((topic) => ({ topic, body: () => orderPayload(state, order, protectedData) }))
  }
  const customerSays = (id: number, topic: Topic): Announcement[] => {
    const customer = state.customers.get(id)
    return customer ? [{ topic, body: () => customerPayload(state, customer, protectedData) }] : []
  }

  const discountSays = (id: number, topic: Topic): Announcement[] => {
    const discount = discountOf(state, id)
    return discount ? [{ topic, body: () => discountPayload(discount, state, at) }] : []
  }

  switch (change.kind) {
    case 'customerCreated':
      return quiet ? [] : customerSays(change.customer.id, 'customers/create')
    case 'customerChanged':
    case 'metafieldSet':
      return customerSays(change.id, 'customers/update')
    case 'consentChanged': {
      const customer = state.customers.get(change.id)
      return customer === undefined
        ? []
        : [
            {
              topic: CONSENT_TOPICS[change.channel],
              body: () => consentPayload(state, customer, change.channel, protectedData),
            },
            ...customerSays(change.id, 'customers/update'),
          ]
    }
    case 'customerDeleted':
      return [{ topic: 'customers/delete', body: () => customerDeletePayload(change.id) }]
    case 'tagsAdded':
    case 'tagsRemoved': {
      if (change.on === 'Order') return orderSays(change.id, 'orders/updated')
      const topic = change.kind === 'tagsAdded' ? 'customer.tags_added' : 'customer.tags_removed'
      return [
        { topic, body: () => tagsPayload(change.id, change.tags, at) },
        ...customerSays(change.id, 'customers/update'),
      ]
    }
    case 'orderPlaced':
      return orderSays(change.order.id, 'orders/create')
    case 'orderPaid':
      return orderSays(change.id, 'orders/paid', 'orders/updated')
    case 'orderCancelled':
      return orderSays(change.id, 'orders/cancelled', 'orders/updated')
    case 'orderDeleted':
      return [{ topic: 'orders/delete', body: () => ({ id: change.id }) }]
    case 'orderEdited':
      return [
        {
          topic: 'orders/edited',
          body: () => orderEditedPayload(state, { orderId: change.id, added: change.added, at }),
        },
        ...orderSays(change.id, 'orders/updated'),
      ]
    case 'noteWritten':
      return orderSays(change.id, 'orders/updated')
    case 'refunded':
      return [
        { topic: 'refunds/create', body: () => refundPayload(state, change.refund) },
        ...orderSays(change.refund.orderId, 'orders/updated'),
      ]
    case 'uninstalled':
      return [{ topic: 'app/uninstalled', body: () => appUninstalledPayload(state) }]
    case 'scopesChanged':
      return [
        {
          topic: 'app/scopes_update',
          body: () => scopesUpdatePayload(state, { previous: scopesBefore, current: change.scopes, at }),
        },
      ]
    case 'complianceRequested':
      return [{ topic: change.request.topic, body: () => compliancePayload(state, change.request) }]
    case 'codeCreated':
      return discountSays(change.code.id, 'discounts/create')
    case 'automaticCreated':
      return discountSays(change.discount.id, 'discounts/create')
    case 'codeDeactivated':
    case 'discountChanged':
    case 'discountMetafieldSet':
      return discountSays(change.id, 'discounts/update')
    case 'discountDeleted':
      return [{ topic: 'discounts/delete', body: () => discountDeletePayload(change.id, at) }]
    case 'segmentSaved':
      // Of one that is new no app of ours needs to hear: nothing hangs on it yet.
      return change.segment.createdAt === change.segment.editedAt
        ? []
        : [{ topic: 'segments/update', body: () => segmentPayload(change.segment) }]
    case 'functionsChanged':
    case 'installed':
    case 'tokensIssued':
    case 'bulkChanged':
      return []
    default:
      throw new Error(`unknown change ${JSON.stringify(change satisfies never)}`)
  }
}

const CONSENT_TOPICS = {
  email: 'customers_email_marketing_consent/update',
  sms: 'customers_marketing_consent/update',
} as const
