import { expect, test } from 'vitest'
import { sayReason } from '../../app/rules/reasons.ts'
import type { Figures, Reason } from '../../app/rules/types.ts'

test.each<{ reason: Reason; figures: Figures; says: string }>([
  {
    reason: 'over_budget',
    figures: { budget: 800, spent: 500, cost: 500, per: 'month' },
    says: '£5.00 of the budget of £8.00 a month is spent, and this would be £5.00',
  },
  {
    reason: 'over_budget',
    figures: { budget: 800, spent: 800, cost: 500 },
    says: 'the budget of £8.00 is spent, and this would be £5.00',
  },
  {
    reason: 'over_budget',
    figures: { budget: 800, spent: 0, cost: 900, per: 'week' },
    says: 'this would be £9.00, more than the whole budget of £8.00 a week',
  },
  { reason: 'capped', figures: { total: 1 }, says: 'the one there was is given' },
  { reason: 'capped', figures: { total: 5_000 }, says: 'all 5,000 there were are given' },
  {
    reason: 'attention_spent',
    figures: { contacts: 1, of: 1, days: 30 },
    says: 'they have heard from us once in 30 days',
  },
  { reason: 'attention_spent', figures: { contacts: 0, of: 0, days: 30 }, says: 'nobody is to hear from us' },
])('$reason of $figures reads “$says”', ({ reason, figures, says }) => {
  expect(sayReason(reason, figures, { currency: 'GBP' })).toBe(says)
})
