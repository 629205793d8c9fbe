import { defineTemplate } from '../define.ts'

/** Beside gone-quiet-call.ts, for everybody but the best fifth. */
export const goneQuietCode = defineTemplate({
  id: 'gone-quiet-code',
  goal: 'Keep them',
  document: {
    format: 1,
    name: 'Quiet for twice their usual time: the others get a code',
    trigger: 'customer.enters',
    crossing: { fact: 'customer.silenceRatio', operator: 'greaterThan', value: 2, leaveAt: 1 },
    conditions: {
      all: [
        { fact: 'customer.ordersCount', operator: 'greaterThan', value: 2 },
        { fact: 'customer.isSubscriber', operator: 'equal', value: false },
        { fact: 'customer.spendTopPercent', operator: 'greaterThanInclusive', value: 20 },
      ],
    },
    actions: [
      { type: 'discount.code', params: { percent: 10, expiresInDays: 30 } },
      { type: 'customer.notify', params: { message: 'gone-quiet' } },
    ],
    limits: { perCustomer: { times: 1, days: 180 }, whenHeardEnough: 'wait' },
    examples: [
      { customer: { silenceRatio: 2.1, ordersCount: 3, isSubscriber: false, spendTopPercent: 20 }, expect: 'granted' },
      {
        customer: { silenceRatio: 2.1, ordersCount: 3, isSubscriber: false, spendTopPercent: 19.9 },
        expect: 'no match',
      },
      { customer: { silenceRatio: 2, ordersCount: 3, isSubscriber: false, spendTopPercent: 50 }, expect: 'no match' },
      { customer: { silenceRatio: 2.1, ordersCount: 2, isSubscriber: false, spendTopPercent: 50 }, expect: 'no match' },
      { customer: { silenceRatio: 2.1, ordersCount: 3, isSubscriber: true, spendTopPercent: 50 }, expect: 'no match' },
    ],
  },
})
