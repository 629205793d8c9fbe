import { defineTemplate } from '../define.ts'

/** The sale's tag, its worth and the two days before it begins are questions; by the calendar, so that it comes every year. */
export const saleTwoDaysEarly = defineTemplate({
  id: 'sale-two-days-early',
  goal: 'Be fair',
  document: {
    format: 1,
    name: 'Regulars shop the sale two days early',
    trigger: 'checkout',
    conditions: {
      all: [
        { fact: 'customer.ordersCount', operator: 'greaterThan', value: 1 },
        { fact: 'shop.month', operator: 'equal', value: 11 },
        { fact: 'shop.dayOfMonth', operator: 'between', value: [25, 26] },
      ],
    },
    actions: [
      {
        type: 'discount.products',
        params: { percent: 20, productTags: ['sale'], message: 'The sale, two days early for you' },
      },
    ],
    priority: 50,
    examples: [
      { customer: { ordersCount: 2 }, shop: { month: 11, dayOfMonth: 25 }, expect: 'granted' },
      { customer: { ordersCount: 1 }, shop: { month: 11, dayOfMonth: 25 }, expect: 'no match' },
      { customer: { ordersCount: 2 }, shop: { month: 11, dayOfMonth: 27 }, expect: 'no match' },
    ],
  },
})
