import { defineTemplate } from '../define.ts'

/** No discount: a person asks first. */
export const fullRefundQuestion = defineTemplate({
  id: 'full-refund-question',
  goal: 'Put it right',
  document: {
    format: 1,
    name: 'After a full refund, somebody asks what went wrong',
    trigger: 'refund.created',
    conditions: { all: [{ fact: 'order.refundedShare', operator: 'equal', value: 1 }] },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'follow_up',
          title: 'Ask {{ customer.name }} what went wrong with order {{ order.name }}',
          body: 'All of it went back. Listen first; what you learn is worth more than the order.',
          dueInWorkingDays: 1,
        },
      },
    ],
    limits: { perCustomer: { times: 1, days: 30 } },
    priority: 55,
    examples: [
      { order: { refundedShare: 1 }, expect: 'granted' },
      { order: { refundedShare: 0.5 }, expect: 'no match' },
    ],
  },
})
