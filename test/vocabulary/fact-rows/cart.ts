import type { Cart } from '../../../app/rules/checkout/cart.ts'
import { cartCountry } from '../../../app/vocabulary/facts/cart-country.ts'
import { cartCurrency } from '../../../app/vocabulary/facts/cart-currency.ts'
import { cartCustomerKnown } from '../../../app/vocabulary/facts/cart-customer-known.ts'
import { cartHasSubscription } from '../../../app/vocabulary/facts/cart-has-subscription.ts'
import { cartIsBusiness } from '../../../app/vocabulary/facts/cart-is-business.ts'
import { cartItemsCount } from '../../../app/vocabulary/facts/cart-items-count.ts'
import { cartProductTags } from '../../../app/vocabulary/facts/cart-product-tags.ts'
import { cartSkus } from '../../../app/vocabulary/facts/cart-skus.ts'
import { cartSubtotal } from '../../../app/vocabulary/facts/cart-subtotal.ts'
import type { Row } from './row.ts'

const cart: Cart = {
  subtotal: 4250,
  itemsCount: 3,
  skus: ['TEA-1', 'POT-2'],
  productTags: ['sale'],
  country: 'GB',
  currency: 'GBP',
  customerKnown: true,
  isBusiness: false,
  hasSubscription: true,
}

const of = 'a cart of a teapot and two teas'

export const cartRows: readonly Row[] = [
  { fact: cartSubtotal, of, given: { cart }, is: 4250 },
  { fact: cartItemsCount, of, given: { cart }, is: 3 },
  { fact: cartSkus, of, given: { cart }, is: ['TEA-1', 'POT-2'] },
  { fact: cartProductTags, of, given: { cart }, is: ['sale'] },
  { fact: cartCountry, of, given: { cart }, is: 'GB' },
  {
    fact: cartCountry,
    of: 'a cart without an address',
    given: { cart: { ...cart, country: undefined } },
    is: undefined,
  },
  { fact: cartCurrency, of, given: { cart }, is: 'GBP' },
  { fact: cartCustomerKnown, of, given: { cart }, is: true },
  { fact: cartIsBusiness, of, given: { cart }, is: false },
  { fact: cartHasSubscription, of, given: { cart }, is: true },
]
