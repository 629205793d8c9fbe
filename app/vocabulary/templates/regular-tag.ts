import { defineTemplate } from '../define.ts'

export const regularTag = defineTemplate({
  id: 'regular-tag',
  goal: 'Be fair',
  document: {
    format: 1,
    name: 'Regulars carry a tag',
    trigger: 'order.paid',
    conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] },
    actions: [{ type: 'customer.addTag', params: { tag: 'regular' } }],
    priority: 30,
    examples: [
      { customer: { keptOrdersCount: 4 }, expect: 'granted' },
      { customer: { keptOrdersCount: 3 }, expect: 'no match' },
    ],
  },
})
