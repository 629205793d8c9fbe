import { defineTemplate } from '../define.ts'

/** The same by a code on paid orders, for shops whose checkout cannot carry rules of ours. */
export const regularsWelcomeCode = defineTemplate({
  id: 'regulars-welcome-code',
  goal: 'Be fair',
  document: {
    format: 1,
    name: 'The new-customer offer is for regulars too',
    trigger: 'order.paid',
    conditions: {
      any: [
        { fact: 'order.isFirst', operator: 'equal', value: true },
        { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
      ],
    },
    actions: [{ type: 'discount.code', params: { percent: 10, expiresInDays: 60 } }],
    limits: { perCustomer: { times: 1, days: 90 } },
    priority: 50,
    examples: [
      { order: { isFirst: true }, customer: { keptOrdersCount: 1 }, expect: 'granted' },
      { order: { isFirst: false }, customer: { keptOrdersCount: 4 }, expect: 'granted' },
      { order: { isFirst: false }, customer: { keptOrdersCount: 3 }, expect: 'no match' },
    ],
  },
})
