import { defineOrderFact } from '../define.ts'

/** Two-letter code of where it is delivered, else billed. */
export const orderCountry = defineOrderFact({
  name: 'order.country',
  type: 'text',
  label: 'country of the order',
  atCheckout: 'cart.country',
  meaning: 'Two-letter code of the country the order goes to, such as GB. Missing when it is not known.',
  read: (order) => order.country ?? undefined,
})
