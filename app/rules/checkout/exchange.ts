import { decimalsOf } from '../money.ts'
import type { CheckoutCart } from './checkout-cart.ts'

/** Amounts of the shop's currency in the cart's and back, whole minor units, rounded down. */
export type Exchange = {
  readonly toCart: (amount: number) => number
  readonly toShop: (amount: number) => number
}

/** Undefined for a rate that is none. */
export const exchangeFor = (
  { currency, rate }: Pick<CheckoutCart, 'currency' | 'rate'>,
  shopCurrency: string,
): Exchange | undefined => {
  const factor = rate * 10 ** (decimalsOf(currency) - decimalsOf(shopCurrency))
  if (!(factor > 0 && factor < Number.POSITIVE_INFINITY)) return undefined
  return {
    toCart: (amount: number) => roundDown(amount * factor),
    toShop: (amount: number) => roundDown(amount / factor),
  }
}

/** 110 at 1.1 is 100 and not 99, as binary fractions would have it. */
const SLACK = 1e-6

export const roundDown = (amount: number): number => Math.floor(amount + SLACK)
