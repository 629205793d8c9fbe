import { defineOrderFact } from '../define.ts'

/** A subscription billed by itself. */
export const isRenewal = defineOrderFact({
  name: 'order.isRenewal',
  type: 'boolean',
  label: 'renewal',
  atCheckout: 'cart.hasSubscription',
  meaning: 'Whether a subscription was billed by itself, and nobody shopped.',
  claims: { yes: 'the order renews a subscription', no: 'the order does not renew a subscription' },
  read: (order) => order.isRenewal ?? false,
})
