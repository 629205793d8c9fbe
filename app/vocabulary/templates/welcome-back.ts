import { defineTemplate } from '../define.ts'

export const welcomeBack = defineTemplate({
  id: 'welcome-back',
  goal: 'Keep them',
  document: {
    format: 1,
    name: 'Welcome back',
    trigger: 'order.paid',
    conditions: { all: [{ fact: 'order.previousSilenceRatio', operator: 'greaterThan', value: 2 }] },
    actions: [
      { type: 'order.addNote', params: { text: 'back after a long time: add a welcome-back card' } },
      {
        type: 'task.create',
        params: {
          kind: 'personal_note',
          title: 'Welcome {{ customer.name }} back',
          body: 'They had been away for more than twice their usual time. Two lines by hand: good to see you again.',
          dueInWorkingDays: 0,
        },
      },
    ],
    limits: { perCustomer: { times: 1, days: 180 } },
    priority: 45,
    examples: [
      { order: { previousSilenceRatio: 2.5 }, expect: 'granted' },
      { order: { previousSilenceRatio: 2 }, expect: 'no match' },
    ],
  },
})
