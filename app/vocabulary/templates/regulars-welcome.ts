import { defineTemplate } from '../define.ts'

/** The mission's first sentence, for a shop whose welcome offer is there already: its worth is a question. */
export const regularsWelcome = defineTemplate({
  id: 'regulars-welcome',
  goal: 'Be fair',
  document: {
    format: 1,
    name: 'Regulars get the welcome offer too',
    trigger: 'checkout',
    conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] },
    actions: [{ type: 'discount.order', params: { percent: 10, message: '10% off, because you keep coming back' } }],
    limits: { perCustomer: { times: 1, days: 90 } },
    priority: 50,
    examples: [
      { customer: { keptOrdersCount: 4 }, expect: 'granted' },
      { customer: { keptOrdersCount: 3 }, expect: 'no match' },
    ],
  },
})
