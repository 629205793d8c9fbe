import { defineCartFact } from '../define.ts'

export const cartProductTags = defineCartFact({
  name: 'cart.productTags',
  type: 'list',
  namedOnly: true,
  label: 'product tags in the cart',
  meaning:
    'The tags that the products in the cart have, among those that rules ask about. Empty without any. What was ordered in the past is remembered without them.',
  read: ({ productTags }) => productTags,
})
