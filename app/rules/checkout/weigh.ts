import type { Exchange } from './exchange.ts'
import { MESSAGES_APART } from './offer.ts'
import { type OfferRow, PARTS_OF_PERCENT } from './policy.ts'

const PARTS_OF_ALL = 100 * PARTS_OF_PERCENT

/** So many parts of per cents of an amount. */
export const shareOf = (amount: number, parts: number): number => (amount * parts) / PARTS_OF_ALL

/** What an offer would take off so much, minor units of the cart's currency and parts of one; never more than there is. */
export const takenOff = (offer: OfferRow, base: number, exchange: Exchange): number => {
  if (offer[2] === 1) return Math.min(base, exchange.toCart(offer[1]))
  const share = shareOf(base, offer[1])
  return offer[3] === 0 ? share : Math.min(share, exchange.toCart(offer[3]))
}

/** Whether nothing but its per cent decides that it takes off so much, so that it may be passed on as per cent. */
export const isPlainPercent = (offer: OfferRow, base: number, taken: number): boolean =>
  offer[2] === 0 && (offer[3] === 0 || taken === shareOf(base, offer[1]))

/** Each message once, in the rules' order. */
export const messageOf = (offers: readonly OfferRow[]): string => {
  const messages: string[] = []
  for (let at = 0; at < offers.length; at++) {
    const offer = offers[at]
    if (offer === undefined || messages.includes(offer[6])) continue
    messages.push(offer[6])
  }
  return messages.join(MESSAGES_APART)
}

/** As Shopify is told. */
export const percentOf = (parts: number): number => Math.round(parts) / PARTS_OF_PERCENT
