import { isCount } from './bits.ts'
import type { CheckoutCart } from './checkout-cart.ts'
import { readStanding } from './standing.ts'

/** Whom the checkout deals with: by a standing, by what is true of newcomers, or by nothing at all. */
export type Who =
  | {
      readonly kind: 'customer'
      readonly upTo: number
      /** They have ordered since the standing was written. */
      readonly hasOrderedSince: boolean
      /** The truths of standing leaves, 30 a word. */
      readonly words: readonly number[]
    }
  | { readonly kind: 'newcomer' | 'guest' | 'unknown' | 'damaged' }

/** A guest may have bought before, and is never taken for anybody whom we know. */
export const whoIs = (customer: CheckoutCart['customer'], standing: unknown): Who => {
  if (customer === undefined) return { kind: 'guest' }
  if (!isCount(customer.numberOfOrders)) return { kind: 'damaged' }
  if (standing === undefined || standing === null)
    return { kind: customer.numberOfOrders === 0 ? 'newcomer' : 'unknown' }
  const read = readStanding(standing)
  if (read === undefined) return { kind: 'damaged' }
  const { upTo, numberOfOrders, words } = read
  return { kind: 'customer', upTo, hasOrderedSince: customer.numberOfOrders > numberOfOrders, words }
}
