import { defineTemplate } from '../define.ts'

/** The better of two rules about people who have gone quiet: the best fifth are called, by gone-quiet-code.ts the others get a code. */
export const goneQuietCall = defineTemplate({
  id: 'gone-quiet-call',
  goal: 'Keep them',
  document: {
    format: 1,
    name: 'Quiet for twice their usual time: we call the best',
    trigger: 'customer.enters',
    crossing: { fact: 'customer.silenceRatio', operator: 'greaterThan', value: 2, leaveAt: 1 },
    conditions: {
      all: [
        { fact: 'customer.ordersCount', operator: 'greaterThan', value: 2 },
        { fact: 'customer.isSubscriber', operator: 'equal', value: false },
        { fact: 'customer.spendTopPercent', operator: 'lessThan', value: 20 },
      ],
    },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'phone_call',
          title: 'Call {{ customer.name }}',
          body: 'One of your best customers has been away for more than twice their usual time. Ask how they are and whether something went wrong; offer nothing.',
          dueInWorkingDays: 2,
        },
      },
    ],
    limits: { perCustomer: { times: 1, days: 180 }, whenHeardEnough: 'wait' },
    priority: 55,
    examples: [
      {
        customer: { silenceRatio: 2.1, ordersCount: 3, isSubscriber: false, spendTopPercent: 19.9 },
        expect: 'granted',
      },
      { customer: { silenceRatio: 2.1, ordersCount: 3, isSubscriber: false, spendTopPercent: 20 }, expect: 'no match' },
      { customer: { silenceRatio: 2, ordersCount: 3, isSubscriber: false, spendTopPercent: 1 }, expect: 'no match' },
      { customer: { silenceRatio: 2.1, ordersCount: 2, isSubscriber: false, spendTopPercent: 1 }, expect: 'no match' },
      { customer: { silenceRatio: 2.1, ordersCount: 3, isSubscriber: true, spendTopPercent: 1 }, expect: 'no match' },
    ],
  },
})
