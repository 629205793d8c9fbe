import type { Offer } from '../rules/checkout/offer.ts'
import { leavesOf } from '../rules/conditions.ts'
import type { Condition, RuleDocument } from '../rules/types.ts'
import { actionNamed, triggerNamed } from '../vocabulary/vocabulary.ts'

/** What nobody can know who tries rules on past orders, in one sentence; undefined where it makes no difference to them. */
export const whatCannotBeKnown = (documents: readonly RuleDocument[], currency: string): string | undefined => {
  const doings = documents.flatMap((document) => {
    const trigger = triggerNamed(document.trigger)
    const asked = factsIn(document.conditions)
    return document.actions.flatMap(({ type, params }) => {
      const action = actionNamed(type)
      if (action === undefined || trigger === undefined) return []
      return [
        {
          isWritten: action.traits(params).channel !== undefined,
          isContact: action.isContact(params, trigger),
          isCode: action.offer === undefined && action.outcome(params, { currency }).discount !== undefined,
          isAtCheckout: trigger.checkout === true,
          ...unknownOffer(action.offer?.(params, { currency, ruleName: document.name })),
          asksForTags: asked.includes('cart.productTags'),
          asksForSubscriptions: asked.includes('cart.hasSubscription'),
        },
      ]
    })
  })
  const unknown = [
    ...(doings.some(({ isWritten }) => isWritten) ? ['who had agreed to hear from you then'] : []),
    ...(doings.some(({ isContact }) => isContact) ? ['what else customers heard from you then'] : []),
    ...(doings.some(({ isCode }) => isCode) ? ['which codes would have been used'] : []),
    ...(doings.some(({ isAtCheckout }) => isAtCheckout) ? ['who was signed in at the checkout'] : []),
    ...(doings.some(({ asksForTags }) => asksForTags) ? ['which tags the products in a cart had'] : []),
    ...(doings.some(({ asksForSubscriptions }) => asksForSubscriptions) ? ['which carts began a subscription'] : []),
    ...(doings.some(({ picksProducts }) => picksProducts) ? ['what the chosen products came to in an order'] : []),
    ...(doings.some(({ sharesDelivery }) => sharesDelivery) ? ['what delivery cost'] : []),
  ]
  if (unknown.length === 0) return undefined
  return `Nobody can know ${listed(unknown)}; and everything is taken to be done at once.`
}

const unknownOffer = (offer: Offer | undefined) => ({
  picksProducts: offer?.on === 'products',
  sharesDelivery: offer?.on === 'shipping' && 'percent' in offer.worth && offer.atMost === undefined,
})

const factsIn = (condition: Condition): readonly string[] => leavesOf(condition).map(({ fact }) => fact)

const listed = (parts: readonly string[]): string =>
  parts.length === 1 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
