import type { ApiFinding } from '../../contracts/api.ts'
import type { RuleDocument } from '../../rules/types.ts'
import type { RuleRow } from '../../store/rules.ts'
import { offersKeptBy } from '../../vocabulary/actions/keep-offer.ts'
import { checkout } from '../../vocabulary/triggers/checkout.ts'

/** Offers that a rule would have customers keep, and that no rule of the shop gives at the checkout. */
export const missingOffers = (document: RuleDocument, rules: readonly RuleRow[]): readonly ApiFinding[] => {
  const given = new Set(
    rules.flatMap(({ name, state, document: latest, running }) =>
      state !== 'archived' && (running ?? latest).trigger === checkout.name ? [name] : [],
    ),
  )
  return offersKeptBy(document).flatMap(({ index, offer }) =>
    given.has(offer)
      ? []
      : [
          {
            paths: [`/actions/${index}/params/offer`],
            about: [],
            message: `No rule for the checkout is called “${offer}”: until there is one, there is nothing to keep`,
            rules: [],
            example: [],
          },
        ],
  )
}
