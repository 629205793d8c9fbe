import { defineTemplate } from '../define.ts'

/** What is sent without a rule is not heard of: who never heard from us by one is called too. */
export const noGoodCustomerForgotten = defineTemplate({
  id: 'no-good-customer-forgotten',
  goal: 'Show you care',
  document: {
    format: 1,
    name: 'No good customer goes 90 days without hearing from a person',
    trigger: 'every.day',
    conditions: {
      all: [
        { fact: 'customer.spendTopPercent365', operator: 'lessThan', value: 10 },
        {
          any: [
            { fact: 'customer.daysSinceLastContact', operator: 'greaterThan', value: 90 },
            { fact: 'customer.daysSinceLastContact', operator: 'isNotSet', value: true },
          ],
        },
      ],
    },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'phone_call',
          title: 'Call {{ customer.name }}',
          body: 'One of your best ten per cent, and they have not heard from you for three months. No offer: ask how they are and what they would like to see.',
          dueInWorkingDays: 5,
        },
      },
    ],
    limits: { coolDownDays: 90 },
    examples: [
      { customer: { spendTopPercent365: 9.9, daysSinceLastContact: 91 }, expect: 'granted' },
      { customer: { spendTopPercent365: 9.9 }, expect: 'granted' },
      { customer: { spendTopPercent365: 9.9, daysSinceLastContact: 90 }, expect: 'no match' },
      { customer: { spendTopPercent365: 10, daysSinceLastContact: 91 }, expect: 'no match' },
    ],
  },
})
