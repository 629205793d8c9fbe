import type { Reason } from '../../../../app/rules/types.ts'
import type { OpenShop } from '../../../support/start-app.ts'
import { codeRule, tagRule } from '../rules.ts'
import type { ReasonStory } from './story.ts'

/** One customer orders on each of these days of March, in the forenoon. */
const ordersOn =
  (...days: readonly string[]) =>
  async ({ shop }: OpenShop): Promise<void> => {
    const by = shop.newCustomer()
    for (const day of days) await shop.customerOrders({ by, on: `2026-03-${day}T10:00:00Z`, total: '50.00' })
  }

const combining = (percent: number) => [{ type: 'discount.code', params: { percent, combinesWith: ['orders'] } }]

/** What a rule gave before, to this customer or in all, and what other rules give. */
export const limitReasons = {
  cooling_down: [
    {
      title: 'until the last grant is long enough ago',
      rules: [tagRule('Tag', { limits: { coolDownDays: 10 } })],
      happens: ordersOn('01', '05', '11'),
      shows: [{ rule: 'Tag', because: 'they got it less than 10 days ago', freeAt: '2026-03-11T10:00:00.000Z' }],
    },
  ],
  capped: [
    {
      title: 'for a customer who had it as often as the rule allows',
      rules: [tagRule('Tag', { limits: { perCustomer: { times: 2, days: 20 } } })],
      happens: ordersOn('01', '05', '11', '21'),
      shows: [
        {
          rule: 'Tag',
          because: 'they have had it 2 times in 20 days, as often as the rule allows',
          freeAt: '2026-03-21T10:00:00.000Z',
        },
      ],
    },
    {
      title: 'for everybody, once it was given as often as there is any',
      rules: [tagRule('Tag', { limits: { total: { times: 2 } } })],
      happens: ordersOn('01', '02', '03'),
      shows: [{ rule: 'Tag', because: 'all 2 there were are given', freeAt: null }],
    },
  ],
  over_budget: [
    {
      title: 'until the first day of the next month begins in the shop',
      rules: [codeRule('Code', 10, { limits: { budget: { amount: '8.00', per: 'month' } } })],
      happens: ordersOn('05', '20'),
      shows: [
        {
          rule: 'Code',
          because: '£5.00 of the budget of £8.00 a month is spent, and this would be £5.00',
          freeAt: '2026-04-01T05:00:00.000Z',
        },
      ],
    },
    {
      title: 'for good where the budget is all there is',
      rules: [codeRule('Code', 10, { limits: { budget: { amount: '8.00' } } })],
      happens: ordersOn('05', '20'),
      shows: [
        {
          rule: 'Code',
          because: '£5.00 of the budget of £8.00 is spent, and this would be £5.00',
          freeAt: null,
        },
      ],
    },
  ],
  over_ceiling: [
    {
      title: 'of what adds up with a code that the customer holds, by the ceiling that the settings say',
      rules: [
        codeRule('Code', 15, { actions: combining(15), limits: { coolDownDays: 365 } }),
        codeRule('More', 10, {
          actions: combining(10),
          conditions: { all: [{ fact: 'order.position', operator: 'equal', value: 2 }] },
        }),
      ],
      happens: async (opened) => {
        await opened.api.call('PUT', '/settings', { policies: { discountCeilingPercent: 20 } })
        await ordersOn('05', '20')(opened)
      },
      shows: [
        { rule: 'Code', because: 'they got it less than 365 days ago', freeAt: '2027-03-05T10:00:00.000Z' },
        {
          rule: 'More',
          because: 'together with what they hold it would be 25% off, and 20% is the most',
          freeAt: null,
        },
      ],
    },
  ],
  outranked: [
    {
      title: 'by the best of the group',
      rules: [
        codeRule('Ten', 10, { exclusive: { group: 'thanks', pick: 'best' }, priority: 60 }),
        codeRule('Fifteen', 15, { exclusive: { group: 'thanks', pick: 'best' } }),
      ],
      happens: ordersOn('05'),
      shows: [{ rule: 'Ten', because: '“Fifteen” goes first, and they get one of the two', freeAt: null }],
    },
    {
      title: 'by the first of the group',
      rules: [
        codeRule('Ten', 10, { exclusive: { group: 'thanks', pick: 'first' }, priority: 60 }),
        codeRule('Fifteen', 15, { exclusive: { group: 'thanks', pick: 'first' } }),
      ],
      happens: ordersOn('05'),
      shows: [{ rule: 'Fifteen', because: '“Ten” goes first, and they get one of the two', freeAt: null }],
    },
  ],
} satisfies Partial<Record<Reason, readonly ReasonStory[]>>
