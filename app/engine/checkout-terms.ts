import type { Offer } from '../rules/checkout/offer.ts'

/** The one discount that carries the policy, as the platform must know it before any cart is looked at. */
export type CheckoutTerms = {
  readonly title: string
  /** What it may take something off; sorted, not empty. */
  readonly classes: readonly Offer['on'][]
  /** Whether it reaches subscriptions too, for their first bill. */
  readonly onSubscriptions: boolean
}

/** What customers read where a shop shows no message of ours. */
export const DISCOUNT_TITLE = 'Perennial'

const CLASSES: readonly Offer['on'][] = ['order', 'products', 'shipping']

/** Of the rules that are in the policy. Without any, it takes nothing off, and must be of some class all the same. */
export const termsOf = (offers: readonly Pick<Offer, 'on' | 'subscriptions'>[]): CheckoutTerms => {
  const classes = CLASSES.filter((each) => offers.some(({ on }) => on === each))
  return {
    title: DISCOUNT_TITLE,
    classes: classes.length === 0 ? ['order'] : classes,
    onSubscriptions: offers.some(({ subscriptions }) => subscriptions),
  }
}
