import { defineTemplate } from '../define.ts'

/** Only the month is known. 300 days leave room for a month that begins on another weekday, and none for a second card. */
export const birthdayRemembered = defineTemplate({
  id: 'birthday-remembered',
  goal: 'Show you care',
  document: {
    format: 1,
    name: 'A birthday is remembered',
    trigger: 'every.day',
    conditions: { all: [{ fact: 'customer.birthdayMonth', operator: 'equal', value: { fact: 'shop.month' } }] },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'personal_note',
          title: 'A birthday card for {{ customer.name }}',
          body: 'Their birthday is this month. A card, signed by somebody they may have met.',
          dueInWorkingDays: 3,
        },
      },
    ],
    limits: { perCustomer: { times: 1, days: 300 } },
    examples: [
      { customer: { birthdayMonth: 5 }, shop: { month: 5 }, expect: 'granted' },
      { customer: { birthdayMonth: 5 }, shop: { month: 6 }, expect: 'no match' },
      { customer: {}, shop: { month: 5 }, expect: 'no match' },
    ],
  },
})
