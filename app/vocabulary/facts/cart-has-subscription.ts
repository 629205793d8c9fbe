import { defineCartFact } from '../define.ts'

export const cartHasSubscription = defineCartFact({
  name: 'cart.hasSubscription',
  type: 'boolean',
  label: 'subscription in the cart',
  claims: { yes: 'a subscription is in the cart', no: 'no subscription is in the cart' },
  meaning: 'Whether a line of the cart begins a subscription.',
  read: ({ hasSubscription }) => hasSubscription,
})
