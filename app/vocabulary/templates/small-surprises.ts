import { defineTemplate } from '../define.ts'

export const smallSurprises = defineTemplate({
  id: 'small-surprises',
  goal: 'Show you care',
  document: {
    format: 1,
    name: 'Three small surprises a week, just because',
    trigger: 'every.day',
    conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 2 }] },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'gift',
          title: 'A small surprise for {{ customer.name }}',
          body: 'Drawn by lot from everybody with more than two orders. Something small that suits what they buy, with no strings attached.',
          dueInWorkingDays: 2,
        },
      },
    ],
    limits: { draw: { times: 3, per: 'week' }, perCustomer: { times: 1, days: 365 } },
    examples: [
      { customer: { ordersCount: 3 }, expect: 'granted' },
      { customer: { ordersCount: 2 }, expect: 'no match' },
    ],
  },
})
