import { expect, test } from 'vitest'
import type { Limits, RuleDocument } from '../../app/rules/types.ts'
import { checkoutFindings } from '../../app/web/api/checkout-findings.ts'
import { missingOffers } from '../../app/web/api/kept-offers.ts'
import { forRegulars } from '../journeys/stories/checkout.ts'

const rule = (given: { readonly limits?: Limits; readonly guests?: RuleDocument['guests'] } = {}) =>
  forRegulars(given) as unknown as RuleDocument

test.each([
  { what: 'a plain one', of: rule(), says: [] },
  { what: 'one that is compared', of: rule({ limits: { holdOutPercent: 10 } }), says: ['/limits/holdOutPercent'] },
  { what: 'one with so many in all', of: rule({ limits: { total: { times: 5 } } }), says: ['/limits/total'] },
  { what: 'one with a budget', of: rule({ limits: { budget: { amount: '5.00' } } }), says: ['/limits/budget'] },
  {
    what: 'one that guests get once',
    of: rule({ guests: 'newcomer', limits: { perCustomer: { times: 1, days: 90 } } }),
    says: ['/guests'],
  },
  {
    what: 'one for something else',
    of: { ...rule({ limits: { total: { times: 5 } } }), trigger: 'order.paid' },
    says: [],
  },
])('what is said of $what for the checkout', ({ of, says }) => {
  expect(checkoutFindings(of).flatMap(({ paths }) => paths)).toEqual(says)
})

test('an offer to be kept that no rule gives is named', () => {
  const keeps = { ...rule(), actions: [{ type: 'offer.keep', params: { offer: 'Free delivery', days: 60 } }] }

  expect(missingOffers(keeps, [])).toMatchObject([
    {
      paths: ['/actions/0/params/offer'],
      message: expect.stringContaining('No rule for the checkout is called “Free delivery”'),
    },
  ])
})
