import { defineTemplate } from '../define.ts'

/** Customers who spent the same share a place, so there may be more than twenty: the budget ends it. */
export const decemberBaskets = defineTemplate({
  id: 'december-baskets',
  goal: 'Show you care',
  document: {
    format: 1,
    name: 'On 1 December, baskets for the twenty best',
    trigger: 'every.day',
    conditions: {
      all: [
        { fact: 'shop.month', operator: 'equal', value: 12 },
        { fact: 'shop.dayOfMonth', operator: 'equal', value: 1 },
        { fact: 'customer.spendRank365', operator: 'lessThanInclusive', value: 20 },
      ],
    },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'gift',
          title: 'A basket for {{ customer.name }}',
          body: 'One of the twenty who bought most in the last twelve months. Something good to eat, and a card that thanks them for the year.',
          dueInWorkingDays: 5,
          cost: '30.00',
        },
      },
    ],
    limits: { perCustomer: { times: 1, days: 300 }, budget: { amount: '600.00', per: 'year' } },
    examples: [
      { customer: { spendRank365: 20 }, shop: { month: 12, dayOfMonth: 1 }, expect: 'granted' },
      { customer: { spendRank365: 21 }, shop: { month: 12, dayOfMonth: 1 }, expect: 'no match' },
      { customer: { spendRank365: 1 }, shop: { month: 12, dayOfMonth: 2 }, expect: 'no match' },
      { customer: { spendRank365: 1 }, shop: { month: 11, dayOfMonth: 1 }, expect: 'no match' },
      { customer: {}, shop: { month: 12, dayOfMonth: 1 }, expect: 'no match' },
    ],
  },
})
