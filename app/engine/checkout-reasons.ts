import { MESSAGES_APART } from '../rules/checkout/offer.ts'
import { occasionSentence } from '../rules/sentence.ts'
import { actionNamed, vocabulary } from '../vocabulary/vocabulary.ts'
import type { StoredRule } from './ports.ts'

/** What a live rule gives at the checkout: as the customer reads it there, and what they can be told of why. */
export type CheckoutReason = { readonly message: string; readonly reason: string }

export const offersAtCheckout = (rules: readonly StoredRule[], currency: string): readonly CheckoutReason[] =>
  rules
    .filter(({ state }) => state === 'live')
    .flatMap(({ document }) =>
      document.actions.flatMap(({ type, params }) => {
        const offer = actionNamed(type)?.offer?.(params, { currency, ruleName: document.name })
        if (offer === undefined) return []
        return [{ message: offer.message, reason: occasionSentence(document, vocabulary, { currency }) }]
      }),
    )

/** Of these titles of discounts those that are ours, each with the reasons of every rule that gave something to it. */
export const reasonsFor = (
  titles: readonly string[],
  offers: readonly CheckoutReason[],
): { readonly shownAs: string; readonly reasons: string[] }[] =>
  [...new Set(titles)].flatMap((title) => {
    const messages = title.split(MESSAGES_APART)
    const found = offers.filter(({ message }) => messages.includes(message))
    const reasons = [...new Set(found.map(({ reason }) => reason))]
    return reasons.length === 0 ? [] : [{ shownAs: title, reasons }]
  })
