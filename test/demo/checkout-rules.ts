import type { RuleDocument } from '../../app/rules/types.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'

/** The mission's first sentence: the new-customer offer also applies to customers with more than three orders. */
const welcomeAtCheckout: RuleDocument = {
  format: 1,
  name: 'The new-customer offer, for regulars too, at the checkout',
  trigger: 'checkout',
  guests: 'nobody',
  conditions: {
    any: [
      { fact: 'customer.ordersCount', operator: 'equal', value: 0 },
      { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
    ],
  },
  actions: [{ type: 'discount.order', params: { percent: 10, message: '10% off, for newcomers and regulars' } }],
}

/** What the made-up shop gives at its own checkout. A shop from a file has none. */
export const checkoutRules = (): readonly RuleDocument[] => [
  welcomeAtCheckout,
  ...templates.filter(({ id }) => id === 'free-delivery-for-the-best').map(({ document }) => document),
]
