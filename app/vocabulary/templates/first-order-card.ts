import { defineTemplate } from '../define.ts'

export const firstOrderCard = defineTemplate({
  id: 'first-order-card',
  goal: 'Start well',
  document: {
    format: 1,
    name: 'Every first order leaves with a card',
    trigger: 'order.paid',
    conditions: { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] },
    actions: [
      { type: 'order.addNote', params: { text: 'first order: add a card' } },
      {
        type: 'task.create',
        params: {
          kind: 'personal_note',
          title: 'Write a card for {{ customer.name }}',
          body: 'Their first order is on its way. Thank {{ customer.firstName | default: "them" }} in two lines by hand, and put the card in the parcel.',
          dueInWorkingDays: 0,
        },
      },
    ],
    priority: 40,
    examples: [
      { order: { isFirst: true }, expect: 'granted' },
      { order: { isFirst: false }, expect: 'no match' },
    ],
  },
})
