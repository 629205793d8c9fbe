import type { ApiFinding } from '../../contracts/api.ts'
import type { RuleDocument } from '../../rules/types.ts'
import { checkout } from '../../vocabulary/triggers/checkout.ts'

/** What a checked rule for the checkout can do less well than it may seem. */
export const checkoutFindings = ({ trigger, guests, limits = {} }: RuleDocument): readonly ApiFinding[] => {
  if (trigger !== checkout.name) return []
  const { holdOutPercent = 0, total, budget } = limits
  return [
    ...(holdOutPercent > 0
      ? [
          finding(
            '/limits/holdOutPercent',
            'People of whom nothing is known yet get nothing: who is left out to compare is drawn by who they are',
          ),
        ]
      : []),
    ...(total !== undefined || budget !== undefined
      ? [
          finding(
            total === undefined ? '/limits/budget' : '/limits/total',
            'Carts that are open when it is used up still carry it: what they took beyond it is shown as such',
          ),
        ]
      : []),
    ...(guests === 'newcomer' && (limits.perCustomer !== undefined || limits.coolDownDays !== undefined)
      ? [finding('/guests', 'Of people who are not signed in nobody can tell whether they had it before')]
      : []),
  ]
}

const finding = (path: string, message: string): ApiFinding => ({
  paths: [path],
  about: [],
  message,
  rules: [],
  example: [],
})
