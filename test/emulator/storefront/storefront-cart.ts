import type { Customer } from '../store/records.ts'

/** What somebody has in front of them at the checkout. Prices are decimal strings of the shop's currency. */
export type StorefrontCart = {
  /** Signed in; null is a guest. */
  readonly customer: Customer | null
  readonly lines: readonly CartLine[]
  readonly code: string | null
  /** Two letters; null while no address is known. */
  readonly countryCode: string | null
}

export type CartLine = {
  readonly sku: string
  readonly title: string
  readonly quantity: number
  readonly price: string
  readonly productId: number | null
  readonly productType: string | null
  readonly vendor: string | null
  readonly tags: readonly string[]
  readonly isGiftCard?: true | undefined
  readonly isSubscription?: true | undefined
}

/** Minor units. */
export type PricedCart = {
  readonly lines: readonly (CartLine & { readonly amount: number })[]
  readonly subtotal: number
  readonly shipping: { readonly title: string; readonly price: number }
  /** Those that were taken, as the customer reads them. */
  readonly discounts: readonly Applied[]
  readonly total: number
  /** Why a code that was entered takes nothing off; null where none was, or it does. */
  readonly codeProblem: string | null
}

/** What one discount takes off, by the place of each line in the cart. */
export type Applied = {
  readonly title: string
  /** Null: it applies by itself. */
  readonly code: string | null
  readonly on: 'order' | 'products' | 'shipping'
  readonly value: { readonly percentage: number } | { readonly amount: number }
  readonly lines: ReadonlyMap<number, number>
  readonly shipping: number
}

export const worthOf = ({ lines, shipping }: Pick<Applied, 'lines' | 'shipping'>): number =>
  [...lines.values()].reduce((sum, amount) => sum + amount, shipping)
