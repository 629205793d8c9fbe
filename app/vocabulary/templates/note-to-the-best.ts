import { defineTemplate } from '../define.ts'

/** The mission's second sentence. */
export const noteToTheBest = defineTemplate({
  id: 'note-to-the-best',
  goal: 'Show you care',
  document: {
    format: 1,
    name: 'A personal note to the top 5% of spenders',
    trigger: 'order.paid',
    conditions: { all: [{ fact: 'customer.spendTopPercent365', operator: 'lessThan', value: 5 }] },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'personal_note',
          title: 'Write to {{ customer.name }}',
          body: 'One of your best customers of the last twelve months has just ordered again, for {{ order.total }}. A few lines by hand, about them and not about an offer.',
          dueInWorkingDays: 2,
        },
      },
    ],
    limits: { perCustomer: { times: 1, days: 180 } },
    priority: 60,
    examples: [
      { customer: { spendTopPercent365: 4.9 }, expect: 'granted' },
      { customer: { spendTopPercent365: 5 }, expect: 'no match' },
    ],
  },
})
