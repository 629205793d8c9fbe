import { defineTemplate } from '../define.ts'

export const bigOrderCall = defineTemplate({
  id: 'big-order-call',
  goal: 'Start well',
  document: {
    format: 1,
    name: 'An unusually big order earns a thank-you call',
    trigger: 'order.paid',
    conditions: {
      all: [
        {
          fact: 'order.total',
          operator: 'greaterThan',
          value: { fact: 'order.previousAverageValue', times: 2 },
        },
      ],
    },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'phone_call',
          title: 'Call {{ customer.name }} to say thank you',
          body: 'This order came to {{ order.total }}, more than twice what they usually spend. Ask what it is for.',
          dueInWorkingDays: 1,
        },
      },
    ],
    limits: { perCustomer: { times: 1, days: 90 } },
    priority: 45,
    examples: [
      { order: { total: 20_001, previousAverageValue: 10_000 }, expect: 'granted' },
      { order: { total: 20_000, previousAverageValue: 10_000 }, expect: 'no match' },
      { order: { total: 20_000 }, expect: 'no match' },
    ],
  },
})
