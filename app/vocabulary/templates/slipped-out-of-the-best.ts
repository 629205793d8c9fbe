import { defineTemplate } from '../define.ts'
import { freeDeliveryForTheBest } from './free-delivery-for-the-best.ts'

/** Out is who is past the top 11%, so that nobody is called for a trifle. They keep what they had for two months. */
export const slippedOutOfTheBest = defineTemplate({
  id: 'slipped-out-of-the-best',
  goal: 'Keep them',
  document: {
    format: 1,
    name: 'Someone slips out of the best group: ask, don’t cut',
    trigger: 'customer.leaves',
    crossing: { fact: 'customer.spendTopPercent365', operator: 'lessThan', value: 10, leaveAt: 11 },
    conditions: { all: [] },
    actions: [
      {
        type: 'task.create',
        params: {
          kind: 'phone_call',
          title: 'Ask {{ customer.name }} how things are',
          body: 'They were among your best ten per cent and no longer are. Ask, listen, and take nothing away.',
          dueInWorkingDays: 3,
        },
      },
      { type: 'offer.keep', params: { offer: freeDeliveryForTheBest.document.name, days: 60 } },
    ],
    limits: { perCustomer: { times: 1, days: 180 }, whenHeardEnough: 'wait' },
    examples: [
      { customer: { spendTopPercent365: 11 }, expect: 'granted' },
      { customer: {}, expect: 'granted' },
      { customer: { spendTopPercent365: 10.9 }, expect: 'no match' },
    ],
  },
})
