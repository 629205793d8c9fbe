import { defineTemplate } from '../define.ts'

/** Nobody drops out and comes in again for a trifle: out is who is past the top 6%. */
export const handwrittenNoteToTheBest = defineTemplate({
  id: 'handwritten-note-to-the-best',
  goal: 'Show you care',
  document: {
    format: 1,
    name: 'A handwritten note for the top 5%',
    trigger: 'customer.enters',
    crossing: { fact: 'customer.spendTopPercent365', operator: 'lessThan', value: 5, leaveAt: 6 },
    conditions: { all: [] },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'personal_note',
          title: 'Write to {{ customer.name }}',
          body: 'They are now one of your best customers of the last twelve months. A few lines by hand, about them and not about an offer.',
          dueInWorkingDays: 3,
        },
      },
    ],
    limits: { perCustomer: { times: 1, days: 180 }, whenHeardEnough: 'wait' },
    priority: 55,
    examples: [
      { customer: { spendTopPercent365: 4.9 }, expect: 'granted' },
      { customer: { spendTopPercent365: 5 }, expect: 'no match' },
      { customer: {}, expect: 'no match' },
    ],
  },
})
