import { defineTemplate } from '../define.ts'

/** A week before, so that a card arrives in time. */
export const yearTogether = defineTemplate({
  id: 'year-together',
  goal: 'Show you care',
  document: {
    format: 1,
    name: 'A year together deserves a line',
    trigger: 'every.day',
    conditions: {
      all: [
        { fact: 'customer.daysUntilAnniversary', operator: 'equal', value: 7 },
        { fact: 'customer.ordersCount', operator: 'greaterThan', value: 1 },
      ],
    },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'personal_note',
          title: 'A card for the anniversary with {{ customer.name }}',
          body: 'In a week it is a whole number of years since their first order. Thank them for the time, not for the money.',
          dueInWorkingDays: 2,
        },
      },
    ],
    examples: [
      { customer: { daysUntilAnniversary: 7, ordersCount: 2 }, expect: 'granted' },
      { customer: { daysUntilAnniversary: 6, ordersCount: 2 }, expect: 'no match' },
      { customer: { daysUntilAnniversary: 7, ordersCount: 1 }, expect: 'no match' },
    ],
  },
})
