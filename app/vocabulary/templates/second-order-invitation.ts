import { defineTemplate } from '../define.ts'

export const secondOrderInvitation = defineTemplate({
  id: 'second-order-invitation',
  goal: 'Start well',
  document: {
    format: 1,
    name: 'After a second order, we ask them to stay in touch',
    trigger: 'order.paid',
    conditions: {
      all: [
        { fact: 'order.position', operator: 'equal', value: 2 },
        { fact: 'customer.emailConsent', operator: 'equal', value: false },
      ],
    },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'personal_note',
          title: 'Put an invitation card into the parcel of {{ customer.name }}',
          body: 'They came back, and do not hear from you by e-mail. A card that says what they would get, and how to say yes.',
          dueInWorkingDays: 0,
        },
      },
    ],
    priority: 40,
    examples: [
      { order: { position: 2 }, customer: { emailConsent: false }, expect: 'granted' },
      { order: { position: 2 }, customer: { emailConsent: true }, expect: 'no match' },
      { order: { position: 3 }, customer: { emailConsent: false }, expect: 'no match' },
    ],
  },
})
