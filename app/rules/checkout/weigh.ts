import type { Exchange } from './exchange.ts'
import { MESSAGES_APART } from './offer.ts'
import type { OfferRow } from './policy.ts'

/** What an offer would take off so much, minor units of the cart's currency and parts of one; never more than there is. */
export const takenOff = (offer: OfferRow, base: number, { toCart }: Exchange): number => {
  const [, worth, isAmount, atMost] = offer
  if (isAmount === 1) return Math.min(base, toCart(worth))
  const share = (base * worth) / 100
  return atMost === 0 ? share : Math.min(share, toCart(atMost))
}

/** Whether nothing but its per cent decides what it takes off, so that it may be passed on as per cent. */
export const isPlainPercent = (offer: OfferRow, base: number, exchange: Exchange): boolean =>
  offer[2] === 0 && takenOff(offer, base, exchange) === (base * offer[1]) / 100

/** Each message once, in the rules' order. */
export const messageOf = (offers: readonly OfferRow[]): string =>
  [...new Set(offers.map((offer) => offer[6]))].join(MESSAGES_APART)

/** Sums of per cents without what binary fractions add: 7.1 and 2.2 are 9.3. */
export const percentOf = (sum: number): number => Math.round(sum * 1e6) / 1e6
