import { defineCartFact } from '../define.ts'

export const cartCountry = defineCartFact({
  name: 'cart.country',
  type: 'text',
  label: 'country of the cart',
  meaning: 'Two-letter code of where it goes. Missing until an address is known.',
  read: ({ country }) => country,
})
