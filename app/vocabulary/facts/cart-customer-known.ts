import { defineCartFact } from '../define.ts'

export const cartCustomerKnown = defineCartFact({
  name: 'cart.customerKnown',
  type: 'boolean',
  label: 'signed in',
  claims: { yes: 'the customer is signed in', no: 'nobody is signed in' },
  meaning: 'Whether somebody is signed in at the checkout.',
  read: ({ customerKnown }) => customerKnown,
})
