import { defineTemplate } from '../define.ts'

/** Ten, and the most that delivery may cost the shop, are questions. */
export const freeDeliveryForTheBest = defineTemplate({
  id: 'free-delivery-for-the-best',
  goal: 'Be fair',
  document: {
    format: 1,
    name: 'Your best customers never pay for delivery',
    trigger: 'checkout',
    conditions: { all: [{ fact: 'customer.spendTopPercent365', operator: 'lessThan', value: 10 }] },
    actions: [
      { type: 'discount.shipping', params: { percent: 100, atMost: '8.00', message: 'Delivery is on us, for you' } },
    ],
    priority: 60,
    examples: [
      { customer: { spendTopPercent365: 9.9 }, expect: 'granted' },
      { customer: { spendTopPercent365: 10 }, expect: 'no match' },
      { customer: {}, expect: 'no match' },
    ],
  },
})
