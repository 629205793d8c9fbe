import { isSubscriber as isSubscriberAt } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** A subscription of theirs was billed in the last 90 × 24 h. */
export const isSubscriber = defineCustomerFact({
  name: 'customer.isSubscriber',
  type: 'boolean',
  label: 'subscriber',
  meaning: 'Whether a subscription of theirs was billed in the last 90 days. Missing for somebody who never ordered.',
  claims: { yes: 'the customer has a subscription', no: 'the customer has no subscription' },
  read: (customer, at) => (customer.ordersCount === 0 ? undefined : isSubscriberAt(customer, at)),
})
